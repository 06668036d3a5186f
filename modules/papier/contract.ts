export { contenuConversion, type ContenuDeConversion, SORTS_DE_L_ORIGINAL } from './contenu-de-conversion.ts';
import * as z from 'zod';

/** Pieces qu'une demande peut designer une a une ; au-dela, on demande le dossier entier. */
export const PIECES_PAR_DEMANDE = 250;

const choisies = z
  .string()
  .max(PIECES_PAR_DEMANDE * 37)
  .transform((texte) => texte.split(',').filter((id) => id !== ''));

/** Texte lu d'une piece : une aide a la lecture, jamais certifiee. `reste` : pages au-dela de la borne, pas lues. */
export const texteDePiece = z.object({
  pages: z.array(
    z.object({
      page: z.number().int().positive(),
      texte: z.string(),
      /** `reconnu` sur l'image, ou deja porte par le PDF. */
      source: z.enum(['reconnu', 'pdf']),
    }),
  ),
  reste: z.number().int().nonnegative(),
  moteur: z.string(),
  certifie: z.literal(false),
});
export type TexteDePiece = z.infer<typeof texteDePiece>;

/** Entre papier et numerique, commun aux deux services. */
export const contratPapier = {
  'GET /api/dossiers/:idj/impression': {
    resume:
      'Attestation de conformité de l’impression (A.53-8 CPP), PDF/A scellé par le cachet du service ; `pieces` : identifiants séparés par des virgules, absent : tout le dossier courant. 409 si une pièce n’est pas signée.',
    flux: 'reponse',
    requete: z.object({ pieces: choisies.optional() }),
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/pieces/:id/texte': {
    resume:
      'Texte d’une pièce, page par page : porté par le PDF ou reconnu sur l’image (OCR), non certifié. La première lecture peut prendre deux minutes.',
    reponses: { 200: texteDePiece },
  },
} as const;
