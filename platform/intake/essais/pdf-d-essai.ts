/** Fabrique un PDF juste a partir de ses objets (numerotes depuis 1, le premier est le catalogue) : table et longueurs exactes. */
export function pdfDEssai(objets: readonly (string | Uint8Array)[], trailer = ''): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00E2\u00E3\n', 'latin1')];
  const positions: number[] = [];
  const longueur = (): number => parts.reduce((total, part) => total + part.length, 0);
  for (const [rang, objet] of objets.entries()) {
    positions.push(longueur());
    parts.push(Buffer.from(`${rang + 1} 0 obj\n`), Buffer.from(objet), Buffer.from('\nendobj\n'));
  }
  const table = longueur();
  const lignes = positions.map((position) => `${String(position).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objets.length + 1}\n0000000000 65535 f \n${lignes}trailer\n<< /Root 1 0 R /Size ${objets.length + 1} ${trailer} >>\nstartxref\n${table}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** Objet flux, longueur exacte. */
export const flux = (dico: string, octets: Uint8Array): Uint8Array =>
  Buffer.concat([
    Buffer.from(`<< ${dico} /Length ${octets.length} >>\nstream\n`),
    octets,
    Buffer.from('\nendstream'),
  ]);

/** Les trois objets d'un document d'une page ; `catalogue` s'ajoute au catalogue. */
export const unePage = (catalogue = ''): readonly string[] => [
  `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
  '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
];
