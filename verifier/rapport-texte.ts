import { horodate, horodateEnFrancais } from '@ppn/core';
import type { RapportPiece, RapportSignature } from '@ppn/sealing';
import type { Fiche } from './fiche.ts';
import type { RapportDeFichier } from './verifier-fichier.ts';

const VERDICTS: Readonly<Record<RapportDeFichier['verdict'], string>> = {
  valide: 'VALIDE',
  invalide: 'ALTÉRÉ OU INVALIDE',
  indetermine: 'INDÉTERMINÉ',
  'non-signe': 'PAS UN FICHIER SIGNÉ LISIBLE',
};

/** Le rapport pour un lecteur : resultat d'abord, puis chaque signature, puis chaque piece. */
export function enTexte(nom: string, rapport: RapportDeFichier): string {
  return [
    `${affichable(nom)} : ${VERDICTS[rapport.verdict]}`,
    ...ficheEnTexte(rapport.fiches[''], '  '),
    ...rapport.motifs.map((motif) => `  ! ${affichable(motif)}`),
    ...rapport.signatures.flatMap((signature) => signatureEnTexte(signature, '  ')),
    ...rapport.pieces
      .filter(({ nom }) => !nom.startsWith('preuves/'))
      .flatMap((piece) => [
        ...pieceEnTexte(piece, rapport.fiches[piece.nom]),
        ...rapport.preuves
          .filter((preuve) => preuve.piece === piece.nom)
          .map(({ phrase }) => `    Journal : ${affichable(phrase)}`),
      ]),
    '',
  ].join('\n');
}

function ficheEnTexte(fiche: Fiche | undefined, marge: string): readonly string[] {
  if (fiche === undefined) return [];
  return [
    ...(fiche.titre === undefined ? [] : [`${marge}Titre : ${affichable(fiche.titre)}`]),
    ...(fiche.idj === undefined
      ? []
      : [`${marge}Procédure : ${fiche.idj}${fiche.numero === undefined ? '' : `, pièce ${fiche.numero}`}`]),
    ...(fiche.texte === undefined
      ? []
      : [
          `${marge}Texte : ${fiche.texte === 'conforme' ? 'conforme aux données de l’acte' : 'DIFFÉRENT des données de l’acte'}`,
        ]),
  ];
}

const GENRES: Readonly<Record<RapportSignature['genre'], string>> = {
  signature: 'Signature',
  cachet: 'Cachet',
  horodatage: 'Horodatage',
};
const RESULTATS: Readonly<Record<RapportSignature['verdict'], string>> = {
  valide: 'valide',
  invalide: 'INVALIDE',
  indetermine: 'indéterminée',
};
const CHAINES: Readonly<Record<RapportSignature['chemin'], string>> = {
  valide: 'reconnue',
  inconnu: 'autorité inconnue',
  expire: 'certificat expiré',
  invalide: 'fausse',
};
const REVOCATIONS: Readonly<Record<RapportSignature['revocation'], string>> = {
  bonne: 'non révoqué',
  revoquee: 'RÉVOQUÉ',
  inconnue: 'révocation inconnue',
};
const COUVERTURES: Readonly<Record<RapportSignature['couverture'], string>> = {
  totale: 'tout le document',
  anterieure: 'le document d’alors',
  partielle: 'une partie seulement',
};

/** « Signature indéterminée », mais « cachet indéterminé ». */
const resultatDe = ({ genre, verdict }: RapportSignature): string =>
  verdict === 'indetermine' && genre !== 'signature' ? 'indéterminé' : RESULTATS[verdict];

function signatureEnTexte(signature: RapportSignature, marge: string): readonly string[] {
  const { signataire } = signature;
  const qui = [signataire.nom, signataire.matricule, signataire.organisation]
    .filter((partie) => partie !== undefined)
    .join(', ');
  return [
    '',
    `${marge}${GENRES[signature.genre]} ${resultatDe(signature)} (${signature.niveau}) — ${affichable(qui)}`,
    ...(signature.champ === undefined ? [] : [`${marge}  champ : ${affichable(signature.champ)}`]),
    ...(signature.horodateA === undefined
      ? []
      : [`${marge}  heure prouvée : ${dateEnTexte(signature.horodateA)}`]),
    ...(signature.signeA === undefined
      ? []
      : [`${marge}  heure déclarée : ${dateEnTexte(signature.signeA)}`]),
    `${marge}  intégrité : ${signature.integrite === 'intacte' ? 'intacte' : 'ALTÉRÉE'}, couvre ${COUVERTURES[signature.couverture]}`,
    `${marge}  chaîne : ${CHAINES[signature.chemin]}, ${REVOCATIONS[signature.revocation]}`,
    ...(signature.ajoutsApres.length === 0
      ? []
      : [`${marge}  ajouts permis ensuite : ${signature.ajoutsApres.map(affichable).join(' ; ')}`]),
    ...signature.motifs.map((motif) => `${marge}  - ${affichable(motif)}`),
  ];
}

function pieceEnTexte(piece: RapportPiece, fiche: Fiche | undefined): readonly string[] {
  const etat = piece.intacte ? 'intacte' : 'ALTÉRÉE, ABSENTE OU NON SCELLÉE';
  return [
    '',
    `  Pièce ${affichable(piece.nom)} : ${etat} (${piece.taille} octets)`,
    ...piece.motifs.map((motif) => `    ! ${affichable(motif)}`),
    ...ficheEnTexte(fiche, '    '),
    ...(piece.acte === undefined
      ? []
      : [
          `    ${piece.estActe ? 'Acte' : 'Document joint'} : ${VERDICTS[piece.acte.verdict].toLowerCase()}`,
          ...piece.acte.motifs.map((motif) => `    ! ${affichable(motif)}`),
          ...piece.acte.signatures.flatMap((signature) => signatureEnTexte(signature, '    ')),
        ]),
  ];
}

const dateEnTexte = (iso: string): string => horodateEnFrancais(horodate(iso));

/** Texte venu d'un fichier : aucun caractere de commande ni d'inversion ne doit toucher le terminal. */
export const affichable = (texte: string): string => texte.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
