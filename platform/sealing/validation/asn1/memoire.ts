const OBJETS_MAX = 512;
const TAILLE_MAX = 64 * 1024;

/**
 * La meme lecture, faite une fois par objet DER : les memes certificats, listes et reponses reviennent dans chaque acte d'un dossier.
 * `lire` doit etre pure ; elle recoit une copie, sans quoi garder un certificat garderait tout le document qui le porte.
 */
export function uneFoisParObjet<T>(lire: (der: Uint8Array) => T): (der: Uint8Array) => T {
  const lus = new Map<string, { readonly lu: T }>();
  return (der) => {
    if (der.length > TAILLE_MAX) return lire(der);
    const cle = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString('latin1');
    const deja = lus.get(cle);
    if (deja !== undefined) return deja.lu;
    const lu = lire(Uint8Array.from(der));
    if (lus.size >= OBJETS_MAX) lus.clear();
    lus.set(cle, { lu });
    return lu;
  };
}
