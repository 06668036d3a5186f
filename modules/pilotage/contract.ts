import * as z from 'zod';

const instant = z.iso.datetime();

/** Le rapprochement avec l'autre ministere de ce qui est parti d'ici. `perdus` : ecarts non repares. */
export const rapprochement = z.object({
  faiteA: instant.nullable(),
  plis: z.number(),
  depeches: z.number(),
  perdus: z.number(),
  enAttente: z.number(),
  depechesEnAttente: z.number(),
  erreur: z.string().nullable(),
  ecarts: z.array(
    z.object({
      quoi: z.enum(['pli', 'depeche']),
      genre: z.enum(['perdu', 'inattendu', 'different']),
      pli: z.string(),
      constateA: instant,
      repareA: instant.nullable(),
    }),
  ),
});
export type Rapprochement = z.infer<typeof rapprochement>;

/** Le journal de Merkle du service. `attendDepuis` : plus ancien fait qu'aucun point horodate ne couvre. */
export const journalDuService = z.object({
  faits: z.number(),
  signeA: instant.nullable(),
  cosigne: z.boolean(),
  horodate: z.boolean(),
  attendDepuis: instant.nullable(),
  /** Le dernier audit : feuilles recomparees, et ce qui a ete altere, par numero de sequence ; nul avant le premier. */
  audit: z.object({ faitA: instant, comparees: z.number(), alterations: z.array(z.string()) }).nullable(),
});
export type JournalDuService = z.infer<typeof journalDuService>;

/** Ce que montre la page de supervision. */
export const supervision = z.object({ rapprochement, journal: journalDuService });
export type Supervision = z.infer<typeof supervision>;

/** L'autre ministere : la derniere fois qu'il a parle, et depuis quand l'echange ne passe plus (nul s'il passe). */
export const liaison = z.object({ vuA: instant.nullable(), absentDepuis: instant.nullable() });
export type Liaison = z.infer<typeof liaison>;

/** Supervision : tout agent connecte la lit ; elle ne nomme ni personne ni dossier. */
export const contratSupervision = {
  'GET /api/supervision': {
    resume: 'Rapprochement entre les deux ministères et état du journal de preuve.',
    reponses: { 200: supervision },
  },
  'GET /api/supervision/liaison': {
    resume: 'L’autre ministère répond-il, et sinon depuis quand.',
    reponses: { 200: liaison },
  },
  'POST /api/supervision/rapprochement': {
    resume: 'Compare maintenant avec l’autre ministère ; un pli perdu est rejoué.',
    reponses: { 200: supervision },
  },
} as const;

export * from './tableau/contrat.ts';
