import { REGLES_D_ORIENTATION, reglesDuMode } from '@ppn/nomenclature';
import { modeDeDecision, type ModeDeDecision } from '@ppn/nomenclature/contract';
import { describe, expect, test } from 'vitest';
import { delaisDAudience } from './delais-d-audience.ts';
import { evaluer } from './evaluer.ts';
import { MODES } from './modes.ts';
import { ageLe, type PersonneADecider, situer } from './situation.ts';

const JOUR = '2026-11-22';
const personne: PersonneADecider = {
  genre: 'physique',
  neLe: '1994-05-17',
  deferee: false,
  avocat: false,
  reconnait: false,
};
const vol = {
  natinf: 7151,
  nature: 'delit',
  reprimeePar: 'ART.311-3, ART.311-14 C.PENAL.',
  debut: '2026-11-20T11:00',
};

/** Le verdict d'une decision ; par defaut : un majeur, un vol simple, en preliminaire. */
const juger = (
  mode: ModeDeDecision,
  {
    qui = {},
    fait = {},
    cadre = 'preliminaire',
    mois = 36,
  }: {
    readonly qui?: Partial<PersonneADecider> | 'inconnue';
    readonly fait?: Partial<typeof vol>;
    readonly cadre?: string;
    readonly mois?: number | 'inconnu';
  } = {},
) =>
  evaluer(
    reglesDuMode(mode, JOUR),
    situer({ ...vol, ...fait }, qui === 'inconnue' ? undefined : { ...personne, ...qui }, {
      cadre,
      peine: mois === 'inconnu' ? undefined : { mois, amende: 45_000 },
    }),
  );
const refus = (...demande: Parameters<typeof juger>) =>
  juger(...demande)
    .raisons.filter(({ effet }) => effet === 'interdit')
    .map(({ condition, article }) => `${condition} (${article})`);

test('chaque décision de la table a ses conditions, et chaque condition son article', () => {
  for (const { mode } of MODES)
    expect(reglesDuMode(modeDeDecision.parse(mode), JOUR).length).toBeGreaterThan(0);
  expect(MODES.map(({ mode }) => mode).toSorted()).toEqual(modeDeDecision.options.toSorted());
  expect(REGLES_D_ORIENTATION.filter(({ article }) => !/(CPP|CJPM)$/.test(article))).toEqual([]);
  expect(new Set(REGLES_D_ORIENTATION.map(({ id }) => id)).size).toBe(REGLES_D_ORIENTATION.length);
  expect(new Set(MODES.map(({ touche }) => touche)).size).toBe(MODES.length);
});

test('la règle est celle du jour de la décision : avant son entrée en vigueur, aucune', () => {
  expect(reglesDuMode('mineur-convocation', '2021-09-29')).toEqual([]);
  expect(reglesDuMode('mineur-convocation', '2021-09-30').length).toBeGreaterThan(0);
});

describe('la comparution immédiate (395 CPP)', () => {
  const deferee = { qui: { deferee: true } } as const;
  test('deux ans encourus hors flagrance, six mois en flagrance', () => {
    expect(refus('comparution-immediate', deferee)).toEqual([]);
    expect(refus('comparution-immediate', { ...deferee, mois: 23 })).toEqual(['peine-minimale (395 CPP)']);
    expect(refus('comparution-immediate', { ...deferee, mois: 6, cadre: 'flagrance' })).toEqual([]);
    expect(refus('comparution-immediate', { ...deferee, mois: 5, cadre: 'flagrance' })).toEqual([
      'peine-minimale-flagrance (395 CPP)',
    ]);
  });
  test('la personne est déférée, majeure, pour un délit', () => {
    expect(refus('comparution-immediate')).toEqual(['deferement (393 CPP)']);
    expect(refus('comparution-immediate', { qui: { deferee: true, neLe: '2008-11-21' } })).toEqual([
      'majeur (397-6 CPP)',
    ]);
    expect(refus('comparution-immediate', { ...deferee, fait: { nature: 'crime' } })).toEqual([
      'nature-delit (395 CPP)',
    ]);
  });
  test('la peine inconnue ne ferme rien : elle se dit', () => {
    const { permis, raisons } = juger('comparution-immediate', { ...deferee, mois: 'inconnu' });
    expect(permis).toBe(true);
    expect(raisons.find(({ condition }) => condition === 'peine-minimale')).toMatchObject({
      effet: 'attention',
      phrase: 'À vérifier, le dossier ne le dit pas : délit puni d’au moins deux ans d’emprisonnement.',
    });
  });
});

test('le délai différé demande un avocat de plus (397-1-1 CPP)', () => {
  expect(refus('comparution-differee', { qui: { deferee: true } })).toEqual(['avocat (397-1-1 CPP)']);
  expect(refus('comparution-differee', { qui: { deferee: true, avocat: true } })).toEqual([]);
});

