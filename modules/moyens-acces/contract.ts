import * as z from 'zod';

/** Ce qu'un jeton permet. */
export const portee = z.enum(['consulter', 'telecharger', 'deposer']);

const instant = z.iso.datetime();

/** Un jeton d'API, sans son secret. */
export const jeton = z.object({
  id: z.uuid(),
  libelle: z.string(),
  portees: z.array(portee),
  creeA: instant,
  expireA: instant,
  revoqueA: instant.nullable(),
  /** Dernier usage, et combien en tout ; les refus comptent. */
  dernierUsageA: instant.nullable(),
  usages: z.number(),
});

/** Les acces donnes a un logiciel de cabinet. */
export const contratJetons = {
  'GET /api/jetons': {
    resume: 'Mes jetons d’API, du plus récent au plus ancien ; jamais leur secret.',
    reponses: { 200: z.object({ jetons: z.array(jeton) }) },
  },
  'POST /api/jetons': {
    resume: 'Crée un jeton d’API, dans le quart d’heure d’une connexion. Son secret n’est rendu qu’ici.',
    corps: z.object({
      id: z.uuid(),
      libelle: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .regex(/^[^\p{Cc}]*$/u),
      portees: z.array(portee).min(1).max(3),
      dureeJours: z.number().int().min(1).max(90),
    }),
    reponses: { 201: z.object({ jeton, secret: z.string() }) },
  },
  'DELETE /api/jetons/:id': {
    resume: 'Révoque un jeton : il ne vaut plus rien à la demande suivante.',
    reponses: { 204: z.undefined() },
  },
  'GET /api/jetons/:id/usages': {
    resume: 'Les cent derniers usages d’un jeton, refus compris.',
    reponses: {
      200: z.object({
        usages: z.array(
          z.object({
            a: instant,
            methode: z.string(),
            chemin: z.string(),
            adresse: z.string(),
            admis: z.boolean(),
          }),
        ),
      }),
    },
  },
} as const;
