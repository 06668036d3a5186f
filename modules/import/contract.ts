import { personne, schemaEmpreinte, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';

/** Ce que la lecture d'une piece a constate. */
export const remarque = z.object({
  code: z.string(),
  gravite: z.enum(['information', 'attention']),
  phrase: z.string(),
});

/** Une signature de la piece, telle que jugee a l'import. */
export const signatureJugee = z.object({
  signataire: z.string(),
  genre: z.enum(['signature', 'cachet', 'horodatage']),
  niveau: z.string(),
  verdict: z.enum(['valide', 'invalide', 'indetermine']),
  heure: z.string().nullable(),
  sourceHeure: z.enum(['horodatage', 'declaree', 'inconnue']),
  raison: z.string(),
});

/** L'etat des signatures d'une piece ; `alteree` n'est jamais montree comme valide. */
export const signaturesDePiece = z.object({
  etat: z.enum(['valide', 'alteree', 'non-verifiable', 'absente']),
  phrase: z.string(),
  signatures: z.array(signatureJugee),
});
export type SignaturesDePiece = z.infer<typeof signaturesDePiece>;

/** Ce que les donnees de la piece disent d'elle. */
export const resumeDePiece = z.object({
  titre: z.string(),
  typeDePiece: z.string(),
  typeDEnquete: z.string(),
  procedure: z.string(),
  unite: z.string(),
  redacteurs: z.array(z.string()),
  /** Jour de l'acte en heure legale du lieu, AAAA-MM-JJ ; vide s'il n'est pas lisible. */
  jour: z.string(),
});

/** Une piece importee, ou refusee avec son motif ; jamais tout le lot. */
export const pieceImportee = z.object({
  id: schemaUuid,
  nom: z.string(),
  etat: z.enum(['importee', 'sans-donnees', 'refusee']),
  motif: z.string().nullable(),
  empreinte: schemaEmpreinte,
  taille: z.number().int(),
  fichierId: schemaUuid.nullable(),
  importeeA: z.string(),
  importeePar: z.string(),
  signature: signaturesDePiece,
  resume: resumeDePiece.nullable(),
  remarques: z.array(remarque),
});
export type PieceImportee = z.infer<typeof pieceImportee>;

/** Une personne lue dans des pieces, proposee a la saisie. `manques` vide : elle se reprend d'un geste. */
export const personneProposee = z.object({
  id: schemaUuid,
  valeur: personne.omit({ id: true }).extend({
    nom: z.string(),
    courriel: z.string(),
    roles: z.array(z.enum(['victime', 'mis-en-cause', 'temoin'])),
  }),
  manques: z.array(z.string()),
  reprise: z.boolean(),
  pieces: z.array(z.string()),
});

/** Un fait lu dans des pieces, propose a la saisie. */
export const faitPropose = z.object({
  id: schemaUuid,
  valeur: z.object({
    natinf: z.number().int().nullable(),
    libelle: z.string(),
    debut: z.string().nullable(),
    fin: z.string().nullable(),
    adresse: z.string(),
    commune: z.string(),
    zone: z.string(),
  }),
  manques: z.array(z.string()),
  reprise: z.boolean(),
  pieces: z.array(z.string()),
});

/** Le compte rendu des imports d'un dossier. */
export const compteRendu = z.object({
  pieces: z.array(pieceImportee),
  personnes: z.array(personneProposee),
  faits: z.array(faitPropose),
});
export type CompteRendu = z.infer<typeof compteRendu>;

/** Import de pieces d'autres producteurs, cote Interieur. */
export const contratImport = {
  'POST /api/dossiers/:idj/imports': {
    resume:
      'Importe une pièce (PDF, ou autre fichier) ou un .zip de pièces : octets bruts, nom dans l’en-tête x-nom. Chaque pièce a son compte rendu ; une pièce refusée n’arrête pas les autres.',
    flux: 'corps',
    reponses: { 201: z.object({ pieces: z.array(pieceImportee), ignorees: z.number().int() }) },
  },
  'GET /api/dossiers/:idj/imports': {
    resume: 'Compte rendu des imports : pièces, signatures jugées, personnes et faits proposés à la saisie.',
    reponses: { 200: compteRendu },
  },
  'GET /api/dossiers/:idj/imports/rapport': {
    resume: 'Le compte rendu en tableau (CSV, UTF-8, point-virgule).',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;
