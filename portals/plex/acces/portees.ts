/** Ce qu'un jeton permet, tel que montre. */
export const PORTEES = {
  consulter: 'consulter les dépôts et leurs récépissés',
  telecharger: 'prendre les fichiers',
  deposer: 'déposer en retour',
} as const;

export type Portee = keyof typeof PORTEES;
export const TOUTES: readonly Portee[] = ['consulter', 'telecharger', 'deposer'];
