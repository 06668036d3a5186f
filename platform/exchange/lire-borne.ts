/** Les octets d'une reponse, jusqu'a `max` ; au-dela, lance. */
export async function lireBorne(flux: AsyncIterable<Uint8Array>, max: number): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  let taille = 0;
  for await (const morceau of flux) {
    taille += morceau.length;
    if (taille > max) throw new Error('réponse trop longue');
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}
