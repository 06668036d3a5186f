import * as z from 'zod';

const jour = z.iso.date();

/** Ce que les agents charges de la supervision voient : des volumes et des delais, ni objet, ni dossier, ni nom de fichier. */
export const vueDeSupervision = z.object({
  zone: z.enum(['pline', 'plex']),
  faiteA: z.iso.datetime(),
  stockage: z.object({
    capacite: z.number(),
    occupes: z.number(),
    /** Octets au-delà desquels la conservation offerte se resserre. */
    utile: z.number(),
    entreeParJour: z.number(),
    /** Premier jour où la capacité serait dépassée à ce rythme ; nul : pas dans les soixante jours. */
    saturation: jour.nullable(),
    prevision: z.array(z.object({ jour, octets: z.number() })),
  }),
  conservation: z.object({
    offerte: z.number().int(),
    max: z.number().int(),
    article: z.string(),
    phrase: z.string(),
    aVerifier: z.boolean(),
  }),
  parJour: z.array(z.object({ jour, depots: z.number(), fichiers: z.number(), octets: z.number() })),
  parOrganisation: z.array(
    z.object({ organisation: z.string(), depots: z.number(), octets: z.number(), nonRetires: z.number() }),
  ),
  parNature: z.array(z.object({ nature: z.string(), depots: z.number(), octets: z.number() })),
  /** Délais de retrait complet, en jours. */
  delais: z.object({
    mediane: z.number().nullable(),
    neufDixiemes: z.number().nullable(),
    retires: z.number(),
  }),
  /** Dépôts de plus de huit jours que quelqu'un n'a pas retirés. */
  nonRetires: z.array(
    z.object({
      depot: z.uuid(),
      organisation: z.string(),
      expediteur: z.string(),
      deposeA: z.iso.datetime(),
      echeance: jour,
      attendus: z.number(),
    }),
  ),
  quota: z.object({
    parPersonne: z.number(),
    plusGros: z.array(z.object({ nom: z.string(), organisation: z.string(), octets: z.number() })),
  }),
  alarmes: z.array(
    z.object({ code: z.string(), gravite: z.enum(['attention', 'danger']), phrase: z.string() }),
  ),
});
export type VueDeSupervisionDesDepots = z.infer<typeof vueDeSupervision>;

/** Tableaux qui s'emportent. */
export const tableauDeSupervision = z.enum([
  'jours',
  'prevision',
  'organisations',
  'natures',
  'non-retires',
  'quotas',
]);
export type TableauDeSupervision = z.infer<typeof tableauDeSupervision>;

/** Sur combien de jours, et de quelle zone : PLINE demande a PLEX, où aucun agent n'entre. */
const periode = z.object({
  jours: z.coerce.number().int().min(7).max(90).default(30),
  zone: z.enum(['pline', 'plex']).default('pline'),
});

/** Supervision d'une zone d'echange, a ses agents qui en ont la fonction. */
export const contratSupervisionDesDepots = {
  'GET /api/supervision/depots': {
    resume:
      'Volumes par jour, organisation et nature, stockage, conservation offerte, dépôts pas retirés, quotas, alarmes.',
    requete: periode,
    reponses: { 200: vueDeSupervision },
  },
  'GET /api/supervision/depots/:tableau': {
    resume: 'Un tableau de la supervision en CSV (UTF-8, point-virgule), sans formule possible.',
    flux: 'reponse',
    requete: periode,
    reponses: { 200: z.any() },
  },
} as const;
