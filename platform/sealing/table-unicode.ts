/** Code de deux octets -> texte, d'apres un CMap ToUnicode (ISO 32000-1 §9.10.3). */
export type TableUnicode = ReadonlyMap<number, string>;

const SECTION = /begin(codespacerange|bfchar|bfrange)\s([\s\S]*?)end\1/g;
const CODE = /^[0-9A-Fa-f]{4}$/;

/** Lit un CMap ordinaire (codes de deux octets, `bfchar` et `bfrange` simples) ; `undefined` pour tout autre. */
export function lireTableUnicode(cmap: string): TableUnicode | undefined {
  if (/usecmap|notdef|begincid/.test(cmap)) return undefined;
  const table = new Map<number, string>();
  for (const [, genre, corps = ''] of cmap.matchAll(SECTION)) {
    if (corps.includes('[')) return undefined;
    const valeurs = [...corps.matchAll(/<([0-9A-Fa-f]*)>/g)].map(([, hexa = '']) => hexa);
    if (corps.replace(/<[0-9A-Fa-f]*>|\s/g, '') !== '') return undefined;
    if (!remplir(table, genre ?? '', valeurs)) return undefined;
  }
  return table;
}

function remplir(table: Map<number, string>, genre: string, valeurs: readonly string[]): boolean {
  if (genre === 'codespacerange') return valeurs.join('-').toUpperCase() === '0000-FFFF';
  const pas = genre === 'bfchar' ? 2 : 3;
  if (valeurs.length % pas !== 0) return false;
  for (let rang = 0; rang < valeurs.length; rang += pas) {
    const [debut = '', fin = '', texte = ''] =
      pas === 2
        ? [valeurs[rang], valeurs[rang], valeurs[rang + 1]]
        : [valeurs[rang], valeurs[rang + 1], valeurs[rang + 2]];
    if (!CODE.test(debut) || !CODE.test(fin) || texte === '' || texte.length % 4 !== 0) return false;
    if (!etendre(table, [Number.parseInt(debut, 16), Number.parseInt(fin, 16)], texte)) return false;
  }
  return true;
}

/** Une plage ne change que l'octet bas du dernier caractere (§9.10.3). */
function etendre(table: Map<number, string>, [debut, fin]: readonly [number, number], hexa: string): boolean {
  const unites = hexa.match(/.{4}/g)?.map((unite) => Number.parseInt(unite, 16)) ?? [];
  const derniere = unites.at(-1) ?? 0;
  if (fin < debut || (derniere & 0xff) + fin - debut > 0xff) return false;
  for (let code = debut; code <= fin; code += 1)
    table.set(code, String.fromCharCode(...unites.slice(0, -1), derniere + code - debut));
  return true;
}
