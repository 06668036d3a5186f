import type { RapportPiece, RapportSignature } from '@ppn/sealing';
import type { RapportDeFichier } from './verifier-fichier.ts';

/** D'ou vient l'heure retenue : un jeton juge valide (preuve), la declaration du signataire (affirmation), ou rien. */
export type HeureRetenue = {
  readonly valeur?: string;
  readonly source: 'horodatage' | 'declaree' | 'inconnue';
};

/** L'heure qui compte pour une signature : celle du jeton si elle est prouvee, sinon celle que le signataire declare. */
export function heureRetenue(signature: RapportSignature): HeureRetenue {
  if (signature.horodateA !== undefined) return { valeur: signature.horodateA, source: 'horodatage' };
  return signature.signeA === undefined
    ? { source: 'inconnue' }
    : { valeur: signature.signeA, source: 'declaree' };
}

/** Une phrase qui dit pourquoi ce verdict ; jamais vide. */
export function raisonDe(signature: RapportSignature): string {
  if (signature.verdict === 'valide')
    return 'octets intacts, signataire reconnu et non révoqué à l’heure retenue';
  return signature.motifs[0] ?? 'rien ne permet de conclure';
}

/** Le rapport pour `--json` : celui du validateur, et pour chaque signature l'heure retenue et la raison. */
export function enDonnees(rapport: RapportDeFichier): object {
  return {
    ...rapport,
    signatures: rapport.signatures.map(completer),
    pieces: rapport.pieces.map(piece),
  };
}

const completer = (signature: RapportSignature): object => ({
  ...signature,
  heure: heureRetenue(signature),
  raison: raisonDe(signature),
});

const piece = (rapport: RapportPiece): object => ({
  ...rapport,
  ...(rapport.acte === undefined
    ? {}
    : { acte: { ...rapport.acte, signatures: rapport.acte.signatures.map(completer) } }),
});
