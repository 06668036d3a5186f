/** Une regle datee de l'echange de fichiers. `aVerifier` : le texte a relire avant de s'y fier. */
export type RegleDeTransfert = {
  readonly id: 'duree' | 'journal' | 'avis' | 'reception' | 'personne' | 'rappels' | 'conservation';
  readonly depuis: string;
  readonly jusqua: string | null;
  readonly article: string;
  readonly valeur: string;
  readonly aVerifier: boolean;
};

/**
 * Ce que les textes fixent. L'arrete du 24 octobre 2019 (JORF du 3 novembre 2019) n'a ete relu que dans sa premiere version,
 * jusqu'a l'article 10 ; il est modifie par un arrete du 29 aout 2025, en vigueur le 1er septembre 2025.
 */
export const REGLES_DE_TRANSFERT: readonly RegleDeTransfert[] = [
  {
    id: 'duree',
    depuis: '2019-11-04',
    jusqua: null,
    article: 'arrêté du 24 octobre 2019, art. 8',
    valeur: 'conservation choisie par le déposant, de 1 à 30 jours, puis suppression automatique',
    aVerifier: true,
  },
  {
    id: 'journal',
    depuis: '2019-11-04',
    jusqua: null,
    article: 'arrêté du 24 octobre 2019, art. 7 et 9',
    valeur:
      'courriels de l’expéditeur et du destinataire ; date, à la seconde, de l’identification, de la mise à disposition, du téléchargement et de la suppression ; empreinte SHA-256 ; taille',
    aVerifier: true,
  },
  {
    id: 'avis',
    depuis: '2019-11-04',
    jusqua: null,
    article: 'arrêté du 24 octobre 2019, art. 10 ; art. 748-3 CPC',
    valeur:
      'l’avis électronique de mise à disposition, ou de réception, tient lieu de visa, cachet et signature',
    aVerifier: true,
  },
  {
    id: 'reception',
    depuis: '2019-11-04',
    jusqua: null,
    article: 'A.53-9 CPP ; art. 748-3 CPC',
    valeur: 'mise à disposition, établie par l’avis adressé au destinataire',
    aVerifier: true,
  },
  {
    id: 'personne',
    depuis: '2020-06-24',
    jusqua: null,
    article: '803-1, II CPP',
    valeur:
      'à une personne qui n’est pas un professionnel, seulement si elle y a consenti expressément, au cours de la procédure, pour ce canal',
    aVerifier: true,
  },
  {
    id: 'conservation',
    depuis: '2026-01-01',
    jusqua: null,
    article: 'arrêté du 24 octobre 2019, art. 8 ; modulation : règle de la plate-forme',
    valeur:
      'de 1 à 30 jours, au plus ce que les quatre cinquièmes de la capacité permettent de garder au rythme des entrées ; jamais moins que ce qui est promis',
    aVerifier: true,
  },
  {
    id: 'rappels',
    depuis: '2026-01-01',
    jusqua: null,
    article: 'aucun texte : règle de la plate-forme',
    valeur: 'rappels deux et huit jours après le dépôt, puis deux jours avant l’échéance',
    aVerifier: false,
  },
];

/** La regle en vigueur ce jour (AAAA-MM-JJ) ; lance si aucune : c'est un defaut de la table. */
export function regleDeTransfert(id: RegleDeTransfert['id'], jour: string): RegleDeTransfert {
  const regle = REGLES_DE_TRANSFERT.find(
    (ligne) => ligne.id === id && ligne.depuis <= jour && (ligne.jusqua === null || jour <= ligne.jusqua),
  );
  if (regle === undefined) throw new RangeError(`Aucune règle « ${id} » au ${jour}.`);
  return regle;
}
