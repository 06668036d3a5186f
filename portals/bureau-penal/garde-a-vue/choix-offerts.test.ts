import { expect, test } from 'vitest';
import { choixOfferts } from './choix-offerts.ts';

const PROCHAINE = {
  rang: 2,
  heures: 24,
  autorites: ['jld'],
  presentation: 'exigee',
  visio: true,
  exigences: [],
  forme: 'décision écrite et motivée',
  avant: '2026-11-22T06:00:00+01:00[Europe/Paris]',
  article: '706-88 CPP',
  variantes: [{ heures: 48, article: '706-88 al. 5 CPP' }],
} as const;
const libelles = (...demande: Parameters<typeof choixOfferts>) =>
  choixOfferts(...demande).map(({ libelle }) => libelle);

test('la requête offre les prolongations que le juge décide, et le report que ce régime admet', () => {
  expect(libelles('requete', PROCHAINE, { mesure: { regime: 'criminalite-organisee' } })).toEqual([
    'Requérir 24 h de prolongation',
    'Requérir 48 h de prolongation',
    'Requérir le report de l’avocat jusqu’à la 48e heure',
    'Requérir le report de l’avocat jusqu’à la 72e heure',
  ]);
  expect(
    libelles('requete', { ...PROCHAINE, autorites: ['procureur'] }, { mesure: { regime: 'droit-commun' } }),
  ).toEqual(['Requérir le report de l’avocat jusqu’à la 24e heure']);
});

test('l’accord à une retenue : la durée dite à l’unité d’abord, douze heures au plus, ou le refus', () => {
  const offerts = choixOfferts('accord', null, { heures: 6 });
  expect(offerts.map(({ champs }) => champs['heures'])).toEqual([6, 12, 8, 4, undefined]);
  expect(offerts.at(-1)).toMatchObject({ champs: { sens: 'refuse' }, refus: true });
});
