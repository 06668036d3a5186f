type Cellule = string | number;

/** Un tableau a emporter : ses titres, puis ses lignes. */
export type Tableau = readonly (readonly Cellule[])[];

/** CSV d'un tableau : marque UTF-8, point-virgule, fins CRLF (RFC 4180). */
export const enCsv = (tableau: Tableau): string =>
  `\uFEFF${tableau.map((ligne) => ligne.map(cellule).join(';')).join('\r\n')}\r\n`;

/** Un texte qui commence comme une formule est precede d'une apostrophe : un tableur ne l'execute pas. */
function cellule(valeur: Cellule): string {
  if (typeof valeur === 'number') return String(valeur);
  const sans = /^[=+\-@\t\r\n|%]/.test(valeur) ? `'${valeur}` : valeur;
  return /[";\r\n]/.test(sans) ? `"${sans.replaceAll('"', '""')}"` : sans;
}
