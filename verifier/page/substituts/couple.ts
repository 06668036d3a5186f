import { enEntier, entierPositif, lireSeul, lireSuite, nombreDeBits } from './der-strict.ts';

/** Les bits de gauche de l'empreinte, autant que l'ordre du groupe en compte. */
export function tronquer(empreinte: Uint8Array, ordre: bigint): bigint {
  const exces = empreinte.length * 8 - nombreDeBits(ordre);
  return exces > 0 ? enEntier(empreinte) >> BigInt(exces) : enEntier(empreinte);
}

/** SEQUENCE { r, s } en DER exact ; undefined sinon. */
export function lireCouple(signature: Uint8Array): readonly [bigint, bigint] | undefined {
  try {
    const [r, s, ...autres] = lireSuite(lireSeul(signature, 0x30));
    return autres.length > 0 ? undefined : [entierPositif(r), entierPositif(s)];
  } catch (erreur) {
    if (erreur instanceof Error) return undefined;
    throw erreur;
  }
}

/** Inverse modulo `modulo` (Euclide etendu). */
export function inverse(valeur: bigint, modulo: bigint): bigint {
  let [reste, suivant, coefficient, prochain] = [modulo, valeur % modulo, 0n, 1n];
  while (suivant > 0n) {
    const quotient = reste / suivant;
    [reste, suivant] = [suivant, reste - quotient * suivant];
    [coefficient, prochain] = [prochain, coefficient - quotient * prochain];
  }
  if (reste !== 1n) throw new Error('pas d’inverse');
  return coefficient < 0n ? coefficient + modulo : coefficient;
}
