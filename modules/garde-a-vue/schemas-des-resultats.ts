import * as z from 'zod';
import type { Horloge } from './domain/formes-de-l-horloge.ts';
import type { Obligation } from './domain/formes-des-obligations.ts';
import { schemaMagistrat, schemaRegime } from './schemas-de-la-mesure.ts';

const heure = z.string().max(80);
const presentation = z.enum(['facultative', 'exigee', 'exigee-sauf-motif', 'sans-objet']);

/** La prolongation que la loi permet encore. */
export const schemaProlongationPossible = z.object({
  rang: z.number(),
  heures: z.number(),
  autorites: z.array(schemaMagistrat).readonly(),
  presentation,
  visio: z.boolean(),
  exigences: z.array(z.enum(['certificat-in-corpore', 'examen-medical'])).readonly(),
  forme: z.string(),
  avant: heure,
  article: z.string(),
  variantes: z.array(z.object({ heures: z.number(), article: z.string() })).readonly(),
});

/** Ce que le magistrat qui lit peut decider de l'avocat, ou pourquoi il ne le peut pas. */
export const schemaReportPossible = z.object({
  objet: z.enum(['avocat-presence', 'avocat-consultation', 'avocat-intervention', 'audition-immediate']),
  heures: z.number().nullable(),
  forme: z.string(),
  article: z.string(),
  obstacle: z.string().nullable(),
});

/** Irregularite : jamais effacee. */
export const schemaIrregularite = z.object({
  code: z.string(),
  phrase: z.string(),
  article: z.string(),
  survenuA: heure,
  entree: z.string().nullable(),
  motif: z.string(),
  interdit: z.boolean(),
  rectifiee: z.boolean(),
});

/** Horloge de la comparution (803-2, 803-3 CPP). */
export const schemaComparution = z.object({
  depuis: heure,
  echeance: heure,
  etat: z.enum(['attendue', 'comparue', 'comparue-en-retard', 'expiree']),
  comparueA: heure.nullable(),
  phrase: z.string(),
  article: z.string(),
});

/** L'horloge entiere, avec de quoi la refaire. */
export const schemaHorloge = z.object({
  mesure: z.string(),
  a: heure,
  etat: z.enum(['non-commencee', 'en-cours', 'expiree', 'terminee']),
  regime: schemaRegime,
  depart: z
    .object({
      a: heure,
      motif: z.enum(['contrainte', 'audition', 'placement']),
      phrase: z.string(),
      article: z.string(),
      entree: z.string(),
    })
    .nullable(),
  deductions: z
    .array(
      z.object({
        debut: heure,
        fin: heure,
        secondes: z.number(),
        phrase: z.string(),
        article: z.string(),
        entree: z.string(),
      }),
    )
    .readonly(),
  secondesDeduites: z.number(),
  secondesEcoulees: z.number(),
  secondesRestantes: z.number().nullable(),
  periodes: z
    .array(
      z.object({
        rang: z.number(),
        debut: heure,
        fin: heure,
        heures: z.number(),
        autorite: z.union([schemaMagistrat, z.literal('opj')]),
        decideeA: heure,
        article: z.string(),
        entree: z.string(),
        reguliere: z.boolean(),
      }),
    )
    .readonly(),
  echeance: heure.nullable(),
  prochaineProlongation: schemaProlongationPossible.nullable(),
  sansProlongation: z.string().nullable(),
  maximum: z.object({ heures: z.number(), a: heure, article: z.string() }).nullable(),
  depassement: z.object({ depuis: heure, secondes: z.number(), article: z.string() }).nullable(),
  fin: z.object({ a: heure, suite: z.string(), entree: z.string() }).nullable(),
  comparution: schemaComparution.nullable(),
  irregularites: z.array(schemaIrregularite).readonly(),
  regles: z.object({
    version: z.string(),
    jour: z.string(),
    citees: z
      .array(
        z.object({
          id: z.string(),
          article: z.string(),
          valeur: z.number(),
          unite: z.enum(['heures', 'minutes', 'ans', 'fois', 'jours']),
          aVerifier: z.boolean(),
        }),
      )
      .readonly(),
  }),
  entrees: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Horloge>;

/** Une obligation, avec ses alarmes. */
export const schemaObligation = z.object({
  id: z.string(),
  genre: z.string(),
  libelle: z.string(),
  proprietaire: z.enum(['opj', 'parquet', 'juge-instruction', 'jld']),
  etat: z.enum(['a-faire', 'en-cours', 'accompli', 'refuse', 'expire', 'abandonne']),
  depuis: heure,
  echeance: heure.nullable(),
  accompliA: heure.nullable(),
  retard: z.object({ secondes: z.number(), motif: z.string() }).nullable(),
  article: z.string(),
  aVerifier: z.boolean(),
  alarmes: z.array(z.object({ id: z.string(), a: heure, phrase: z.string() })).readonly(),
  entrees: z.array(z.string()).readonly(),
}) satisfies z.ZodType<Obligation>;
