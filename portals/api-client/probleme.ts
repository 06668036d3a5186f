import type { Result } from '@ppn/core';
import type { Probleme } from '@ppn/http/contrat';

export type { Probleme, Result };

/** Le service n'a pas repondu (reseau coupe, service arrete) : `status` 0, code `injoignable`. */
export const injoignable: Probleme = {
  type: 'about:blank',
  title: 'Service injoignable',
  status: 0,
  code: 'injoignable',
  detail: 'Le service ne répond pas. Votre saisie est gardée sur ce poste ; réessayez dans un instant.',
};

/** Vrai si le refus dit que la session n'existe plus (401). */
export const sessionPerdue = (probleme: Probleme): boolean => probleme.status === 401;

/** Lit un probleme RFC 9457 ; une reponse d'erreur sans corps lisible devient un probleme de meme statut. */
export function lireProbleme(status: number, corps: unknown): Probleme {
  if (estProbleme(corps)) return corps;
  return {
    type: 'about:blank',
    title: 'Erreur du service',
    status,
    code: 'erreur-du-service',
    detail: `Le service a répondu par une erreur (${status}). Réessayez ; si elle persiste, signalez l’heure au support.`,
  };
}

function estProbleme(valeur: unknown): valeur is Probleme {
  if (typeof valeur !== 'object' || valeur === null) return false;
  return (
    'code' in valeur &&
    typeof valeur.code === 'string' &&
    'detail' in valeur &&
    typeof valeur.detail === 'string'
  );
}
