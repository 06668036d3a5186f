import { expect, test } from 'vitest';
import { fusionner, type Note } from './fusionner.ts';

const note = (id: string, texte = id): Note => ({
  id,
  a: `2026-12-03T09:0${id.length}:00+01:00[Europe/Paris]`,
  phase: 'faits',
  qui: '',
  texte,
  piece: '',
});
const neuf = () => 'neuf';
const ids = (base: Note[], service: Note[], poste: Note[]) =>
  fusionner(base, service, poste, neuf).notes.map(({ id }) => id);

test('deux postes qui ajoutent chacun leurs notes les gardent toutes', () => {
  expect(ids([note('a')], [note('a'), note('bb')], [note('a'), note('ccc')])).toEqual(['a', 'bb', 'ccc']);
});

test('une note changée d’un seul côté prend ce changement, ôtée d’un seul côté elle l’est', () => {
  const base = [note('a'), note('bb')];
  const fusion = fusionner(base, [note('a', 'corrigée'), note('bb')], [note('a')], neuf);
  expect(fusion).toEqual({ notes: [note('a', 'corrigée')], conflits: [] });
});

test('la même note écrite différemment des deux côtés se voit, et aucune version n’est perdue', () => {
  const fusion = fusionner([note('a')], [note('a', 'du service')], [note('a', 'du poste')], neuf);
  expect(fusion.conflits).toEqual(['a']);
  expect(fusion.notes.map(({ texte }) => texte)).toEqual([
    'du service',
    'du poste [autre version, de ce poste]',
  ]);
});
