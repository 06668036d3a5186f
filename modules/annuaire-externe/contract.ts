import * as z from 'zod';

const texte = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);

/** Une personne, telle qu'on la montre a un confrere. */
export const personneExterne = z.object({
  id: z.string(),
  genre: z.enum(['avocat', 'commissaire-de-justice', 'expert', 'collaborateur']),
  nom: z.string(),
  organisation: z.string(),
});

/** Une delegation, vue de l'un ou de l'autre. */
export const delegation = z.object({
  id: z.uuid(),
  delegant: personneExterne,
  delegataire: personneExterne,
  du: z.iso.date(),
  au: z.iso.date(),
  donneeA: z.string(),
  revoqueeA: z.string().nullable(),
  enCours: z.boolean(),
});

/** Se faire suppleer sur PLEX. */
export const contratDelegations = {
  'GET /api/confreres': {
    resume: 'Cherche à qui déléguer : inscrits de l’annuaire, par trois lettres, et mes collaborateurs.',
    requete: z.object({ texte: z.string().min(3).max(100) }),
    reponses: { 200: z.object({ personnes: z.array(personneExterne) }) },
  },
  'POST /api/collaborateurs': {
    resume: 'Déclare un collaborateur, qui aura accès par délégation seulement, avec sa propre carte.',
    corps: z.object({
      prenom: texte(100),
      nom: texte(100),
      /** Numéro de sa carte. */
      numero: z.string().regex(/^[A-Za-z0-9-]{3,50}$/),
    }),
    reponses: { 201: personneExterne },
  },
  'GET /api/delegations': {
    resume: 'Les délégations que j’ai données et reçues, des plus récentes aux plus anciennes.',
    reponses: {
      200: z.object({
        donnees: z.array(delegation),
        recues: z.array(delegation),
        /** Faux pour un collaborateur : il ne délègue pas à son tour. */
        peutDonner: z.boolean(),
      }),
    },
  },
  'POST /api/delegations': {
    resume: 'Délègue mes dépôts à un confrère ou à un collaborateur, pour des jours dits.',
    corps: z.object({ id: z.uuid(), delegataire: z.string().max(100), du: z.iso.date(), au: z.iso.date() }),
    reponses: { 201: delegation },
  },
  'DELETE /api/delegations/:id': {
    resume: 'Révoque une délégation que j’ai donnée : elle cesse au geste suivant.',
    reponses: { 204: z.undefined() },
  },
} as const;
