import { schemaEmpreinte, schemaUuid } from '@ppn/dossier/contract';
import { qualite } from '@ppn/habilitation/contract';
import * as z from 'zod';

/** Documents d'un circuit, et signataires, au plus. */
export const DOCUMENTS_MAX = 50;
export const SIGNATAIRES_MAX = 10;
/** Un PDF a signer, au plus : il est relu en entier pour etre signe. */
export const TAILLE_MAX = 64 * 1024 * 1024;

const participant = z.object({ matricule: z.string(), nom: z.string(), qualite: z.string() });
const etat = z.enum(['en-cours', 'signe', 'refuse', 'retire']);
const motif = z
  .string()
  .trim()
  .min(1, 'Dites pourquoi : le motif est lu par qui vous a demandé de signer.')
  .max(500, 'Ce motif dépasse 500 caractères.');

/** Une signature d'un document : attendue, donnee (heures declaree et prouvee), ou refusee avec son motif. */
export const signatureDeDocument = z.object({
  qui: participant,
  etat: z.enum(['attendue', 'signee', 'refusee']),
  /** Vrai : c'est son tour. */
  sonTour: z.boolean(),
  signeA: z.string().nullable(),
  horodateA: z.string().nullable(),
  motif: z.string().nullable(),
});

/** Un document d'un circuit. */
export const documentDeCircuit = z.object({
  id: schemaUuid,
  nom: z.string(),
  taille: z.number().int(),
  original: schemaEmpreinte,
  courant: schemaEmpreinte,
  etat,
  signatures: z.array(signatureDeDocument),
  /** Vrai : l'agent peut le signer maintenant. */
  aSigner: z.boolean(),
  /** Ce qui a empeche l'agent de le signer au dernier essai. */
  echec: z.string().nullable(),
});

/** Un circuit, tel que le voit un participant. */
export const circuit = z.object({
  id: schemaUuid,
  titre: z.string(),
  message: z.string(),
  ordre: z.enum(['a-la-suite', 'libre']),
  echeance: z.string().nullable(),
  enRetard: z.boolean(),
  demandeur: participant,
  demandeA: z.string(),
  etat,
  /** Vrai : l'agent l'a ouvert. */
  mien: z.boolean(),
  signataires: z.array(participant),
  documents: z.array(documentDeCircuit),
  retrait: z.object({ motif: z.string(), a: z.string() }).nullable(),
});
export type CircuitVu = z.infer<typeof circuit>;

const depot = z.object({
  id: schemaUuid,
  nom: z.string(),
  taille: z.number().int(),
  empreinte: schemaEmpreinte,
  avertissements: z.array(z.object({ code: z.string(), phrase: z.string() })),
});

/** Faire signer des documents a des agents nommes, sans dossier ni procedure. */
export const contratParapheur = {
  'GET /api/circuits': {
    resume:
      'Les circuits où l’agent est demandeur ou signataire : à signer, en cours, ou clos (200 au plus).',
    requete: z.object({ vue: z.enum(['a-signer', 'en-cours', 'clos']).default('en-cours') }),
    reponses: { 200: z.object({ circuits: z.array(circuit) }) },
  },
  'GET /api/circuits/signataires': {
    resume: 'Les agents de la juridiction à qui demander une signature.',
    reponses: {
      200: z.object({
        agents: z.array(z.object({ matricule: z.string(), nom: z.string(), qualite })),
      }),
    },
  },
  'POST /api/circuits/depots': {
    resume:
      'Dépose un PDF à faire signer (octets bruts, nom dans l’en-tête x-nom), examiné comme tout dépôt.',
    flux: 'corps',
    reponses: { 201: depot },
  },
  'DELETE /api/circuits/depots/:id': {
    resume: 'Retire un PDF déposé, pas encore soumis à signature.',
    reponses: { 204: z.undefined() },
  },
  'POST /api/circuits': {
    resume:
      'Soumet les PDF déposés à la signature d’agents nommés ; renvoyée, la même demande rend le même circuit.',
    corps: z.object({
      id: schemaUuid,
      titre: z.string().trim().min(1, 'Donnez un titre.').max(200, 'Ce titre dépasse 200 caractères.'),
      message: z.string().trim().max(2_000, 'Ce message dépasse 2 000 caractères.').default(''),
      ordre: z.enum(['a-la-suite', 'libre']),
      echeance: z.iso.date().nullable().default(null),
      depots: z
        .array(schemaUuid)
        .min(1, 'Déposez au moins un PDF.')
        .max(DOCUMENTS_MAX, `${DOCUMENTS_MAX} documents au plus par demande.`),
      signataires: z
        .array(z.string().max(40))
        .min(1, 'Choisissez au moins un signataire.')
        .max(SIGNATAIRES_MAX, `${SIGNATAIRES_MAX} signataires au plus.`),
    }),
    reponses: { 201: circuit },
  },
  'GET /api/circuits/:id': { resume: 'Un circuit ; la lecture est tracée.', reponses: { 200: circuit } },
  'GET /api/circuits/:id/documents/:document': {
    resume: 'Le PDF d’un document : sa dernière version signée, ou l’original bit pour bit ; tracé.',
    flux: 'reponse',
    requete: z.object({
      version: z.enum(['signe', 'original']).default('signe'),
      telecharger: z.enum(['oui', 'non']).default('non'),
    }),
    reponses: { 200: z.unknown() },
  },
  'POST /api/circuits/:id/refus': {
    resume:
      'Refuse de signer des documents, avec le motif ; le demandeur et les autres signataires le lisent.',
    corps: z.object({ documents: z.array(schemaUuid).min(1).max(DOCUMENTS_MAX), motif }),
    reponses: { 200: circuit },
  },
  'POST /api/circuits/:id/retrait': {
    resume: 'Le demandeur retire ce qui n’est pas encore signé de tous, avec le motif.',
    corps: z.object({ motif }),
    reponses: { 200: circuit },
  },
  'POST /api/circuits/signatures/ordres': {
    resume: 'Prépare les documents choisis et rend un ordre signé par document pour la carte.',
    corps: z.object({ documents: z.array(schemaUuid).min(1).max(100) }),
    reponses: {
      200: z.object({
        ordres: z.array(z.object({ document: schemaUuid, titre: z.string(), ordre: z.string() })),
        refus: z.array(z.object({ document: schemaUuid, phrase: z.string() })),
      }),
    },
  },
  'POST /api/circuits/signatures': {
    resume:
      'Reçoit les signatures de la carte ; chaque document est vérifié, horodaté et gardé à part (PAdES-B-T).',
    corps: z.object({
      signatures: z
        .array(z.object({ document: schemaUuid, signature: z.string().max(2_000) }))
        .min(1)
        .max(100),
    }),
    reponses: {
      200: z.object({
        resultats: z.array(
          z.object({
            document: schemaUuid,
            etat: z.enum(['scelle', 'cosignature-attendue', 'horodatage-attendu', 'refuse']),
            phrase: z.string(),
          }),
        ),
      }),
    },
  },
} as const;
