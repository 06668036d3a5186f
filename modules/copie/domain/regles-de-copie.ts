/** Pourquoi une piece ne part pas dans une copie. */
export type MotifDExclusion =
  | 'piece-retiree'
  | 'signature-en-attente'
  | 'piece-alteree'
  | 'occultation-attendue'
  | 'identite-protegee'
  | 'pv-distinct'
  | 'dup-mineur'
  | 'acte-laisse';

/** Une regle datee. `aVerifier` : le texte a relire avant de s'y fier. */
export type RegleDeCopie = {
  readonly id: MotifDExclusion;
  readonly depuis: string;
  readonly jusqua: string | null;
  readonly article: string;
  readonly phrase: string;
  readonly aVerifier: boolean;
};

const SANS_TEXTE = 'aucun texte : règle de la plate-forme';

/** Ce qui reste hors d'une copie, et pourquoi. Les articles des compartiments viennent d'une note d'etude : a relire. */
export const REGLES_DE_COPIE: readonly RegleDeCopie[] = [
  {
    id: 'piece-retiree',
    depuis: '1994-03-01',
    jusqua: null,
    article: '174 CPP',
    phrase: 'annulée et retirée du dossier : elle est classée au greffe',
    aVerifier: true,
  },
  {
    id: 'signature-en-attente',
    depuis: '2026-01-01',
    jusqua: null,
    article: SANS_TEXTE,
    phrase: 'sa signature attend son horodatage : elle ne peut pas encore être dite signée',
    aVerifier: false,
  },
  {
    id: 'piece-alteree',
    depuis: '2026-01-01',
    jusqua: null,
    article: SANS_TEXTE,
    phrase: 'ne correspond plus à son empreinte : un incident est ouvert',
    aVerifier: false,
  },
  {
    id: 'occultation-attendue',
    depuis: '2026-01-01',
    jusqua: null,
    article: SANS_TEXTE,
    phrase: 'attend son occultation : versez la version occultée, ou levez la réserve',
    aVerifier: false,
  },
  {
    id: 'identite-protegee',
    depuis: '2002-04-01',
    jusqua: null,
    article: '706-57, 706-58 et 15-4 CPP',
    phrase: 'porte une identité ou une adresse protégée',
    aVerifier: true,
  },
  {
    id: 'pv-distinct',
    depuis: '2004-10-01',
    jusqua: null,
    article: '706-104 CPP',
    phrase: 'est un procès-verbal distinct, hors de la copie des parties',
    aVerifier: true,
  },
  {
    id: 'dup-mineur',
    depuis: '2021-09-30',
    jusqua: null,
    article: 'L.322-8 à L.322-10 CJPM',
    phrase: 'relève du dossier unique de personnalité d’un mineur : copie aux avocats seulement',
    aVerifier: true,
  },
  {
    id: 'acte-laisse',
    depuis: '2026-01-01',
    jusqua: null,
    article: SANS_TEXTE,
    phrase: 'est jointe à un acte laissé hors de la copie',
    aVerifier: false,
  },
];

/** La regle en vigueur ce jour (AAAA-MM-JJ) ; lance si aucune : c'est un defaut de la table. */
export function regleDeCopie(id: MotifDExclusion, jour: string): RegleDeCopie {
  const regle = REGLES_DE_COPIE.find(
    (ligne) => ligne.id === id && ligne.depuis <= jour && (ligne.jusqua === null || jour <= ligne.jusqua),
  );
  if (regle === undefined) throw new RangeError(`Aucune règle « ${id} » au ${jour}.`);
  return regle;
}
