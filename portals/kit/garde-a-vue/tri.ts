import type { LigneDeMesure } from '@ppn/garde-a-vue/contract';
import { bandeDe, msDe, parEcheance } from './durees.ts';

/** Ce que l'ecran ne montre pas s'il ne le porte pas. */
export type Filtres = {
  readonly texte: string;
  readonly unite: string;
  readonly nature: string;
  readonly mineurs: boolean;
  readonly signalees: boolean;
  readonly aDecider: boolean;
  /** Celui qui tient la mesure. */
  readonly opj: string;
  /** Moins de deux heures, ou depassee. */
  readonly pressantes: boolean;
};
export const SANS_FILTRE: Filtres = {
  texte: '',
  unite: '',
  nature: '',
  mineurs: false,
  signalees: false,
  aDecider: false,
  opj: '',
  pressantes: false,
};

const plat = (texte: string): string => texte.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr');

/** Premiere qualification notifiee : la nature de l'affaire. */
export const natureDe = ({ faits }: Pick<LigneDeMesure, 'faits'>): string => faits[0]?.qualification ?? '';

/** Vrai si la mesure porte un incident ou une irregularite. */
export const estSignalee = ({ incidents, irregularites }: LigneDeMesure): boolean =>
  incidents > 0 || irregularites > 0;

/** Les lignes qui passent les filtres, celle qui expire la premiere d'abord. Pure. */
export const trier = (
  lignes: readonly LigneDeMesure[],
  filtres: Filtres,
  maintenant = 0,
): readonly LigneDeMesure[] =>
  lignes
    .filter((ligne) => passe(ligne, filtres) && (!filtres.pressantes || presse(ligne, maintenant)))
    .toSorted(parEcheance);

const presse = ({ echeance }: LigneDeMesure, maintenant: number): boolean =>
  ['rouge', 'depassee'].includes(bandeDe(echeance === null ? null : msDe(echeance) - maintenant));

const passe = (
  ligne: LigneDeMesure,
  { texte, unite, nature, mineurs, signalees, aDecider, opj }: Filtres,
): boolean =>
  (unite === '' || ligne.unite.code === unite) &&
  (opj === '' || ligne.opj === opj) &&
  (nature === '' || natureDe(ligne) === nature) &&
  (!mineurs || ligne.personne.mineure) &&
  (!signalees || estSignalee(ligne)) &&
  (!aDecider || ligne.demande !== null) &&
  (texte === '' || plat(texteDe(ligne)).includes(plat(texte)));

const texteDe = ({ personne, numero, idj, unite, faits, opj }: LigneDeMesure): string =>
  [
    personne.nom,
    personne.prenoms,
    numero,
    idj,
    unite.libelle,
    opj,
    ...faits.map(({ qualification }) => qualification),
  ].join(' ');

/** Valeurs offertes par les filtres, dans l'ordre alphabetique. */
export const choixDe = (lignes: readonly LigneDeMesure[]) => ({
  unites: [...new Map(lignes.map(({ unite }) => [unite.code, unite.libelle]))].toSorted(([, a], [, b]) =>
    a.localeCompare(b, 'fr'),
  ),
  opjs: [...new Set(lignes.map(({ opj }) => opj))]
    .filter((opj) => opj !== '')
    .toSorted((a, b) => a.localeCompare(b, 'fr')),
  natures: [...new Set(lignes.map(natureDe))]
    .filter((nature) => nature !== '')
    .toSorted((a, b) => a.localeCompare(b, 'fr')),
});

/** Combien de mesures par bande, a cet instant. */
export function compterLesBandes(lignes: readonly LigneDeMesure[], maintenant: number) {
  const bandes = lignes.map(({ echeance }) =>
    bandeDe(echeance === null ? null : msDe(echeance) - maintenant),
  );
  const dans = (...voulues: readonly string[]): number => bandes.filter((b) => voulues.includes(b)).length;
  return { depassees: dans('depassee'), rouges: dans('rouge'), oranges: dans('orange') };
}

/** Alarmes dues de la mesure, une par obligation (la derniere), dites avec leur objet. Pure. */
export function alarmesDues(ligne: LigneDeMesure, maintenant: number): LigneDeMesure['alarmes'] {
  const dues = ligne.alarmes.filter(({ a }) => msDe(a) <= maintenant);
  const dernieres = [...new Map(dues.map((alarme) => [obligationDe(alarme.id), alarme])).values()];
  return dernieres.map((alarme) => {
    const libelle = ligne.obligations.find(({ id }) => id === obligationDe(alarme.id))?.libelle;
    const vague = libelle !== undefined && /^(Délai dépassé|Aucune décision)/.test(alarme.phrase);
    return vague ? { ...alarme, phrase: `${libelle} : ${enMinuscule(alarme.phrase)}` } : alarme;
  });
}

const enMinuscule = (phrase: string): string => phrase.slice(0, 1).toLocaleLowerCase('fr') + phrase.slice(1);

/** Une alarme sonnee, avec sa mesure. */
export type AlarmeDeMesure = LigneDeMesure['alarmes'][number] & { readonly ligne: LigneDeMesure };

/** Alarmes dues de toutes ces mesures que `concerne` retient : la fin d'une periode d'abord, puis la plus ancienne. Pure. */
export const alarmesDesMesures = (
  lignes: readonly LigneDeMesure[],
  maintenant: number,
  concerne: (alarme: LigneDeMesure['alarmes'][number]) => boolean,
): readonly AlarmeDeMesure[] =>
  lignes
    .flatMap((ligne) =>
      alarmesDues(ligne, maintenant)
        .filter(concerne)
        .map((alarme) => ({ ...alarme, ligne })),
    )
    .toSorted((a, b) => rangDe(a) - rangDe(b) || msDe(a.a) - msDe(b.a));

/** Une fin de periode, une decision attendue, une comparution passent avant les diligences. */
const rangDe = ({ id }: AlarmeDeMesure): number => (/^(periode|decision|comparution)/.test(id) ? 0 : 1);

/** Celles qui sont montees a la hierarchie, ou plus haut (domaine-penal §2.5.6). */
export const monteeALaHierarchie = ({ niveau }: LigneDeMesure['alarmes'][number]): boolean =>
  niveau === 'hierarchie' || niveau === 'permanence';

const obligationDe = (id: string): string => id.slice(0, id.lastIndexOf('@'));
