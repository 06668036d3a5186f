import type { PDF } from '@libpdf/core';

/** Le document ne se prete pas a une mise a jour incrementale (abime, chiffre) : la faire detruirait ses signatures. */
export class RevisionImpossible extends Error {
  override readonly name = 'RevisionImpossible';
}

/**
 * Enregistre les changements en mise a jour incrementale (ISO 32000-1 §7.5.6), octets d'origine gardes.
 * La bibliotheque reecrit tout, sans le dire, quand elle ne sait pas faire autrement : on refuse alors le resultat.
 */
export async function ajouterRevision(pdf: PDF, origine: Uint8Array): Promise<Uint8Array> {
  const octets = await pdf.save({ incremental: true });
  const gardee =
    octets.length > origine.length && Buffer.compare(octets.subarray(0, origine.length), origine) === 0;
  if (!gardee)
    throw new RevisionImpossible('Le document est abîmé ou protégé : il ne peut pas recevoir de signature.');
  return octets;
}
