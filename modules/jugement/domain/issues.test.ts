import { expect, test } from 'vitest';
import { defautsDuDispositif, estCondamnee, type Issue } from './issues.ts';

const [ALI, BEA, VOL, RECEL] = ['ali', 'bea', 'vol', 'recel'] as const;
const saisines = [
  { personne: ALI, faits: [VOL, RECEL] },
  { personne: BEA, faits: [RECEL] },
];
const issue = (personne: string, fait: string, quoi: Issue['issue']): Issue => ({
  personne,
  fait,
  issue: quoi,
});
const complet = [issue(ALI, VOL, 'culpabilite'), issue(ALI, RECEL, 'relaxe'), issue(BEA, RECEL, 'dispense')];

test('chaque personne a une issue pour chaque fait, et une peine là où elle est coupable', () => {
  expect(defautsDuDispositif(saisines, complet, [{ personne: ALI }])).toEqual([]);
  expect(estCondamnee(BEA, complet)).toBe(true);
});

test('une issue oubliée, en double ou hors saisine se dit', () => {
  const issues = [...complet.slice(1), issue(ALI, RECEL, 'relaxe'), issue(BEA, VOL, 'relaxe')];
  expect(defautsDuDispositif(saisines, issues, []).map(({ defaut }) => defaut)).toEqual([
    'issue-manquante',
    'issue-en-double',
    'hors-saisine',
  ]);
});

test('ni peine sans culpabilité, ni culpabilité sans peine', () => {
  expect(defautsDuDispositif(saisines, complet, [{ personne: BEA }])).toEqual([
    { defaut: 'culpabilite-sans-peine', personne: ALI },
    { defaut: 'peine-sans-culpabilite', personne: BEA },
  ]);
});
