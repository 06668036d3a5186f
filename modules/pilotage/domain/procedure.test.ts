import { expect, test } from 'vitest';
import { type EtatLu, lireProcedure } from './procedure.ts';

const etat = (changements: Partial<EtatLu> = {}): EtatLu => ({
  idj: 'IDJ-2026-7K3F9Q2M-4',
  alias: [{ numero: '00123/00001/2026' }],
  intitule: 'Vol à l’étalage',
  unite: { code: '00123', libelle: 'Unité' },
  juridiction: { code: 'tj47001' },
  etat: 'transmise',
  personnes: [{ roles: ['victime'] }],
  decisions: [],
  recueA: '2026-11-21T10:00:00.000Z',
  arrivee: { sort: 'a-trier' },
  enregistrement: null,
  retour: null,
  ...changements,
});

test('une procédure que nul n’a reçue n’est pas au tableau', () => {
  expect(lireProcedure(etat({ recueA: null }))).toBeUndefined();
  expect(lireProcedure(etat({ juridiction: null }))).toBeUndefined();
});

test('elle est à trier, puis à décider, puis décidée : un seul état à la fois', () => {
  expect(lireProcedure(etat())).toMatchObject({ etat: 'a-trier', sans_auteur: true });
  expect(lireProcedure(etat({ arrivee: { sort: 'mise-de-cote' } }))?.etat).toBe('a-trier');
  const enregistree = etat({
    arrivee: { sort: 'enregistree' },
    enregistrement: { numero: '26325000001', a: '2026-11-21T11:00:00+01:00[Europe/Paris]' },
    personnes: [{ roles: ['mis-en-cause'] }],
  });
  expect(lireProcedure(enregistree)).toMatchObject({
    etat: 'a-decider',
    numero: '26325000001',
    enregistree_a: '2026-11-21T10:00:00.000Z',
    sans_auteur: false,
  });
  const decidee = { ...enregistree, decisions: [{ type: 'copj', decideA: '2026-11-22T09:00:00Z' }] };
  expect(lireProcedure(decidee)).toMatchObject({ etat: 'decidee', decision: 'copj' });
});

test('rendue à l’unité, elle n’attend plus le parquet, sauf décision rendue avant', () => {
  const retour = { etat: 'retournee', retour: { a: '2026-11-21T12:00:00Z' } };
  expect(lireProcedure(etat(retour))?.etat).toBe('retournee');
  expect(
    lireProcedure(
      etat({ ...retour, decisions: [{ type: 'classement-sans-suite', decideA: '2026-11-21T09:00:00Z' }] }),
    )?.etat,
  ).toBe('decidee');
});
