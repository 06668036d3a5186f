import { schemaHorodate, schemaIdj, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';

/** Natures d'audience d'un tribunal judiciaire au penal. */
export const natureDAudience = z.enum([
  'correctionnelle',
  'juge-unique',
  'comparution-immediate',
  'crpc',
  'juge-des-enfants',
  'tribunal-pour-enfants',
]);
export type NatureDAudience = z.infer<typeof natureDAudience>;

/** Une audience du calendrier, et ce qu'il en reste. */
export const audience = z.object({
  id: schemaUuid,
  juridiction: z.string(),
  nature: natureDAudience,
  debut: schemaHorodate,
  salle: z.string(),
  /** Duree prevue de l'audience, et celle deja prise par les affaires inscrites. */
  dureeMinutes: z.number().int(),
  prises: z.number().int(),
  affaires: z.number().int(),
  /** `decision` : nee d'une date donnee a la main, a confirmer par le greffe. */
  origine: z.enum(['calendrier', 'decision']),
  annulee: z.boolean(),
});
export type Audience = z.infer<typeof audience>;

/** Une affaire inscrite par une decision du parquet. */
export const affaireInscrite = z.object({
  idj: schemaIdj,
  acteId: schemaUuid,
  mode: z.string(),
  personnes: z.array(z.string()),
  intitule: z.string(),
  dureeMinutes: z.number().int(),
});

const bornes = { du: z.iso.date(), au: z.iso.date() };

/** Calendrier des audiences, cote Justice. */
export const contratAudience = {
  'GET /api/audiences': {
    resume: 'Audiences de la juridiction entre deux jours, avec leur charge.',
    requete: z.object({ ...bornes }),
    reponses: { 200: z.object({ audiences: z.array(audience) }) },
  },
  'GET /api/audiences/creneaux': {
    resume:
      'Trois audiences où l’affaire tient, des plus proches aux plus lointaines, dans les bornes de la décision.',
    requete: z.object({
      natures: z.string().max(200),
      du: z.iso.date(),
      /** Vide : aucune limite. */
      au: z.union([z.iso.date(), z.literal('')]).default(''),
      duree: z.coerce.number().int().min(0).max(600).default(0),
    }),
    reponses: { 200: z.object({ creneaux: z.array(audience) }) },
  },
  'POST /api/audiences': {
    resume: 'Ouvre une audience au calendrier de la juridiction.',
    corps: z.object({
      id: schemaUuid,
      nature: natureDAudience,
      debut: schemaHorodate,
      salle: z.string().trim().max(200).default(''),
      dureeMinutes: z.number().int().min(15, 'Une audience dure au moins un quart d’heure.').max(900),
    }),
    reponses: { 201: audience },
  },
  'GET /api/audiences/:id/affaires': {
    resume: 'Affaires que les décisions du parquet ont inscrites à cette audience.',
    reponses: { 200: z.object({ audience, affaires: z.array(affaireInscrite) }) },
  },
} as const;

/** Un point a verifier avant l'audience : ce qui est pret, ce qui ne l'est pas, en une phrase. */
export const pointDePreparation = z.object({
  quoi: z.enum(['convocation', 'bulletin', 'cotes', 'copie', 'incidents']),
  etat: z.enum(['pret', 'a-verifier', 'manque']),
  phrase: z.string(),
});

/** Un heurt du role : une meme personne, une meme salle, ou trop d'affaires. */
export const heurt = z.object({ genre: z.enum(['personne', 'salle', 'charge']), phrase: z.string() });

/** Une affaire au role. */
export const affaireAuRole = z.object({
  rang: z.number().int(),
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  mode: z.string(),
  dureeMinutes: z.number().int(),
  /** Heure d'appel prevue, HH:MM : les durees s'ajoutent dans l'ordre du role. */
  appel: z.string(),
  prevenus: z.array(z.string()),
  victimes: z.array(z.string()),
  infractions: z.array(z.string()),
  preparation: z.array(pointDePreparation),
  heurts: z.array(heurt),
  /** Resume du jugement, s'il est rendu ; sa minute. */
  jugement: z.string().nullable(),
});
export type AffaireAuRole = z.infer<typeof affaireAuRole>;

/** Le role d'une audience. */
export const role = z.object({
  audience,
  affaires: z.array(affaireAuRole),
  heurts: z.array(heurt),
  /** Affaires ou rien ne manque. */
  pretes: z.number().int(),
});
export type Role = z.infer<typeof role>;

/** Le role d'audience. */
export const contratRole = {
  'GET /api/audiences/:id/role': {
    resume:
      'Rôle d’une audience : affaires dans l’ordre, heure d’appel, ce qui est prêt ou manque, heurts de personne, de salle, de charge.',
    reponses: { 200: role },
  },
  'GET /api/audiences/:id/role/pdf': {
    resume: 'Le rôle en PDF/A, à afficher ou à distribuer.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;
