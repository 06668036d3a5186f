import * as z from 'zod';

/** En-tete de la reponse : taille attendue de l'archive, en octets, pour dire la progression. Une estimation. */
export const ENTETE_TAILLE = 'x-taille-estimee';

/** Export d'un dossier et de ses preuves, commun aux deux services. */
export const contratPreuve = {
  'GET /api/dossiers/:idj/export': {
    resume:
      'Le dossier entier et ses preuves (ZIP, docs/preuve.md §6) : actes, pièces, plis, accusés, faits, journal, matériel de confiance. Se vérifie hors ligne.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/plis/:id/bordereau.pdf': {
    resume: 'Le bordereau d’un pli, à imprimer : pièces, empreintes, tête signée du dossier en QR.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;
