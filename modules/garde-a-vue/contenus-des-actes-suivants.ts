import { echange, lecture } from '@ppn/acte/contract';
import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { base, contenuAudition, contenuNotification, dit, entree, texte } from './contenus-des-actes.ts';
import { schemaFaitReproche, schemaMagistrat, schemaRegime } from './schemas-de-la-mesure.ts';
import { SCHEMAS_DES_DONNEES } from './schemas-des-donnees.ts';

/** Confrontation en garde a vue (63-4-2, 63-4-3, 63-4-5, 64-1 CPP) : une audition, a plusieurs, que chacun signe. */
export const contenuConfrontation = contenuAudition.extend({
  confrontes: z
    .array(z.object({ personne: schemaUuid, avocat: texte(300).default('') }))
    .min(1, 'Choisissez qui est confronté à la personne.')
    .max(3, 'Trois personnes au plus sont confrontées à la fois dans un même procès-verbal.'),
  echanges: z.array(echange).min(1, 'Écrivez au moins une question et sa réponse.').max(500),
});

/** Nouvelle qualification (63 I al. 2, 63-1 CPP), ou autre infraction decouverte (65 CPP), et leur notification. */
export const contenuRequalification = z.object({
  ...base,
  entree,
  objet: z.enum(['requalification', 'faits-nouveaux']),
  /** Qui requalifie ; sans effet pour des faits nouveaux. */
  par: z.union([schemaMagistrat, z.literal('opj')]),
  nomMagistrat: texte(300).default(''),
  decideeA: schemaHorodate,
  regime: schemaRegime,
  faits: z.array(schemaFaitReproche).min(1, 'Indiquez au moins un fait.').max(50),
  notifieeA: schemaHorodate,
  langue: z.string().min(2).max(35),
  mode: contenuNotification.shape.mode,
  interprete: texte(300).default(''),
  /** `inchange` : la personne ne revient pas sur sa demande d'avocat. */
  avocat: z.enum(['inchange', 'non', 'designe', 'commis-office']).default('inchange'),
  nomAvocat: texte(300).default(''),
  circonstance: texte(2_000).default(''),
  lecture,
});

/** Notification des droits differee : la personne n'est pas en etat de la recevoir (63-1 CPP). */
export const contenuNotificationDifferee = z.object({
  ...base,
  entree,
  constateeA: schemaHorodate,
  cause: SCHEMAS_DES_DONNEES['notification-differee'].shape.cause,
  constat: dit('Dites ce qui a été constaté (taux, heure, comportement).', 500),
  suite: texte(2_000).default(''),
});

/** Accord prealable du magistrat a la retenue d'un mineur de dix a moins de treize ans, et sa duree (L.413-1 CJPM). */
export const contenuAccord = z.object({
  ...base,
  entree,
  decideeA: schemaHorodate,
  sens: z.enum(['accorde', 'refuse']),
  heures: z.number().int().min(1).max(12),
  motif: texte().default(''),
});

/** Requete du procureur au juge des libertes et de la detention (63-4-2 al. 3, 706-88 al. 2 et 7 CPP). */
export const contenuRequeteAuJld = z.object({
  ...base,
  requiseA: schemaHorodate,
  objet: SCHEMAS_DES_DONNEES['requete-jld'].shape.objet,
  heures: z.number().int().min(1).max(72),
  motif: dit('Exposez ce qui justifie la requête.', 2_000),
});

/** Ce que le registre du depot mentionne (803-3 al. 4 et 5, 63-6 CPP). */
export const TYPES_DU_DEPOT = [
  'avis-magistrat',
  'repas',
  'demande-avis',
  'avis-donne',
  'communication-tiers',
  'droit-decline',
  'demande-medecin',
  'medecin-requis',
  'examen-medical',
  'demande-avocat',
  'avocat-appele',
  'avocat-arrive',
  'entretien-avocat',
  'consultation-pieces',
  'fouille',
  'incident',
] as const;

const mention = z
  .object({
    id: entree,
    type: z.enum(TYPES_DU_DEPOT),
    survenuA: schemaHorodate,
    donnees: z.record(z.string(), z.unknown()),
  })
  .refine(({ type, donnees }) => SCHEMAS_DES_DONNEES[type].safeParse(donnees).success, {
    error: 'Cette mention est incomplète.',
    path: ['donnees'],
  });

/** Retenue au depot apres le deferement, telle que son registre special la mentionne (803-3 CPP). */
export const contenuDepot = z.object({
  ...base,
  entreeArrivee: entree,
  arriveeA: schemaHorodate,
  local: dit('Indiquez le local de la juridiction.', 300),
  mentions: z.array(mention).max(60),
  entreeConduite: entree,
  /** Heure de conduite devant le magistrat ; nulle : la personne est encore retenue. */
  conduiteA: schemaHorodate.nullable().default(null),
  devant: texte(300).default(''),
  observations: texte().default(''),
});
