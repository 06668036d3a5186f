import { contratDelegations } from '@ppn/annuaire-externe/contract';
import { contratJetons } from '@ppn/moyens-acces/contract';
import { contratConnexion } from '@ppn/habilitation/contract';
import { contratTransfert, correspondant } from '@ppn/transfert/contract';
import * as z from 'zod';

/** Session d'un auxiliaire de justice. */
export const sessionExterne = z.object({
  personne: correspondant,
  ouverteA: z.string(),
  expireA: z.string(),
  adresseAgentPoste: z.string(),
});

/** Connexion par carte ou cle certifiee : le meme defi que celui des agents. */
export const contratConnexionExterne = {
  'POST /api/session/defi': contratConnexion['POST /api/session/defi'],
  'POST /api/session': {
    ...contratConnexion['POST /api/session'],
    reponses: { 201: sessionExterne },
  },
  'GET /api/session': { resume: 'La session en cours.', reponses: { 200: sessionExterne } },
  'DELETE /api/session': contratConnexion['DELETE /api/session'],
} as const;

/** Tout ce que PLEX sert sous `/api`. Les octets ont leurs adresses, comme dans PLINE. */
export const contratPlex = {
  ...contratConnexionExterne,
  ...contratTransfert,
  ...contratDelegations,
  ...contratJetons,
} as const;
