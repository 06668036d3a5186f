import type { Agent } from '@ppn/habilitation';

/** L'agent, tel que le fait le garde. */
export const parDe = ({ matricule, prenom, nom }: Agent): { matricule: string; nom: string } => ({
  matricule,
  nom: `${prenom} ${nom.toLocaleUpperCase('fr')}`,
});
