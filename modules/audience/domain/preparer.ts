/** Ce qu'on sait d'une affaire avant son audience. */
export type AffaireAPreparer = {
  /** Sort du pli qui porte la decision a l'unite ; `absent` : aucun n'est parti. */
  readonly pli: 'accuse' | 'en-attente' | 'refuse' | 'absent';
  /** Actes du dossier qui prouvent que la personne est convoquee (signification, notification, proces-verbal). */
  readonly convocations: number;
  readonly bulletin: boolean;
  readonly incidents: number;
  readonly cotesLibres: number;
  readonly copies: number;
};

/** Un point de preparation. */
export type Point = {
  readonly quoi: 'convocation' | 'bulletin' | 'cotes' | 'copie' | 'incidents';
  readonly etat: 'pret' | 'a-verifier' | 'manque';
  readonly phrase: string;
};

const PLIS: { readonly [sort in AffaireAPreparer['pli']]: Pick<Point, 'etat' | 'phrase'> } = {
  accuse: { etat: 'a-verifier', phrase: 'Convocation chez l’unité, remise pas encore prouvée au dossier' },
  'en-attente': { etat: 'a-verifier', phrase: 'Convocation en route vers l’unité' },
  refuse: { etat: 'manque', phrase: 'L’unité a refusé le pli de la convocation' },
  absent: { etat: 'manque', phrase: 'Aucune convocation n’est partie' },
};

/** Est-ce pret ? La machine dit ce qu'elle voit au dossier, le greffier juge du reste. */
export function preparer(affaire: AffaireAPreparer): readonly Point[] {
  return [
    affaire.convocations > 0
      ? { quoi: 'convocation', etat: 'pret', phrase: 'Convocation remise, la preuve est au dossier' }
      : { quoi: 'convocation', ...PLIS[affaire.pli] },
    affaire.bulletin
      ? { quoi: 'bulletin', etat: 'pret', phrase: 'Bulletin n° 1 au dossier' }
      : { quoi: 'bulletin', etat: 'manque', phrase: 'Aucun bulletin n° 1 au dossier' },
    affaire.cotesLibres === 0
      ? { quoi: 'cotes', etat: 'pret', phrase: 'Cotation certifiée' }
      : {
          quoi: 'cotes',
          etat: 'a-verifier',
          phrase: `${affaire.cotesLibres} ${affaire.cotesLibres > 1 ? 'pièces pas encore certifiées' : 'pièce pas encore certifiée'}`,
        },
    affaire.copies > 0
      ? { quoi: 'copie', etat: 'pret', phrase: 'Copie du dossier préparée pour la défense' }
      : { quoi: 'copie', etat: 'a-verifier', phrase: 'Aucune copie préparée pour la défense' },
    ...(affaire.incidents === 0
      ? []
      : [
          {
            quoi: 'incidents' as const,
            etat: 'manque' as const,
            phrase: `${affaire.incidents} ${affaire.incidents > 1 ? 'incidents' : 'incident'} au dossier`,
          },
        ]),
  ];
}

/** Vrai si rien ne manque. */
export const estPrete = (points: readonly Point[]): boolean => points.every(({ etat }) => etat !== 'manque');
