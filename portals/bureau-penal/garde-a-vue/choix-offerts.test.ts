import { expect, test } from 'vitest';
import { choixOfferts } from './choix-offerts.ts';
import { conditionsDesReports, reportsOfferts } from './reports-offerts.ts';

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

const REPORTS = [
  {
    objet: 'avocat-presence',
    heures: null,
    forme: '',
    article: '63-4-2 al. 3 CPP',
    obstacle: 'Ce magistrat ne peut pas différer l’avocat.',
  },
  {
    objet: 'audition-immediate',
    heures: null,
    forme: 'écrite et motivée',
    article: '63-4-2-1 CPP',
    obstacle: null,
  },
  {
    objet: 'avocat-intervention',
    heures: 72,
    forme: 'écrite et motivée',
    article: '706-88 al. 6 et 7 CPP',
    obstacle: null,
  },
] as const;

test('le report que la requête demande vient d’abord, à sa durée puis au plus long ; l’exclu ne s’offre pas', () => {
  const requise = { requete: { entree: 'r' }, objet: 'avocat-intervention', jusquALHeure: 48 };
  expect(reportsOfferts(REPORTS, requise).map(({ champs }) => champs)).toEqual([
    { objet: 'avocat-intervention', jusquALHeure: 48 },
    { objet: 'avocat-intervention', jusquALHeure: 72 },
    { objet: 'audition-immediate' },
  ]);
  expect(reportsOfferts(REPORTS, { requete: null }).map(({ libelle }) => libelle)).toEqual([
    'Autoriser l’audition sans attendre l’avocat',
    'Différer l’intervention de l’avocat jusqu’à la 72e heure',
  ]);
});

test('chaque report dit sa condition ou ce qui l’exclut, et l’article', () => {
  expect(conditionsDesReports(REPORTS)[0]).toEqual({
    nom: 'Présence aux auditions',
    phrase: 'Ce magistrat ne peut pas différer l’avocat.',
    article: '63-4-2 al. 3 CPP',
    exclu: true,
  });
  expect(conditionsDesReports(REPORTS)[2]).toMatchObject({
    phrase: 'jusqu’à la 72e heure au plus, décision écrite et motivée.',
    exclu: false,
  });
});
