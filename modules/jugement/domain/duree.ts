/** Duree d'une peine, telle qu'elle s'ecrit. */
export type Duree = { readonly ans: number; readonly mois: number; readonly jours: number };

/** De quoi comparer deux durees : un mois pour trente jours, un an pour douze mois. Ne sert qu'a ranger, jamais a dater. */
export const enJours = ({ ans, mois, jours }: Duree): number => (ans * 12 + mois) * 30 + jours;

/** « 3 ans et 6 mois » ; vide si la duree est nulle. */
export function ecrireDuree({ ans, mois, jours }: Duree): string {
  const parties = [
    ans === 0 ? '' : `${ans} ${ans === 1 ? 'an' : 'ans'}`,
    mois === 0 ? '' : `${mois} mois`,
    jours === 0 ? '' : `${jours} ${jours === 1 ? 'jour' : 'jours'}`,
  ].filter((partie) => partie !== '');
  const derniere = parties.pop();
  return derniere === undefined ? '' : [parties.join(', '), derniere].filter((p) => p !== '').join(' et ');
}