test('la CRPC suppose un majeur qui reconnaît, hors atteintes à la personne punies de plus de cinq ans', () => {
  const reconnait = { qui: { reconnait: true } } as const;
  const coups = { reprimeePar: 'ART.222-12 AL.1, ART.222-44 C.PENAL.' };
  expect(refus('crpc')).toEqual(['reconnait (495-7 CPP)']);
  expect(refus('crpc', reconnait)).toEqual([]);
  expect(refus('crpc', { ...reconnait, fait: coups, mois: 60 })).toEqual([]);
  expect(refus('crpc', { ...reconnait, fait: coups, mois: 84 })).toEqual([
    'hors-atteintes-graves (495-7 CPP)',
  ]);
  expect(refus('crpc', { qui: { reconnait: true, neLe: '2009-01-01' } })).toEqual(['majeur (495-16 CPP)']);
  const homicide = { reprimeePar: 'ART.221-6 C.PENAL.' };
  expect(refus('crpc', { ...reconnait, fait: homicide })).toEqual([
    'hors-homicide-involontaire (495-16 CPP)',
  ]);
});

test('l’ordonnance pénale suit la liste de 398-1, sans les atteintes aux personnes ni les mineurs', () => {
  expect(refus('ordonnance-penale')).toEqual([]);
  expect(refus('ordonnance-penale', { fait: { reprimeePar: 'ART.L.221-2 C.ROUTE.' } })).toEqual([]);
  expect(
    refus('ordonnance-penale', {
      fait: { reprimeePar: 'ART.L.3421-1 AL.1 C.SANTE.PUB. ART.222-49 AL.1 C.PENAL.' },
    }),
  ).toEqual([]);
  for (const article of ['222-11', '222-13 AL.1', '311-5 AL.1', '226-10 AL.1'])
    expect(refus('ordonnance-penale', { fait: { reprimeePar: `ART.${article} C.PENAL.` } })).toEqual([
      'liste-398-1 (495 II et 398-1 CPP)',
    ]);
  expect(refus('ordonnance-penale', { qui: { neLe: '2008-11-21' } })).toEqual(['majeur (495 III 1° CPP)']);
  const inconnu = juger('ordonnance-penale', { fait: { reprimeePar: '' } });
  expect(inconnu.permis).toBe(true);
});

test('la composition pénale s’arrête à cinq ans, et commence à treize ans d’âge', () => {
  const reconnait = { qui: { reconnait: true } } as const;
  expect(refus('composition-penale', { ...reconnait, mois: 60 })).toEqual([]);
  expect(refus('composition-penale', { ...reconnait, mois: 61 })).toEqual(['peine-maximale (41-2 CPP)']);
  expect(refus('composition-penale', { qui: { reconnait: true, neLe: '2013-11-21' } })).toEqual([
    'age-minimal (L.422-3 CJPM)',
  ]);
});

test('un mineur n’est poursuivi que devant sa juridiction (L.423-5 CJPM)', () => {
  const mineur = { qui: { neLe: '2009-03-02', deferee: true, avocat: true, reconnait: true } } as const;
  const ouvertes = MODES.map(({ mode }) => modeDeDecision.parse(mode)).filter(
    (mode) => juger(mode, mineur).permis,
  );
  expect(ouvertes).toEqual([
    'classement-sans-suite',
    'alternative',
    'composition-penale',
    'information-judiciaire',
    'mineur-convocation',
    'mineur-deferement',
    'dessaisissement',
  ]);
  expect(refus('mineur-convocation', { fait: { nature: 'crime' }, qui: mineur.qui })).toEqual([
    'pas-un-crime (L.423-3 CJPM)',
  ]);
});

test('contre personne non dénommée : classer, ouvrir une information, se dessaisir', () => {
  const ouvertes = MODES.filter(({ mode }) => juger(modeDeDecision.parse(mode), { qui: 'inconnue' }).permis);
  expect(ouvertes.map(({ mode }) => mode)).toEqual([
    'classement-sans-suite',
    'information-judiciaire',
    'dessaisissement',
  ]);
});

test('l’âge se compte au jour des faits, anniversaire compris', () => {
  expect(ageLe('2008-11-20', '2026-11-20')).toBe(18);
  expect(ageLe('2008-11-21', '2026-11-20')).toBe(17);
  expect(ageLe('', '2026-11-20')).toBeUndefined();
});

test('les bornes d’audience de chaque décision, du jour où elle est prise', () => {
  const bornes = (mode: ModeDeDecision, suite: Partial<Parameters<typeof delaisDAudience>[2]> = {}) => {
    const { auPlusTot, auPlusTard } = delaisDAudience(
      reglesDuMode(mode, JOUR),
      '2026-11-20T14:00:00+01:00[Europe/Paris]',
      { zone: 'Europe/Paris', calendrier: 'metropole', ...suite },
    );
    return [auPlusTot, auPlusTard];
  };
  expect(bornes('copj')).toEqual(['2026-11-30', '']);
  expect(bornes('cppv')).toEqual(['2026-11-30', '2027-05-20']);
  expect(bornes('cppv', { renonce: true })).toEqual(['2026-11-20', '2027-05-20']);
  // Vendredi : le troisieme jour ouvrable suivant est le mercredi.
  expect(bornes('comparution-immediate')).toEqual(['2026-11-20', '2026-11-25']);
  expect(bornes('comparution-differee')).toEqual(['2026-11-20', '2027-01-20']);
  expect(bornes('mineur-convocation')).toEqual(['2026-11-30', '2027-02-20']);
});
