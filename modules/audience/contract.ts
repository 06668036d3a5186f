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
