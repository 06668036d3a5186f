import type { Contenu } from './contenu.ts';

const prefixe = 'ppn.brouillon.';

const estContenu = (valeur: unknown): valeur is Contenu =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

/** Texte garde sur ce poste pour un acte (coupure, navigateur ferme) ; rien si tout est au service. */
export const lireGarde = (acteId: string): Contenu | undefined => {
  try {
    const lu: unknown = JSON.parse(localStorage.getItem(prefixe + acteId) ?? 'null');
    return estContenu(lu) ? lu : undefined;
  } catch {
    return undefined;
  }
};

/** Garde ou oublie le texte d'un acte ; un stockage plein n'empeche pas d'enregistrer au service. */
export const garder = (acteId: string, contenu: Contenu | undefined): void => {
  try {
    if (contenu === undefined) localStorage.removeItem(prefixe + acteId);
    else localStorage.setItem(prefixe + acteId, JSON.stringify(contenu));
  } catch {
    // La garde locale est une seconde chance : le service reste la reference.
  }
};
