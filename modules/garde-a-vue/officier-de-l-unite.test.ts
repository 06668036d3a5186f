import type { Agent } from '@ppn/habilitation/contract';
import { expect, test } from 'vitest';
import { officierDeLUnite } from './officier-de-l-unite.ts';

const agent = (propre: Partial<Agent> = {}): Agent => ({
  matricule: 'PN100001',
  prenom: 'Camille',
  nom: 'Moreau',
  qualite: 'opj',
  service: 'interieur',
  rattachement: { code: '00123', libelle: 'Unité' },
  ...propre,
});
const voulu = { nom: 'Camille Moreau', unite: '00123' };

test('une mesure se confie à un officier de l’unité, sous le nom que l’annuaire lui donne', () => {
  expect(officierDeLUnite(agent(), voulu)).toBe(true);
  expect(officierDeLUnite(agent({ qualite: 'chef-unite' }), voulu)).toBe(true);
});

test('ni à un agent, ni à une autre unité, ni à un inconnu, ni sous un autre nom', () => {
  expect(officierDeLUnite(agent({ qualite: 'apj' }), voulu)).toBe(false);
  expect(officierDeLUnite(agent({ rattachement: { code: '00456', libelle: '' } }), voulu)).toBe(false);
  expect(officierDeLUnite(undefined, voulu)).toBe(false);
  expect(officierDeLUnite(agent(), { ...voulu, nom: 'Hugo Lefèvre' })).toBe(false);
});
