export {
  contenuConversion,
  type ContenuDeConversion,
  SORTS_DE_L_ORIGINAL,
} from './contenu-de-conversion.ts';
import * as z from 'zod';

/** Pieces qu'une demande peut designer une a une ; au-dela, on demande le dossier entier. */
export const PIECES_PAR_DEMANDE = 250;

const choisies = z
  .string()
  .max(PIECES_PAR_DEMANDE * 37)
  .transform((texte) => texte.split(',').filter((id) => id !== ''));

/** Entre papier et numerique, commun aux deux services. */
export const contratPapier = {
  'GET /api/dossiers/:idj/impression': {
    resume:
      'Attestation de conformité de l’impression (A.53-8 CPP), PDF/A scellé par le cachet du service ; `pieces` : identifiants séparés par des virgules, absent : tout le dossier courant. 409 si une pièce n’est pas signée.',
    flux: 'reponse',
    requete: z.object({ pieces: choisies.optional() }),
    reponses: { 200: z.unknown() },
  },
} as const;
