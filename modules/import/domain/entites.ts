/** Un texte dont les entites sont dechiffrees. `passes` : 1 pour un encodage ordinaire, 2 ou plus s'il etait encode plusieurs fois. */
export type TexteClair = {
  readonly texte: string;
  readonly passes: number;
  readonly inconnues: readonly string[];
};

const ENTITE = /&(#x[0-9A-Fa-f]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,30});/gu;
const PASSES_MAX = 4;

/**
 * Dechiffre les entites XML et HTML jusqu'a ce qu'il n'en reste plus : LRPGN ecrit `&amp;amp;eacute;` pour « é ».
 * Une entite inconnue reste telle quelle, et est rendue dans `inconnues`.
 */
export function dechiffrer(brut: string): TexteClair {
  let texte = brut;
  let passes = 0;
  while (passes < PASSES_MAX) {
    const suivant = texte.replace(ENTITE, (tout, nom: string) => lettreDe(nom) ?? tout);
    if (suivant === texte) break;
    texte = suivant;
    passes += 1;
  }
  return { texte, passes, inconnues: [...texte.matchAll(ENTITE)].map(([entite]) => entite) };
}

function lettreDe(nom: string): string | undefined {
  if (!nom.startsWith('#')) return NOMMEES.get(nom);
  const point = nom[1] === 'x' ? Number.parseInt(nom.slice(2), 16) : Number.parseInt(nom.slice(1), 10);
  const admis =
    point === 9 || point === 10 || point === 13 || (point >= 32 && point <= 0x10ffff && !estSubstitut(point));
  return admis ? String.fromCodePoint(point) : undefined;
}

const estSubstitut = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

/** Noms HTML des caracteres 160 a 255, dans l'ordre (HTML 4.01 §24.2). */
const LATIN_1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

const NOMMEES: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['OElig', 'Œ'],
  ['oelig', 'œ'],
  ['euro', '€'],
  ['rsquo', '’'],
  ['lsquo', '‘'],
  ['ldquo', '“'],
  ['rdquo', '”'],
  ['hellip', '…'],
  ['ndash', '–'],
  ['mdash', '—'],
  ...LATIN_1.split(' ').map((nom, rang) => [nom, String.fromCodePoint(160 + rang)] as const),
]);
