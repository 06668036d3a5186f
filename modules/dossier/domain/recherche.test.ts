import { expect, test } from 'vitest';
import { motsCherches, texteCherche } from './recherche.ts';

test('un nom se cherche sans accent ni majuscule', () => {
  const texte = texteCherche({
    identifiants: ['IDJ-2026-A', '00012/2026'],
    personnes: [{ nom: 'Lefèvre', prenoms: 'Élodie' }],
    faits: [{ qualification: 'Vol à l’étalage', natinf: 7151 }],
  });
  expect(motsCherches('  ÉLODIE lefevre 7151 ').every((mot) => texte.includes(mot))).toBe(true);
  expect(motsCherches('elodie dupont').every((mot) => texte.includes(mot))).toBe(false);
});
