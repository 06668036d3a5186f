import { expect, test } from 'vitest';
import {
  calculerLesVoies,
  type JugementARecourir,
  type RecoursForme,
  sortPour,
  type Voie,
} from './recours.ts';

const voie = (changements: Partial<Voie> & Pick<Voie, 'code' | 'qui'>): Voie => ({
  libelle: '',
  valeur: 10,
  unite: 'jours',
  franc: false,
  depart: 'prononce',
  condition: 'toujours',
  article: '',
  aVerifier: false,
  note: '',
  ...changements,
});
const VOIES: readonly Voie[] = [
  voie({
    code: 'appel-prevenu',
    qui: 'prevenu',
    depart: 'prononce-ou-signification',
    condition: 'sauf-defaut',
  }),
  voie({ code: 'appel-partie-civile', qui: 'partie-civile', depart: 'prononce-ou-signification' }),
  voie({ code: 'appel-procureur', qui: 'procureur' }),
  voie({ code: 'appel-procureur-general', qui: 'procureur-general', valeur: 20, condition: 'condamnation' }),
  voie({ code: 'appel-incident', qui: 'autres-parties', valeur: 5, depart: 'premier-appel' }),
  voie({ code: 'opposition', qui: 'prevenu', depart: 'signification', condition: 'defaut' }),
];
/** Prononce le lundi 23 novembre 2026. */
const jugement = (changements: Partial<JugementARecourir> = {}): JugementARecourir => ({
  prononceLe: '2026-11-23',
  parties: [partie()],
  recours: [],
  ...changements,
});
const partie = (changements = {}) => ({
  personne: 'lucas',
  qualite: 'prevenu' as const,
  jugement: 'contradictoire' as const,
  condamnee: true,
  horsMetropole: false,
  signifieLe: '',
  ...changements,
});
const appel = (changements: Partial<RecoursForme> = {}): RecoursForme => ({
  recours: 'appel',
  auteur: 'prevenu',
  personne: 'lucas',
  le: '2026-12-02',
  portee: 'tout',
  ...changements,
});
const echeances = (rendu: JugementARecourir, le = '2026-11-24') =>
  Object.fromEntries(
    calculerLesVoies(rendu, VOIES, le).map(({ voie: { code }, etat, echeance }) => [
      code,
      `${etat} ${echeance}`,
    ]),
  );
const sort = (rendu: JugementARecourir, le: string, execution = false) =>
  sortPour('lucas', calculerLesVoies(rendu, VOIES, le), { execution }).etat;

test('l’appel se compte dix jours du prononcé contradictoire, vingt pour le procureur général', () => {
  expect(echeances(jugement())).toEqual({
    'appel-prevenu': 'ouverte 2026-12-03',
    'appel-procureur': 'ouverte 2026-12-03',
    // Le 13 decembre est un dimanche : proroge au lundi (801).
    'appel-procureur-general': 'ouverte 2026-12-14',
  });
});

test('un jugement à signifier n’est définitif pour personne tant qu’il ne l’est pas', () => {
  const rendu = jugement({ parties: [partie({ jugement: 'a-signifier' })] });
  expect(echeances(rendu)['appel-prevenu']).toBe('attend-signification ');
  expect(sort(rendu, '2027-06-01')).toBe('a-signifier');
  const signifie = jugement({ parties: [partie({ jugement: 'a-signifier', signifieLe: '2026-12-10' })] });
  expect(echeances(signifie)['appel-prevenu']).toBe('ouverte 2026-12-21');
});

test('par défaut, c’est l’opposition qui court, de la signification', () => {
  const rendu = jugement({ parties: [partie({ jugement: 'defaut', signifieLe: '2026-12-01' })] });
  expect(Object.keys(echeances(rendu))).toContain('opposition');
  expect(echeances(rendu)).not.toHaveProperty('appel-prevenu');
  expect(echeances(rendu)['opposition']).toBe('ouverte 2026-12-11');
});

test('le premier appel ouvre l’appel incident, jamais moins de cinq jours après le délai principal', () => {
  const rendu = jugement({ recours: [appel()] });
  expect(echeances(rendu, '2026-12-04')).toMatchObject({
    'appel-prevenu': 'exercee 2026-12-03',
    'appel-procureur': 'expiree 2026-12-03',
    'appel-incident': 'ouverte 2026-12-08',
  });
  const general = jugement({
    recours: [appel({ auteur: 'procureur-general', personne: '', le: '2026-12-14' })],
  });
  expect(echeances(general)['appel-incident']).toBe('ouverte 2026-12-21');
});

test('exécutoire au bout de dix jours, définitif au bout de vingt : le délai du procureur général n’arrête pas la peine (708)', () => {
  expect(sort(jugement(), '2026-12-03', true)).toBe('delais-en-cours');
  expect(sort(jugement(), '2026-12-04', true)).toBe('definitif');
  expect(sort(jugement(), '2026-12-04')).toBe('delais-en-cours');
  expect(sort(jugement(), '2026-12-15')).toBe('definitif');
});

test('un appel suspend tout pour qui l’a formé ; celui du procureur, pour tous ; une relaxe n’ouvre pas vingt jours', () => {
  const deux = (recours: readonly RecoursForme[]) =>
    jugement({ parties: [partie(), partie({ personne: 'bea' })], recours });
  const pour = (personne: string, rendu: JugementARecourir) =>
    sortPour(personne, calculerLesVoies(rendu, VOIES, '2027-01-04'), { execution: false }).etat;
  expect(pour('lucas', deux([appel()]))).toBe('recours-en-cours');
  expect(pour('bea', deux([appel()]))).toBe('definitif');
  expect(pour('bea', deux([appel({ auteur: 'procureur', personne: '' })]))).toBe('recours-en-cours');
  expect(echeances(jugement({ parties: [partie({ condamnee: false })] }))).not.toHaveProperty(
    'appel-procureur-general',
  );
});
