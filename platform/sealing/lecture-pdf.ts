/** Octets d'un fichier incorpore, ou `undefined`. */
export async function lireJointe(pdf: Uint8Array, nom: string): Promise<Uint8Array | undefined> {
  throw new Error(`A venir : ${nom} ${pdf.length}`);
}

/** Texte du corps, artefacts retires, sous forme comparable (`formeComparable`). */
export async function texteDuPdf(pdf: Uint8Array): Promise<string> {
  throw new Error(`A venir : ${pdf.length}`);
}
