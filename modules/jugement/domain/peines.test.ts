import { expect, test } from 'vitest';
import { ecrireDuree } from './duree.ts';
import { jugerUnePeine, type PeineDecrite, type PeinePrononcee } from './peines.ts';

const PRISON: PeineDecrite = {
  libelle: 'Emprisonnement',
  mesure: 'duree',
  minimum: null,
  maximum: { duree: { ans: 20, mois: 0, jours: 0 } },
  sursis: ['simple', 'probatoire'],
  article: '131-4 CP',
  aVerifier: false,
};
const TIG: PeineDecrite = {
  ...PRISON,
  libelle: 'TIG',
  mesure: 'heures',
  minimum: { nombre: 20 },
  maximum: { nombre: 400 },
  sursis: [],
};
const VOL = { mois: 36, amende: 45_000, article: '311-3 CP', aVerifier: false };
const mois = (nombre: number) => ({ ans: 0, mois: nombre, jours: 0 });
const prison = (changements: Partial<PeinePrononcee>): PeinePrononcee => ({
  code: 'emprisonnement',
  duree: mois(8),
  nombre: null,
  montant: null,
  sursis: 'aucun',
  dureeSursis: null,
  probationMois: null,
  amenagement: 'aucun',
  ...changements,
});
const genres = (peine: PeinePrononcee, decrite = PRISON, encourue: typeof VOL | undefined = VOL) =>
  jugerUnePeine(peine, decrite, encourue).map(({ genre, article }) => `${genre} ${article}`);

test('une peine dans ses bornes ne demande rien ; sans quantum elle se refuse', () => {
  expect(genres(prison({}))).toEqual([]);
  expect(genres(prison({ duree: null }))).toEqual(['refus 131-4 CP']);
  expect(genres(prison({ duree: mois(0) }))).toEqual(['refus 131-4 CP']);
});

test('au-delà de l’encouru, la récidive doit être dite ; sans maximum connu, cela se voit', () => {
  expect(genres(prison({ duree: mois(37) }))).toEqual(['attention 132-10 CP']);
  expect(jugerUnePeine(prison({}), PRISON, undefined).map(({ genre }) => genre)).toEqual(['information']);
  expect(genres(prison({ duree: { ans: 21, mois: 0, jours: 0 } }))).toContain('refus 131-4 CP');
});

test('un mois ferme ou moins ne peut pas être prononcé ; six mois s’aménagent (132-19, 132-25)', () => {
  expect(genres(prison({ duree: mois(1) }))).toEqual(['refus 132-19 al. 1 CP']);
  expect(genres(prison({ duree: mois(1), sursis: 'simple' }))).toEqual([]);
  expect(genres(prison({ duree: mois(6) }))).toEqual(['attention 132-19 al. 3 et 132-25 CP']);
  expect(genres(prison({ duree: mois(6), amenagement: 'ddse' }))).toEqual([]);
  expect(genres(prison({ duree: mois(8), sursis: 'simple', dureeSursis: mois(7) }))).toEqual([
    'refus 132-19 al. 1 CP',
  ]);
});

test('le sursis a ses bornes : cinq ans, une part qui tient dans la peine, une probation de douze mois à trois ans', () => {
  const encourue = { ...VOL, mois: 120 };
  expect(genres(prison({ duree: mois(61), sursis: 'simple' }), PRISON, encourue)).toEqual([
    'refus 132-31 CP',
    'refus 132-31 CP',
  ]);
  expect(genres(prison({ sursis: 'simple', dureeSursis: mois(9) }))).toEqual(['refus 132-31 CP']);
  expect(genres(prison({ sursis: 'probatoire', probationMois: 11 }))).toEqual(['refus 132-42 CP']);
  expect(genres(prison({ sursis: 'probatoire', probationMois: 24 }))).toEqual([]);
  expect(genres(prison({ sursis: 'probatoire', probationMois: 48 }))).toEqual(['attention 132-42 CP']);
  expect(genres(prison({ code: 'tig', nombre: 105, sursis: 'simple' }), TIG)).toEqual([
    'refus 132-31 et 132-41 CP',
  ]);
});

test('un travail d’intérêt général tient entre vingt et quatre cents heures (131-8)', () => {
  const tig = (nombre: number) => genres(prison({ code: 'tig', duree: null, nombre }), TIG);
  expect([19, 20, 400, 401].map((heures) => tig(heures).length)).toEqual([1, 0, 0, 1]);
});

test('une durée s’écrit comme elle se dit', () => {
  expect(ecrireDuree({ ans: 1, mois: 6, jours: 1 })).toBe('1 an, 6 mois et 1 jour');
  expect(ecrireDuree({ ans: 0, mois: 8, jours: 0 })).toBe('8 mois');
});
