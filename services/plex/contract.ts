import { contratDelegations } from '@ppn/annuaire-externe/contract';
import { contratJetons } from '@ppn/moyens-acces/contract';
import { clePresentee, contratCles } from '@ppn/moyens-acces/cles';
import { contratConnexion } from '@ppn/habilitation/contract';
import { contratTransfert, correspondant } from '@ppn/transfert/contract';
import * as z from 'zod';

/** Session d'un auxiliaire de justice. */
export const sessionExterne = z.object({
  personne: correspondant,
  ouverteA: z.string(),
  expireA: z.string(),
  adresseAgentPoste: z.string(),
  /** Ouverte par un code de secours : elle ne sert qu'à enregistrer une clé d'accès. */
  secours: z.boolean(),
});

/** Les façons d'entrer dans PLEX ; l'exploitant admet celles qu'il veut (`PPN_MOYENS`). */
export const moyenDEntrer = z.enum(['carte', 'cle-d-acces', 'oidc']);

/** Pourquoi le retour du fournisseur d'identité n'ouvre rien. */
export const refusDOidc = z.enum([
  'fournisseur-injoignable',
  'connexion-abandonnee',
  'reponse-fausse',
  'niveau-insuffisant',
  'numero-absent',
  'hors-annuaire',
  'trop-d-essais',
  'moyen-ferme',
]);

export type RefusDOidc = z.infer<typeof refusDOidc>;

/** Un chemin d'ici, sans question : où revenir une fois connecté. */
export const cheminDIci = z
  .string()
  .max(200)
  .regex(/^\/([a-z0-9-]+(\/[a-z0-9-]+)*)?$/);

/** Connexion par carte ou cle certifiee : le meme defi que celui des agents. */
export const contratConnexionExterne = {
  'POST /api/session/defi': contratConnexion['POST /api/session/defi'],
  'POST /api/session': {
    ...contratConnexion['POST /api/session'],
    reponses: { 201: sessionExterne },
  },
  'GET /api/session': { resume: 'La session en cours.', reponses: { 200: sessionExterne } },
  'DELETE /api/session': {
    resume: 'Ferme la session.',
    reponses: {
      200: z.object({
        /** Où aller fermer aussi la session du fournisseur d'identité ; nul : rien à fermer. */
        suite: z.string().nullable(),
      }),
    },
  },
} as const;

/** Entrer sans sa carte : une cle d'acces, ou un code de secours qui n'ouvre que de quoi en enregistrer une. */
export const contratAutresEntrees = {
  'GET /api/session/moyens': {
    resume: 'Les façons d’entrer que cette plate-forme admet.',
    ouvert: true,
    reponses: {
      200: z.object({
        moyens: z.array(moyenDEntrer),
        /** Le nom du fournisseur d'identité, s'il y en a un. */
        fournisseur: z.string().nullable(),
      }),
    },
  },
  'POST /api/session/cle/defi': {
    resume: 'De quoi présenter une clé d’accès (valable 5 minutes, une fois).',
    ouvert: true,
    reponses: { 201: z.object({ defi: z.string(), domaine: z.string() }) },
  },
  'POST /api/session/cle': {
    resume: 'Ouvre la session avec une clé d’accès.',
    ouvert: true,
    corps: clePresentee,
    reponses: { 201: sessionExterne },
  },
  'POST /api/session/secours': {
    resume: 'Ouvre, avec un code de secours, une session qui ne sert qu’à enregistrer une clé d’accès.',
    ouvert: true,
    corps: z.object({ numero: z.string().min(3).max(50), code: z.string().min(16).max(40) }),
    reponses: { 201: sessionExterne },
  },
} as const;

/** Entrer par un fournisseur d'identité (OpenID Connect) : le navigateur y part, et en revient. */
export const contratOidc = {
  'POST /api/session/oidc/depart': {
    resume:
      'De quoi partir s’identifier chez le fournisseur ; `vers` : où revenir ensuite ; `redemander` : sans se servir d’une session qui y vit.',
    ouvert: true,
    corps: z.object({ vers: cheminDIci, redemander: z.boolean().default(false) }),
    reponses: { 201: z.object({ adresse: z.string() }) },
  },
  'GET /api/session/oidc/retour': {
    resume: 'Retour du fournisseur : ouvre la session et renvoie au portail, ou dit pourquoi (`?refus=`).',
    ouvert: true,
    flux: 'reponse',
    reponses: { 303: z.any() },
  },
} as const;

/** Tout ce que PLEX sert sous `/api`. Les octets ont leurs adresses, comme dans PLINE. */
export const contratPlex = {
  ...contratConnexionExterne,
  ...contratTransfert,
  ...contratDelegations,
  ...contratJetons,
  ...contratCles,
  ...contratAutresEntrees,
  ...contratOidc,
} as const;
