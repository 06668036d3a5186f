/** Etats d'un document ou d'une demande, en mots. */
export const ETATS = {
  'en-cours': { libelle: 'en cours', ton: 'info' },
  signe: { libelle: 'signé par tous', ton: 'succes' },
  refuse: { libelle: 'refusé', ton: 'danger' },
  retire: { libelle: 'retiré', ton: 'neutre' },
} as const;
