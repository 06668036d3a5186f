import { type Ancres, type Rapport, type RapportSignature, validerPdf } from '@ppn/sealing';
import type { SignaturesDePiece } from './contract.ts';

/** Juge les signatures d'un PDF recu et les resume pour l'enqueteur. */
export async function jugerSignatures(pdf: Uint8Array, ancres: Ancres, a: Date): Promise<SignaturesDePiece> {
  return resumer(await validerPdf(pdf, ancres, { a }));
}

/** Une piece qui n'est pas un PDF n'a pas de signature a juger ici. */
export const SANS_SIGNATURE: SignaturesDePiece = {
  etat: 'absente',
  phrase: 'Ce fichier ne porte pas de signature.',
  signatures: [],
};

/** Un document chiffre peut etre signe : rien ne permet de le savoir. */
export const CHIFFRE: SignaturesDePiece = {
  etat: 'non-verifiable',
  phrase: 'Non vérifiable : le document est chiffré.',
  signatures: [],
};

/** Resume un rapport : seul un rapport entierement valide est montre « valide ». */
export function resumer(rapport: Rapport): SignaturesDePiece {
  const raison = raisonDuRapport(rapport);
  const signatures = rapport.signatures.map(signature);
  switch (rapport.verdict) {
    case 'valide':
      return {
        etat: 'valide',
        phrase: signatures.length > 1 ? `${signatures.length} signatures valides.` : 'Signature valide.',
        signatures,
      };
    case 'invalide':
      return { etat: 'alteree', phrase: `Altérée ou fausse : ${raison}.`, signatures };
    case 'indetermine':
      return { etat: 'non-verifiable', phrase: `Non vérifiable : ${raison}.`, signatures };
    case 'non-signe':
      return { etat: 'absente', phrase: `Pas de signature lisible : ${raison}.`, signatures };
  }
}

const raisonDuRapport = (rapport: Rapport): string =>
  rapport.signatures.find(({ verdict }) => verdict === rapport.verdict)?.motifs[0] ??
  rapport.motifs[0] ??
  'aucune raison donnée';

function signature(jugee: RapportSignature): SignaturesDePiece['signatures'][number] {
  return {
    signataire: [jugee.signataire.nom, jugee.signataire.organisation].filter(Boolean).join(', '),
    genre: jugee.genre,
    niveau: jugee.niveau,
    verdict: jugee.verdict,
    heure: jugee.horodateA ?? jugee.signeA ?? null,
    sourceHeure:
      jugee.horodateA === undefined ? (jugee.signeA === undefined ? 'inconnue' : 'declaree') : 'horodatage',
    raison: jugee.verdict === 'valide' ? '' : (jugee.motifs[0] ?? ''),
  };
}
