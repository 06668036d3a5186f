import * as z from 'zod';
import { type Contrat, creerServeur, type Gestionnaires, monter, refuser } from '../index.ts';
import type { ReglagesServeur } from '../serveur.ts';

/** Origine du portail d'essai. */
export const ORIGINE = 'http://127.0.0.1:4100';

/** Petit contrat d'essai : un point ouvert, un point ferme, un qui tombe en panne. */
export const contrat = {
  'POST /api/ouvert': {
    resume: 'Ouvert à tous.',
    ouvert: true,
    corps: z.object({
      nom: z.string().min(2).max(10),
      age: z.number().int().max(150),
      genre: z.enum(['a', 'b']),
      liste: z.array(z.string()).max(2).default([]),
    }),
    reponses: { 201: z.object({ nom: z.string() }) },
  },
  'GET /api/prive/:id': { resume: 'Sous session.', reponses: { 200: z.object({ id: z.string() }) } },
  'PUT /api/prive/:id': {
    resume: 'Écrit.',
    corps: z.object({ nom: z.string() }),
    reponses: { 200: z.object({}) },
  },
  'DELETE /api/prive/:id': { resume: 'Efface.', reponses: { 204: z.undefined() } },
  'POST /api/depot': {
    resume: 'Reçoit 100 000 octets au plus.',
    ouvert: true,
    flux: 'corps',
    reponses: { 201: z.object({ taille: z.number() }) },
  },
  'GET /api/panne': { resume: 'Tombe en panne.', ouvert: true, reponses: { 200: z.object({}) } },
} as const satisfies Contrat;

const gestionnaires: Gestionnaires<typeof contrat, string> = {
  'POST /api/ouvert': async ({ corps }) => ({ nom: corps.nom }),
  'GET /api/prive/:id': async ({ params, agent }) => ({ id: `${agent}:${params.id}` }),
  'PUT /api/prive/:id': async () => ({}),
  'DELETE /api/prive/:id': async () => undefined,
  'POST /api/depot': async ({ brute }) => {
    let taille = 0;
    for await (const morceau of brute.body as AsyncIterable<Uint8Array>) {
      taille += morceau.length;
      if (taille > 100_000) throw refuser(413, 'trop-volumineux', 'Ce fichier est trop grand.');
    }
    return { taille };
  },
  'GET /api/panne': async () => {
    throw new Error('mot de passe postgres://secret@base');
  },
};

/** Un serveur d'essai ; `consignes` recoit ce qu'il ecrit au journal. */
export async function serveurDEssai(
  reglages: Partial<ReglagesServeur> = {},
  consignes: { readonly message: string; readonly details: { readonly [cle: string]: unknown } }[] = [],
) {
  const app = await creerServeur({
    titre: 'Essai',
    origine: ORIGINE,
    origineAgent: 'http://127.0.0.1:18790',
    consigner: (_niveau, message, details) => consignes.push({ message, details }),
    ...reglages,
  });
  monter(app, contrat, gestionnaires, async (demande) => {
    const session = demande.cookies['session'];
    if (session === undefined) throw refuser(401, 'session-absente', 'Connectez-vous avec votre carte.');
    return session;
  });
  return app;
}
