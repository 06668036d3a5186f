/** Remise faite sur le poste de l'agent, sans tablette : le code passe par la memoire, jamais par l'adresse. */
export type SurCePoste = { readonly code: string; readonly idj: string; readonly acteId: string };

let enAttente: SurCePoste | undefined;

/** Garde la remise pour la page qui s'ouvre. */
export function partirSurCePoste(remise: SurCePoste): void {
  enAttente = remise;
}

/** Rend la remise, une fois. */
export function prendreSurCePoste(): SurCePoste | undefined {
  const prise = enAttente;
  enAttente = undefined;
  return prise;
}
