/** Ce que la lecture d'une piece a constate : rien n'est corrige en silence, rien de mineur ne fait rejeter la piece. */
export type CodeDeRemarque =
  | 'donnees-absentes'
  | 'donnees-illisibles'
  | 'donnees-interdites'
  | 'schema-inconnu'
  | 'encodage-corrige'
  | 'entites-doublement-encodees'
  | 'entites-inconnues'
  | 'champs-absents'
  | 'heure-utc-convertie'
  | 'heure-contradictoire'
  | 'heure-illisible'
  | 'valeur-illisible'
  | 'valeur-raccourcie'
  | 'natinf-inconnue'
  | 'qualite-inconnue'
  | 'personne-rapprochee'
  | 'piece-alteree'
  | 'document-chiffre'
  | 'document-abime';

/** `information` : traite, rien a faire ; `attention` : a verifier par l'enqueteur. */
export type Remarque = {
  readonly code: CodeDeRemarque;
  readonly gravite: 'information' | 'attention';
  readonly phrase: string;
};

/** Une information. */
export const information = (code: CodeDeRemarque, phrase: string): Remarque => ({
  code,
  gravite: 'information',
  phrase,
});

/** Un point a verifier. */
export const attention = (code: CodeDeRemarque, phrase: string): Remarque => ({
  code,
  gravite: 'attention',
  phrase,
});
