import { expect, test } from 'vitest';
import { schemaEntree, schemaSaisieDEntree } from './contract.ts';

const ENTREE = {
  id: '0192f000-0000-7000-8000-000000000001',
  mesure: '0192f000-0000-7000-8000-0000000000aa',
  type: 'apprehension',
  survenuA: '2026-11-20T21:10:00+01:00[Europe/Paris]',
  enregistreA: '2026-11-20T21:31:00+01:00[Europe/Paris]',
  auteur: { matricule: '1', nom: 'Camille MOREAU', qualite: 'opj', rattachement: 'Brigade' },
  source: { genre: 'saisie' },
  donnees: { contrainte: 'interpellation', memesFaits: true, lieu: 'Lyon' },
};

test('une entrée garde l’heure du fait et l’heure d’enregistrement, avec les données de son type', () => {
  expect(schemaEntree.parse(ENTREE)).toEqual(ENTREE);
});

test('des données d’un autre type, une heure sans zone ou un type inconnu sont refusés', () => {
  for (const faux of [
    { ...ENTREE, type: 'placement' },
    { ...ENTREE, survenuA: '2026-11-20T21:10:00Z' },
    { ...ENTREE, type: 'inconnu' },
  ])
    expect(schemaEntree.safeParse(faux).success).toBe(false);
});

test('une saisie se passe de ce que le service ajoute', () => {
  const { type, survenuA, donnees } = ENTREE;
  expect(schemaSaisieDEntree.parse({ type, survenuA, donnees })).toEqual({ type, survenuA, donnees });
});
