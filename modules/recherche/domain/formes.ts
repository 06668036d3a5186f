/** Texte sans accents ni ligatures, en minuscules : la forme sous laquelle deux mots se comparent. */
export const aplatir = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');

/**
 * Les signes qui joignent des mots (« garde-à-vue », « 12/03/2026 », « l’officier ») changes en blancs, dans l'index comme dans la
 * question ; meme longueur, pour que les positions d'un extrait restent celles du texte. Miroir SQL : `recherche_delier`.
 */
export const delier = (texte: string): string => texte.replace(/[-‐‑–—/_’\u02BC']/gu, ' ');

/** Particules et articles qui ne distinguent pas un nom : « de La Tour » se cherche « tour ». */
const PARTICULES: ReadonlySet<string> = new Set(
  'a al ait ben bin d da de del della den der des di do dos du el et l la las le les los o saint sainte st ste van vom von y zu'.split(
    ' ',
  ),
);

/** Les mots d'un nom, aplatis ; les particules en moins, sauf si le nom n'est fait que d'elles. */
export function motsDuNom(nom: string): readonly string[] {
  const mots = aplatir(nom)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const pleins = mots.filter((mot) => !PARTICULES.has(mot));
  return pleins.length === 0 ? mots : pleins;
}

/** Ce qui se compare d'un nom : ses mots, puis tout attache (« Le Goff » et « Legoff » sont le meme). */
export function formeDeNom(nom: string): string {
  const attache = aplatir(nom).replace(/[^a-z0-9]+/g, '');
  const mots = motsDuNom(nom);
  return mots.length === 1 && mots[0] === attache ? attache : `${mots.join(' ')} ${attache}`;
}

/** Ecritures d'un meme son en francais, dans l'ordre ou elles s'appliquent. */
const SONS: readonly (readonly [RegExp, string])[] = [
  [/ph/g, 'f'],
  [/(?:sch|sh|ch)/g, '1'],
  [/gn/g, 'n'],
  [/qu|q|ck|k/g, 'k'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/g(?=[eiy])/g, 'j'],
  [/gu(?=[eiy])/g, 'g'],
  [/h/g, ''],
  [/(?<=au)l(?=[dtx])/g, ''],
  [/eaux|eau|aux|au/g, 'o'],
  [/ain|ein|in|yn|im|aim|ym(?![aeiouy])/g, '2'],
  [/(?:an|am|en|em)(?![aeiouynm])/g, '3'],
  [/(?:on|om)(?![aeiouynm])/g, '4'],
  [/ou/g, 'u'],
  [/oi/g, 'wa'],
  [/ai|ei|oe|eu/g, 'e'],
  [/y/g, 'i'],
  [/w/g, 'v'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/(.)\1+/g, '$1'],
  // Finales muettes : Dupont, Dupond, Dupon ; Bernards ; Martinez ne change pas.
  [/(?<=.{2})(?:ks|[tdspe])+$/g, ''],
];

/** Comment un mot sonne, a peu pres : deux ecritures d'un meme nom ont le meme code. Vide sous trois lettres. */
export function sonDe(mot: string): string {
  const lettres = aplatir(mot).replace(/[^a-z]/g, '');
  return lettres.length < 3
    ? ''
    : SONS.reduce((son, [ecriture, remplace]) => son.replace(ecriture, remplace), lettres);
}

/** Les sons d'un nom, chacun une fois. */
export const sonsDuNom = (nom: string): readonly string[] => [
  ...new Set([...motsDuNom(nom), aplatir(nom).replace(/[^a-z]/g, '')].map(sonDe).filter(Boolean)),
];
