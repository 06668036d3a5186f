import type { Duree, Peine } from './contract.ts';

const SOURCE =
  'Code pénal, version consolidée d’avril 2026 ; les versions antérieures à 2020 ne sont pas reprises';
const DEPUIS = '2020-03-24';
const AUCUN = [] as const;
const SIMPLE = ['simple'] as const;

type Ligne = Pick<Peine, 'code' | 'libelle' | 'genre' | 'mesure' | 'article'> & Partial<Peine>;

const ligne = (peine: Ligne): Peine => ({
  minimum: null,
  maximum: null,
  sursis: AUCUN,
  validiteDebut: DEPUIS,
  validiteFin: null,
  aVerifier: false,
  source: SOURCE,
  ...peine,
});

const duree = (ans: number, mois = 0, jours = 0): Duree => ({ ans, mois, jours });
const complementaire = (code: string, libelle: string, article: string, suite: Partial<Peine> = {}): Peine =>
  ligne({ code, libelle, genre: 'complementaire', mesure: 'duree', article, sursis: SIMPLE, ...suite });

/**
 * Peines correctionnelles des personnes physiques. `minimum` et `maximum` : bornes de la peine elle-meme, quel que soit le
 * delit (celles de l'infraction sont dans `peines-encourues.ts`). Une peine change en changeant sa ligne ; une peine nouvelle est une ligne.
 */
export const PEINES: readonly Peine[] = [
  ligne({
    code: 'emprisonnement',
    libelle: 'Emprisonnement',
    genre: 'principale',
    mesure: 'duree',
    // Dix ans au plus (131-4), doubles en recidive (132-10).
    maximum: { duree: duree(20) },
    sursis: ['simple', 'probatoire'],
    article: '131-3 1°, 131-4 et 132-10 CP',
  }),
  ligne({
    code: 'amende',
    libelle: 'Amende',
    genre: 'principale',
    mesure: 'euros',
    sursis: SIMPLE,
    article: '131-3 4° CP',
  }),
  ligne({
    code: 'jours-amende',
    libelle: 'Jours-amende',
    genre: 'alternative',
    mesure: 'jours-amende',
    minimum: { nombre: 1 },
    maximum: { nombre: 360, montant: 1_000 },
    sursis: SIMPLE,
    article: '131-5 CP',
  }),
  ligne({
    code: 'tig',
    libelle: 'Travail d’intérêt général',
    genre: 'alternative',
    mesure: 'heures',
    minimum: { nombre: 20 },
    maximum: { nombre: 400 },
    article: '131-8 CP',
  }),
  ligne({
    code: 'ddse',
    libelle: 'Détention à domicile sous surveillance électronique',
    genre: 'alternative',
    mesure: 'duree',
    minimum: { duree: duree(0, 0, 15) },
    maximum: { duree: duree(0, 6) },
    article: '131-4-1 CP',
  }),
  ligne({
    code: 'stage',
    libelle: 'Stage',
    genre: 'alternative',
    mesure: 'duree',
    maximum: { duree: duree(0, 1) },
    article: '131-5-1 CP',
  }),
  ligne({
    code: 'sanction-reparation',
    libelle: 'Sanction-réparation',
    genre: 'alternative',
    mesure: 'aucune',
    article: '131-8-1 CP',
  }),
  complementaire('suspension-permis', 'Suspension du permis de conduire', '131-6 1° CP', {
    genre: 'alternative',
    maximum: { duree: duree(5) },
  }),
  complementaire(
    'annulation-permis',
    'Annulation du permis de conduire, interdiction d’en solliciter un nouveau',
    '131-6 3° CP',
    { genre: 'alternative', maximum: { duree: duree(5) } },
  ),
  complementaire('interdiction-arme', 'Interdiction de détenir ou porter une arme', '131-6 6° CP', {
    maximum: { duree: duree(5) },
  }),
  complementaire('interdiction-paraitre', 'Interdiction de paraître', '131-6 12° CP', {
    maximum: { duree: duree(3) },
  }),
  complementaire('interdiction-contact', 'Interdiction d’entrer en relation', '131-6 14° CP', {
    maximum: { duree: duree(3) },
  }),
  complementaire(
    'interdiction-droits',
    'Interdiction des droits civiques, civils et de famille',
    '131-26 CP',
    { maximum: { duree: duree(5) } },
  ),
  complementaire(
    'interdiction-activite',
    'Interdiction d’exercer une activité professionnelle',
    '131-27 CP',
    {
      maximum: { duree: duree(5) },
      source: `${SOURCE}. L’interdiction définitive se dit dans les précisions`,
    },
  ),
  complementaire('interdiction-sejour', 'Interdiction de séjour', '131-31 CP', {
    maximum: { duree: duree(5) },
  }),
  complementaire('interdiction-territoire', 'Interdiction du territoire français', '131-30 CP', {
    maximum: { duree: duree(10) },
    aVerifier: true,
    source: 'Deux versions de 131-30 coexistent dans la source relue : vérifiez avant d’appliquer',
  }),
  complementaire('confiscation', 'Confiscation', '131-21 CP', { mesure: 'aucune', sursis: AUCUN }),
  complementaire('affichage', 'Affichage ou diffusion de la décision', '131-35 CP', {
    sursis: AUCUN,
    maximum: { duree: duree(0, 2) },
  }),
];

/** Les peines en vigueur le jour donne (AAAA-MM-JJ). */
export const peinesEnVigueur = (jour: string): readonly Peine[] =>
  PEINES.filter(
    ({ validiteDebut, validiteFin }) =>
      validiteDebut <= jour && (validiteFin === null || jour <= validiteFin),
  );
