import { open } from 'node:fs/promises';

/** Fichier lisible par morceaux, jamais tenu entier : `taille` en octets, `lire` rend [debut, fin[ (moins seulement si la fin est passee). */
export type FichierSource = {
  readonly taille: number;
  readonly lire: (debut: number, fin: number) => Promise<Uint8Array>;
};

const PAS_DE_LECTURE = 1024 * 1024;

/** Source sur des octets deja en memoire (petits fichiers, tests). */
export function sourceOctets(octets: Uint8Array): FichierSource {
  return {
    taille: octets.length,
    lire: (debut, fin) => Promise.resolve(octets.subarray(debut, Math.max(debut, fin))),
  };
}

/** Source sur un fichier local ; `fermer` rend le descripteur. */
export async function sourceFichier(
  chemin: string,
): Promise<FichierSource & { readonly fermer: () => Promise<void> }> {
  const fichier = await open(chemin, 'r');
  const { size } = await fichier.stat();
  return {
    taille: size,
    lire: async (debut, fin) => {
      const longueur = Math.max(0, Math.min(fin, size) - debut);
      const tampon = new Uint8Array(longueur);
      const { bytesRead } = await fichier.read(tampon, 0, longueur, debut);
      return tampon.subarray(0, bytesRead);
    },
    fermer: () => fichier.close(),
  };
}

/** Rend la source en flux de morceaux de 1 Mio au plus. Leve une erreur si une lecture rend moins que promis. */
export async function* fluxDe(
  source: FichierSource,
  debut = 0,
  fin = source.taille,
): AsyncGenerator<Uint8Array> {
  for (let position = debut; position < fin;) {
    const morceau = await source.lire(position, Math.min(fin, position + PAS_DE_LECTURE));
    if (morceau.length === 0) throw new Error('lecture interrompue avant la fin du fichier');
    position += morceau.length;
    yield morceau;
  }
}

/** Partie [debut, fin[ d'une source, vue comme une source. */
export function partieDe(source: FichierSource, debut: number, fin: number): FichierSource {
  const taille = Math.max(0, Math.min(fin, source.taille) - debut);
  return {
    taille,
    lire: (de, a) => source.lire(debut + de, debut + Math.min(a, taille)),
  };
}
