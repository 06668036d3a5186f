import { LONGUEUR_ENTETE, PARAMETRES, SURCOUT } from './floe.ts';

/** Octets de clair par segment : 256 Kio. */
export const CLAIR_PAR_SEGMENT = PARAMETRES.longueurDeSegment - SURCOUT;

/** Nombre de segments d'un clair de `taille` octets ; un objet vide en a un, vide. */
export const nombreDeSegments = (taille: number): number =>
  Math.max(1, Math.ceil(taille / CLAIR_PAR_SEGMENT));

/** Octets du chiffre d'un clair de `taille` octets. */
export const tailleDuChiffre = (taille: number): number =>
  LONGUEUR_ENTETE + nombreDeSegments(taille) * SURCOUT + taille;

/** Debut du segment `position` dans le chiffre. */
export const debutDuSegment = (position: number): number =>
  LONGUEUR_ENTETE + position * PARAMETRES.longueurDeSegment;

/** Un morceau de longueur fixe ; `octets` n'est lisible que jusqu'au morceau suivant. */
export type Morceau = { readonly octets: Uint8Array; readonly dernier: boolean };

/** Decoupe des octets en morceaux de `longueur` octets sans les copier, le dernier plus court (jamais vide, sauf s'il est seul). */
export function* decouper(octets: Uint8Array, longueur: number): Generator<Morceau> {
  const nombre = Math.max(1, Math.ceil(octets.length / longueur));
  for (let rang = 0; rang < nombre; rang += 1)
    yield { octets: octets.subarray(rang * longueur, (rang + 1) * longueur), dernier: rang === nombre - 1 };
}

/**
 * Redecoupe un flux en morceaux de `longueur` octets, le dernier plus court (jamais vide, sauf si le flux l'est).
 * Un seul tampon, reutilise : la memoire ne depend pas de la taille du flux.
 */
export async function* redecouper(
  flux: AsyncIterable<Uint8Array>,
  longueur: number,
): AsyncGenerator<Morceau & { readonly octets: Buffer }> {
  const tampon = Buffer.allocUnsafe(longueur);
  let rempli = 0;
  for await (const octets of flux) {
    for (let pris = 0; pris < octets.length;) {
      if (rempli === longueur) {
        yield { octets: tampon, dernier: false };
        rempli = 0;
      }
      const part = octets.subarray(pris, pris + longueur - rempli);
      tampon.set(part, rempli);
      rempli += part.length;
      pris += part.length;
    }
  }
  yield { octets: tampon.subarray(0, rempli), dernier: true };
}
