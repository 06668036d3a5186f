const octetsDe = (texte: string): Uint8Array => new TextEncoder().encode(texte);
const echapper = (texte: string): string => texte.replaceAll(/[\\()]/g, String.raw`\$&`);

const page = (rang: number, lignes: readonly string[]): readonly [string, string] => {
  const corps = lignes.map((ligne) => `(${echapper(ligne)}) Tj 0 -26 Td`).join(' ');
  const flux = `BT /F1 18 Tf 60 760 Td ${corps} ET`;
  return [
    `${4 + rang * 2} 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + rang * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>\nendobj\n`,
    `${5 + rang * 2} 0 obj\n<</Length ${flux.length}>>\nstream\n${flux}\nendstream\nendobj\n`,
  ];
};

/** Un PDF d'essai : une page par liste de lignes, police standard non incorporee (le cas qui demande les ressources). */
export const pdfMinimal = (pages: readonly (readonly string[])[]): Uint8Array => {
  const enfants = pages.map((_, rang) => `${4 + rang * 2} 0 R`).join(' ');
  const objets = [
    '1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n',
    `2 0 obj\n<</Type/Pages/Count ${pages.length}/Kids[${enfants}]>>\nendobj\n`,
    '3 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n',
    ...pages.flatMap((lignes, rang) => page(rang, lignes)),
  ];
  let fichier = '%PDF-1.7\n';
  const positions = objets.map((objet) => {
    const position = fichier.length;
    fichier += objet;
    return position;
  });
  const table = positions.map((position) => `${String(position).padStart(10, '0')} 00000 n \n`).join('');
  const fin = `xref\n0 ${objets.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objets.length + 1}/Root 1 0 R>>\nstartxref\n${fichier.length}\n%%EOF\n`;
  return octetsDe(fichier + fin);
};
