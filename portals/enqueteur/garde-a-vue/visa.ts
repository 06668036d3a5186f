import { texte, type Precision } from './precisions.ts';

/** Visa du registre par le chef de l'unite, tel qu'il est a cette heure. */
export const precisionDeVisa = (nom: string): Precision => ({
  titre: `Viser le registre de ${nom}`,
  champs: [texte('observations', 'Observations (facultatives)')],
  bouton: () => 'Viser le registre',
  composer: ({ observations = '' }) => ({
    type: 'visa-du-registre',
    libelle: 'Registre visé',
    donnees: { observations: observations.trim() },
  }),
});
