import * as z from 'zod';

const base64url = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9_-]+$/);
const instant = z.iso.datetime();

/** Une cle d'acces presentee, telle que le navigateur la rend (octets en base64url). */
export const clePresentee = z.object({
  id: base64url(1400),
  donneesClient: base64url(4000),
  donneesAuthentificateur: base64url(4000),
  signature: base64url(1400),
});

/** Une cle d'acces, telle que montree. */
export const cleDAcces = z.object({
  id: z.string(),
  libelle: z.string(),
  /** Elle peut vivre sur plusieurs appareils de son porteur. */
  sauvegardee: z.boolean(),
  creeeA: instant,
  servieA: instant.nullable(),
  revoqueeA: instant.nullable(),
});

/** Ce qu'il faut au navigateur pour creer ou presenter une cle. */
const defiDeCle = z.object({ defi: z.string(), domaine: z.string() });

/** Les cles d'acces (WebAuthn), les codes de secours et les connexions d'une personne. */
export const contratCles = {
  'GET /api/cles': {
    resume: 'Mes clés d’accès, et combien de codes de secours il me reste.',
    reponses: { 200: z.object({ cles: z.array(cleDAcces), codesRestants: z.number() }) },
  },
  'POST /api/cles/defi': {
    resume: 'De quoi créer une clé d’accès sur ce poste.',
    reponses: {
      201: defiDeCle.extend({
        /** Identifiant opaque de la personne, base64url. */
        porteur: z.string(),
        nom: z.string(),
        /** Clés déjà enregistrées : le navigateur ne les double pas. */
        connues: z.array(z.string()),
      }),
    },
  },
  'POST /api/cles': {
    resume: 'Enregistre une clé d’accès, dans le quart d’heure d’une connexion.',
    corps: z.object({
      libelle: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .regex(/^[^\p{Cc}]*$/u),
      id: base64url(1400),
      donneesClient: base64url(4000),
      donneesAuthentificateur: base64url(8000),
      clePublique: base64url(4000),
    }),
    reponses: { 201: z.object({ cles: z.array(cleDAcces), codesRestants: z.number() }) },
  },
  'DELETE /api/cles/:id': {
    resume: 'Révoque une clé d’accès : les sessions qu’elle a ouvertes se ferment au geste suivant.',
    reponses: { 204: z.undefined() },
  },
  'POST /api/codes-de-secours': {
    resume: 'Donne dix codes de secours, qui remplacent les précédents ; ils ne se remontrent pas.',
    reponses: { 201: z.object({ codes: z.array(z.string()) }) },
  },
  'GET /api/entrees': {
    resume: 'Mes cinquante dernières connexions, refus compris : quand, par quoi, d’où.',
    reponses: {
      200: z.object({
        entrees: z.array(
          z.object({
            a: instant,
            moyen: z.enum(['carte', 'cle-d-acces', 'code-de-secours', 'oidc']),
            adresse: z.string(),
            admise: z.boolean(),
          }),
        ),
      }),
    },
  },
} as const;
