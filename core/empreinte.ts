/** SHA-256 (FIPS 180-4), 64 chiffres hexadecimaux minuscules. */
export type Empreinte = string & { readonly __marque: 'Empreinte' };

const FORME = /^[0-9a-f]{64}$/;

/** Vrai si `valeur` est une empreinte SHA-256 en hexadecimal minuscule. */
export const isEmpreinte = (valeur: unknown): valeur is Empreinte =>
  typeof valeur === 'string' && FORME.test(valeur);

/** Construit une empreinte ; lance `RangeError` si la forme est fausse (c'est alors un defaut du programme). */
export function empreinte(valeur: string): Empreinte {
  if (!isEmpreinte(valeur)) throw new RangeError(`Empreinte SHA-256 mal formee : ${valeur}`);
  return valeur;
}
