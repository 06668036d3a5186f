/** Un element XML : nom local, espace de noms, attributs sans espace de noms, enfants, texte direct. */
export type ElementXml = {
  readonly nom: string;
  readonly espace: string;
  readonly attributs: ReadonlyMap<string, string>;
  readonly enfants: readonly ElementXml[];
  readonly texte: string;
};

/** XML refuse : mal forme, ou hors du sous-ensemble admis (ni DTD, ni entite declaree, ni CDATA). */
export class ErreurXml extends Error {
  override readonly name = 'ErreurXml';
}

const PROFONDEUR_MAX = 32;
const TAILLE_MAX = 8 * 1024 * 1024;

/** Lit un document XML 1.0 en UTF-8 dans un sous-ensemble sans piege ; ErreurXml sinon. */
export function lireXml(octets: Uint8Array): ElementXml {
  if (octets.length > TAILLE_MAX) throw new ErreurXml('document trop long');
  const texte = Buffer.from(octets)
    .toString('utf8')
    .replace(/^\uFEFF/u, '');
  const lecture = { texte, position: 0 };
  passerMarges(lecture);
  const racine = lireElement(lecture, new Map(), 0);
  passerMarges(lecture);
  if (lecture.position !== texte.length) throw new ErreurXml('texte après la racine');
  return racine;
}

type Lecture = { readonly texte: string; position: number };

function passerMarges(lecture: Lecture): void {
  while (accepter(lecture, MARGE) !== undefined);
}

const MARGE = /\s+|<\?[^?]*(?:\?(?!>)[^?]*)*\?>|<!--[^-]*(?:-[^-]+)*-->/uy;
const OUVERTURE = /<([A-Za-z_][\w.-]*)(?::([A-Za-z_][\w.-]*))?/uy;
const ATTRIBUT = /\s+([A-Za-z_][\w.-]*)(?::([A-Za-z_][\w.-]*))?\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const FERMANTE = /<\/([A-Za-z_][\w.-]*)(?::([A-Za-z_][\w.-]*))?\s*>/uy;
const TEXTE = /[^<]+/uy;

function accepter(lecture: Lecture, motif: RegExp): RegExpExecArray | undefined {
  motif.lastIndex = lecture.position;
  const trouve = motif.exec(lecture.texte);
  if (trouve === null) return undefined;
  lecture.position += trouve[0].length;
  return trouve;
}

function lireElement(lecture: Lecture, herites: ReadonlyMap<string, string>, profondeur: number): ElementXml {
  if (profondeur > PROFONDEUR_MAX) throw new ErreurXml('imbrication trop profonde');
  const ouverture = accepter(lecture, OUVERTURE);
  if (ouverture === undefined) throw new ErreurXml(`élément attendu à la position ${lecture.position}`);
  const { attributs, espaces } = lireAttributs(lecture, herites);
  const [, premier = '', second] = ouverture;
  const base = {
    nom: second ?? premier,
    espace: espaces.get(second === undefined ? '' : premier) ?? '',
    attributs,
  };
  if (accepter(lecture, /\s*\/>/uy) !== undefined) return { ...base, enfants: [], texte: '' };
  if (accepter(lecture, /\s*>/uy) === undefined)
    throw new ErreurXml(`élément mal fermé à la position ${lecture.position}`);
  return { ...base, ...lireContenu(lecture, { espaces, fin: [premier, second], profondeur }) };
}

type Cadre = {
  readonly espaces: ReadonlyMap<string, string>;
  readonly fin: readonly [string, string | undefined];
  readonly profondeur: number;
};

function lireContenu(
  lecture: Lecture,
  cadre: Cadre,
): { readonly enfants: readonly ElementXml[]; readonly texte: string } {
  const enfants: ElementXml[] = [];
  let texte = '';
  for (;;) {
    const fermante = accepter(lecture, FERMANTE);
    if (fermante !== undefined) {
      if (fermante[1] !== cadre.fin[0] || fermante[2] !== cadre.fin[1])
        throw new ErreurXml(`fermeture inattendue à la position ${lecture.position}`);
      return { enfants, texte };
    }
    const brut = accepter(lecture, TEXTE);
    if (brut !== undefined) texte += deplier(brut[0]);
    else if (accepter(lecture, MARGE) === undefined)
      enfants.push(lireElement(lecture, cadre.espaces, cadre.profondeur + 1));
  }
}

function lireAttributs(
  lecture: Lecture,
  herites: ReadonlyMap<string, string>,
): { readonly attributs: ReadonlyMap<string, string>; readonly espaces: ReadonlyMap<string, string> } {
  const attributs = new Map<string, string>();
  const espaces = new Map(herites);
  for (let lu = accepter(lecture, ATTRIBUT); lu !== undefined; lu = accepter(lecture, ATTRIBUT)) {
    const [, premier = '', second, guillemets, apostrophes] = lu;
    const valeur = deplier(guillemets ?? apostrophes ?? '');
    const cle = second === undefined ? premier : `${premier}:${second}`;
    if (cle === 'xmlns') espaces.set('', valeur);
    else if (premier === 'xmlns' && second !== undefined) espaces.set(second, valeur);
    else if (attributs.has(cle)) throw new ErreurXml(`attribut ${cle} répété`);
    else attributs.set(cle, valeur);
  }
  return { attributs, espaces };
}

const ENTITES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

function deplier(texte: string): string {
  return texte.replace(/&([^;&\s]{0,12});?/gu, (_, nom: string) => {
    const numerique = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/u.exec(nom);
    const point =
      numerique === null
        ? undefined
        : Number.parseInt(numerique[1] ?? numerique[2] ?? '', numerique[1] === undefined ? 10 : 16);
    const lettre =
      point !== undefined && point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ENTITES.get(nom);
    if (lettre === undefined) throw new ErreurXml('entité non admise');
    return lettre;
  });
}
