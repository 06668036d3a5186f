import type { Entree } from '@ppn/garde-a-vue/contract';
import { expect, test } from 'vitest';
import { heureAVenir } from './heure-a-venir.ts';
import { presentationPrevue } from './presentation-prevue.ts';

const entree = (id: string, type: string, heure: string, donnees: object = {}): Entree =>
  ({ id, type, enregistreA: `2026-11-22T${heure}:00+01:00[Europe/Paris]`, donnees }) as Entree;
const prevue = (id: string, heure: string, lien: string) =>
  entree(id, 'presentation-prevue', heure, { devant: 'procureur', prevueA: '', visio: true, lien });
const enService = [{ id: 'a', annulee: false }];

test('la dernière prévue se montre, jusqu’à la présentation, la décision ou la fin', () => {
  const deux = [prevue('a', '10:00', 'https://un.fr'), prevue('b', '11:00', 'https://deux.fr')];
  expect(presentationPrevue({ entrees: deux, registre: enService })?.lien).toBe('https://deux.fr');
  for (const type of ['presentation', 'prolongation-decidee', 'prolongation-refusee', 'fin'])
    expect(
      presentationPrevue({ entrees: [...deux, entree('c', type, '12:00')], registre: enService }),
    ).toBeUndefined();
});

test('annulée, celle d’avant se montre de nouveau ; une décision antérieure ne la clôt pas', () => {
  const entrees = [
    entree('z', 'prolongation-decidee', '09:00'),
    prevue('a', '10:00', 'https://un.fr'),
    prevue('b', '11:00', 'https://deux.fr'),
  ];
  expect(presentationPrevue({ entrees, registre: [{ id: 'b', annulee: true }] })?.lien).toBe('https://un.fr');
});

test('une heure à venir est d’aujourd’hui si elle n’est pas passée, de demain sinon', () => {
  const quatorzeHeures = Date.parse('2026-11-22T13:00:00Z');
  expect(heureAVenir('1430', quatorzeHeures, 'Europe/Paris')).toBe('2026-11-22T14:30:00+01:00[Europe/Paris]');
  expect(heureAVenir('9h', quatorzeHeures, 'Europe/Paris')).toBe('2026-11-23T09:00:00+01:00[Europe/Paris]');
  expect(heureAVenir('demain', quatorzeHeures, 'Europe/Paris')).toBeUndefined();
});
