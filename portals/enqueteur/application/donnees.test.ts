import { expect, test } from 'vitest';
import { clesPerimees } from './donnees.ts';

test('un dossier changé périme sa vue, sa complétude et les listes', () => {
  expect(clesPerimees({ genre: 'dossier', idj: 'IDJ-2026-7K3F9Q2M-4' })).toEqual([
    ['dossiers'],
    ['parapheur'],
    ['dossier', 'IDJ-2026-7K3F9Q2M-4'],
    ['completude', 'IDJ-2026-7K3F9Q2M-4'],
    ['recueil', 'IDJ-2026-7K3F9Q2M-4'],
  ]);
});

test('une reprise après coupure périme tout, sauf l’acte ouvert : son texte est tenu par la sauvegarde', () => {
  const cles = clesPerimees({ genre: 'reprise' }).map(([premiere]) => premiere);
  expect(cles).toEqual([
    'dossiers',
    'parapheur',
    'fils',
    'fil',
    'permanence',
    'mesures',
    'mesure',
    'liaison',
    'dossier',
    'completude',
    'consultations',
    'recueil',
  ]);
});

test('une mesure changée ne périme que les mesures', () => {
  expect(clesPerimees({ genre: 'mesure' })).toEqual([['mesures'], ['mesure']]);
  expect(clesPerimees({ genre: 'liaison' })).toEqual([['liaison']]);
});
