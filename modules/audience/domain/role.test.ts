import { expect, test } from 'vitest';
import { heuresDAppel, heurtsDeLAffaire, heurtsDeLaSeance } from './heurts.ts';
import { estPrete, preparer } from './preparer.ts';

const PRETE = {
  pli: 'accuse',
  convocations: 1,
  bulletin: true,
  incidents: 0,
  cotesLibres: 0,
  copies: 1,
} as const;

test('une affaire est prête quand la convocation est prouvée et que rien ne manque', () => {
  expect(estPrete(preparer(PRETE))).toBe(true);
  expect(preparer({ ...PRETE, convocations: 0 })[0]).toEqual({
    quoi: 'convocation',
    etat: 'a-verifier',
    phrase: 'Convocation chez l’unité, remise pas encore prouvée au dossier',
  });
});

test('un pli refusé, un bulletin absent, un incident : l’affaire n’est pas prête', () => {
  for (const defaut of [{ pli: 'refuse', convocations: 0 }, { bulletin: false }, { incidents: 2 }] as const)
    expect(estPrete(preparer({ ...PRETE, ...defaut }))).toBe(false);
});

test('deux audiences dans la même salle à la même heure se heurtent, l’une après l’autre non', () => {
  const matin = { id: 'a', salle: 'Salle A', debut: 540, duree: 180, prises: 60 };
  const midi = { ...matin, id: 'b', debut: 660 };
  expect(heurtsDeLaSeance(matin, [matin, midi]).map(({ phrase }) => phrase)).toEqual([
    'Salle A est aussi prise à 11 h 00 par une autre audience',
  ]);
  expect(heurtsDeLaSeance(matin, [{ ...midi, debut: 720 }])).toEqual([]);
  expect(heurtsDeLaSeance({ ...matin, prises: 200 }, [])[0]?.genre).toBe('charge');
});

test('la même personne attendue ailleurs le même jour se voit ; sans date de naissance, rien ne rapproche', () => {
  const affaire = { idj: '1', audience: 'a', personnes: [{ nom: 'DUPUIS Lucas', neLe: '1994-05-17' }] };
  expect(heurtsDeLAffaire(affaire, [affaire, { ...affaire, idj: '2', audience: 'b' }])).toHaveLength(1);
  const inconnu = { ...affaire, personnes: [{ nom: 'DUPUIS Lucas', neLe: '' }] };
  expect(heurtsDeLAffaire(inconnu, [{ ...inconnu, idj: '2' }])).toEqual([]);
});

test('les heures d’appel s’ajoutent dans l’ordre du rôle', () => {
  expect(heuresDAppel(540, [30, 45, 20])).toEqual(['09:00', '09:30', '10:15']);
});
