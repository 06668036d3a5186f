import { schemaEmpreinte, schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import { isUuid } from '@ppn/core';
import * as z from 'zod';

/** Types d'actes de ce contexte. */
export const TYPES_DE_MENTION = [
  'mention-appel',
  'mention-opposition',
  'mention-rectification',
  'mention-signification',
  'mention-annulement',
] as const;
export type TypeDeMention = (typeof TYPES_DE_MENTION)[number];

/** Vrai pour un type d'acte qui est une mention marginale. */
export const estMention = (type: string): type is TypeDeMention =>
  TYPES_DE_MENTION.some((connu) => connu === type);

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
const obligatoire = (max: number, phrase: string) => long(max).trim().min(1, phrase);
const personneChoisie = (phrase: string) => z.string().refine(isUuid, phrase);
/** Horodate, ou vide si elle n'est pas connue. */
const horodateConnue = z.union([schemaHorodate, z.literal('')]).default('');

/** L'acte vise : designe et fige par l'empreinte de son PDF. */
export const acteVise = z.object(
  {
    acteId: schemaUuid,
    numero: z.number().int().positive(),
    titre: z.string().min(1).max(300),
    empreinte: schemaEmpreinte,
  },
  { error: 'Choisissez l’acte du dossier que la mention vise.' },
);

/** Toute mention : l'acte vise, l'heure du fait mentionne (l'heure d'enregistrement est celle du journal), et le matricule de qui cosigne. */
const base = { vise: acteVise, survenuA: schemaHorodate, cosignataire: z.string().max(40).optional() };

/** Appel (art. 496 s., 498, 502 CPP) : qui, quand, sur quoi. */
export const contenuAppel = z.object({
  ...base,
  appelant: z.enum(['prevenu', 'partie-civile', 'procureur', 'procureur-general']),
  personne: z.union([schemaUuid, z.literal('')]).default(''),
  genre: z.enum(['principal', 'incident']).default('principal'),
  /** Dispositions attaquees ; vide : toutes. */
  portee: long(2_000).default(''),
  /** Prononce ou signification : le delai court de la. */
  pointDeDepart: horodateConnue,
});

/** Opposition (art. 489 s., 492 CPP). */
export const contenuOpposition = z.object({
  ...base,
  personne: personneChoisie('Choisissez la personne qui forme opposition.'),
  portee: long(2_000).default(''),
  pointDeDepart: horodateConnue,
});

/** Rectification d'erreur materielle (art. 710 CPP). */
export const contenuRectification = z.object({
  ...base,
  errone: obligatoire(4_000, 'Recopiez le passage erroné de l’acte visé.'),
  rectifie: obligatoire(4_000, 'Écrivez ce qu’il faut lire à la place.'),
  ordonnee: obligatoire(
    500,
    'Indiquez la décision qui ordonne la rectification : juridiction, date, référence.',
  ),
});

/** Signification (art. 550 s., 803-1 II CPP). */
export const contenuSignification = z.object({
  ...base,
  personne: personneChoisie('Choisissez la personne à qui l’acte est signifié.'),
  mode: z.enum(['personne', 'domicile', 'etude', 'electronique']),
  par: obligatoire(300, 'Indiquez le commissaire de justice qui a signifié.'),
});

/** Annulation (art. 173, 174, 385 CPP) : la decision qui l'ordonne. */
export const contenuAnnulement = z.object({
  ...base,
  voie: z.enum(['instruction', 'jugement']),
  juridiction: obligatoire(300, 'Indiquez la juridiction qui annule.'),
  reference: obligatoire(200, 'Indiquez la référence de la décision qui annule.'),
  motif: long(4_000).default(''),
});
