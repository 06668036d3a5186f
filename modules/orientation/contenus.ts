import { remarqueDeRetour, schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import { modeDeDecision } from '@ppn/nomenclature/contract';
import * as z from 'zod';

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
const base = { debut: schemaHorodate, fin: schemaHorodate, lieu: long(300).min(1, 'Indiquez le lieu.') };
const choisi = z.union([schemaUuid, z.literal('')]);

/** Une case de la matrice : pour cette personne et ce fait, une qualification et une decision. `personne` vide : non denommee. */
export const ligneDOrientation = z.object({
  personne: choisi,
  fait: schemaUuid,
  natinf: z.number().int().min(1).max(99_999),
  qualification: long(500).min(1, 'La qualification retenue manque.'),
  nature: long(40),
  reprimeePar: long(1_000).default(''),
  mode: z.enum(modeDeDecision.options, {
    error: 'Choisissez une décision pour chaque personne et chaque fait.',
  }),
});
export type LigneDOrientation = z.infer<typeof ligneDOrientation>;

/** Ce que le magistrat constate d'une personne : il en depend des conditions. */
export const situationDePersonne = z.object({
  personne: schemaUuid,
  deferee: z.boolean().default(false),
  avocat: z.boolean().default(false),
  reconnait: z.boolean().default(false),
  /** Renonce au delai de dix jours, en presence de son avocat (394 CPP). */
  renonce: z.boolean().default(false),
});

/** Ce qu'une decision fixe, la meme pour toutes ses cases. */
export const suiteDOrientation = z.object({
  mode: modeDeDecision,
  audience: z.union([schemaHorodate, z.literal('')]).default(''),
  /** Audience du calendrier de la juridiction ; vide : une date donnee a la main. */
  creneau: choisi.default(''),
  salle: long(200).default(''),
  mesure: long(300).default(''),
  texte: long(8_000).default(''),
  mois: z.number().int().min(0).max(600).nullable().default(null),
  montant: z.number().int().min(0).max(10_000_000).nullable().default(null),
});
export type SuiteDOrientation = z.infer<typeof suiteDOrientation>;

/** Decision d'orientation : la matrice des personnes et des faits, et ce que chaque decision fixe. */
export const contenuOrientation = z.object({
  ...base,
  situations: z.array(situationDePersonne).max(200).default([]),
  lignes: z.array(ligneDOrientation).min(1, 'Choisissez au moins une décision.').max(400),
  suites: z.array(suiteDOrientation).max(14).default([]),
  /** Pourquoi revenir sur une decision deja rendue (classement repris, homologation refusee…). */
  reprise: long(2_000).default(''),
  cosignataire: z.string().max(40).optional(),
});
export type ContenuOrientation = z.infer<typeof contenuOrientation>;

/** Soit-transmis : la procedure revient a l'unite, avec ce qu'elle doit completer et avant quand. */
export const contenuSoitTransmis = z.object({
  ...base,
  remarques: z
    .array(
      remarqueDeRetour.extend({ phrase: long(1_000).trim().min(1, 'Dites ce qui est attendu de l’unité.') }),
    )
    .min(1, 'Demandez au moins un acte ou un complément.')
    .max(30),
  /** AAAA-MM-JJ, ou vide : pas d'echeance. */
  avant: z.union([z.iso.date(), z.literal('')]).default(''),
  instructions: long(8_000).default(''),
  cosignataire: z.string().max(40).optional(),
});
export type ContenuSoitTransmis = z.infer<typeof contenuSoitTransmis>;
