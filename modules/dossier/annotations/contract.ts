import * as z from 'zod';
import { schemaEmpreinte, schemaUuid } from '../valeurs.ts';

/** Endroit d'une piece : sa page, et pour un son ou une video l'instant, en secondes. */
const ancre = z.object({
  piece: schemaUuid,
  page: z.number().int().min(1).max(100_000),
  instant: z.number().min(0).max(1_000_000).nullable(),
});

/** Une note ou une marque d'un lecteur ; sans texte, c'est une marque. */
export const annotation = ancre.extend({
  id: schemaUuid,
  /** Octets de la piece au moment de la note. */
  empreinte: schemaEmpreinte,
  /** Passage surligne ; vide : la page entiere. */
  citation: z.string(),
  texte: z.string(),
  /** Faux : elle n'est lue que de son auteur. */
  partagee: z.boolean(),
  auteur: z.string(),
  /** Vrai : l'agent l'a ecrite, lui seul la change. */
  mienne: z.boolean(),
  modifieeA: z.string(),
});
export type Annotation = z.infer<typeof annotation>;

/** Notes et marques d'un dossier, communes aux deux services. */
export const contratAnnotations = {
  'GET /api/dossiers/:idj/annotations': {
    resume: 'Mes notes et mes marques dans ce dossier, et celles que mon service partage.',
    reponses: { 200: z.object({ annotations: z.array(annotation).readonly() }) },
  },
  'PUT /api/dossiers/:idj/annotations/:id': {
    resume: 'Pose ou change une note ou une marque, ancrée à une pièce, une page, un instant.',
    corps: ancre.extend({
      citation: z
        .string()
        .trim()
        .max(1_000, 'Surlignez un passage plus court : mille caractères au plus.')
        .default(''),
      texte: z
        .string()
        .trim()
        .max(4_000, 'Cette note est trop longue : quatre mille caractères au plus.')
        .default(''),
      partagee: z.boolean(),
    }),
    reponses: { 200: annotation },
  },
  'DELETE /api/dossiers/:idj/annotations/:id': {
    resume: 'Efface une de mes notes ou de mes marques.',
    reponses: { 204: z.undefined() },
  },
} as const;
