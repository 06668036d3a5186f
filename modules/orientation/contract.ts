import { schemaUuid } from '@ppn/dossier/contract';
import { modeDeDecision } from '@ppn/nomenclature/contract';
import * as z from 'zod';

/** Ce que les autres contextes savent de l'orientation : les types d'actes par lesquels le parquet decide. */
export const DECISIONS_DU_PARQUET = ['classement-sans-suite', 'copj', 'orientation'] as const;

/** Pourquoi une decision est fermee, ou ce qu'il faut en savoir. `condition` : celle que le magistrat peut constater. */
export const raison = z.object({
  condition: z.string(),
  effet: z.enum(['interdit', 'attention', 'information']),
  phrase: z.string(),
  article: z.string(),
  aVerifier: z.boolean(),
});
export type Raison = z.infer<typeof raison>;

/** Une decision offerte : ses mots, ce qui se remplit, quand son audience peut se tenir. */
export const modeOffert = z.object({
  mode: modeDeDecision,
  titre: z.string(),
  famille: z.enum(['classement', 'alternative', 'poursuite', 'mineurs', 'autre']),
  article: z.string(),
  touche: z.string(),
  audiences: z.array(z.string()),
  champs: z.array(
    z.object({
      cle: z.enum(['mesure', 'texte', 'mois', 'montant']),
      libelle: z.string(),
      genre: z.enum(['choix', 'texte', 'nombre']),
      obligatoire: z.boolean(),
      choix: z.array(z.string()).optional(),
    }),
  ),
  duree: z.number().int(),
  /** AAAA-MM-JJ ; `auPlusTard` vide : aucune limite. */
  auPlusTot: z.string(),
  auPlusTard: z.string(),
  articlesDesDelais: z.array(z.string()),
});
export type ModeOffert = z.infer<typeof modeOffert>;

/** Une case de la matrice : la personne (vide : non denommee), le fait, et ce que vaut chaque decision. */
export const caseDOrientation = z.object({
  personne: z.string(),
  fait: schemaUuid,
  natinf: z.number().int(),
  qualification: z.string(),
  nature: z.string(),
  reprimeePar: z.string(),
  /** Emprisonnement encouru, en mois ; nul : la table ne le dit pas. */
  peineMois: z.number().int().nullable(),
  raisons: z.record(z.string(), z.array(raison)),
});
export type CaseDOrientation = z.infer<typeof caseDOrientation>;

/** Decider : ce que la loi permet, case par case. */
export const contratOrientation = {
  'POST /api/dossiers/:idj/orientation/examen': {
    resume:
      'Ce que vaut chaque décision du parquet pour chaque personne et chaque fait, au jour d’aujourd’hui, rien n’étant encore constaté de la personne.',
    corps: z.object({
      /** Faits dont le magistrat change la qualification. */
      requalifications: z
        .array(
          z.object({
            personne: z.string().max(40),
            fait: schemaUuid,
            natinf: z.number().int().min(1).max(99_999),
          }),
        )
        .max(200)
        .default([]),
    }),
    reponses: {
      200: z.object({ modes: z.array(modeOffert), cases: z.array(caseDOrientation) }),
    },
  },
} as const;
