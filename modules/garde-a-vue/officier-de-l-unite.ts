import type { Agent } from '@ppn/habilitation/contract';

/** Vrai si l'annuaire nomme ainsi un officier de cette unite : a lui seul une mesure se confie. Pure. */
export const officierDeLUnite = (
  suivant: Agent | undefined,
  { nom, unite }: { readonly nom: string; readonly unite: string },
): boolean =>
  suivant !== undefined &&
  (suivant.qualite === 'opj' || suivant.qualite === 'chef-unite') &&
  suivant.rattachement.code === unite &&
  nom === `${suivant.prenom} ${suivant.nom}`;
