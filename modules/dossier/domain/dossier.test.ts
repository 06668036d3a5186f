import { expect, test } from 'vitest';
import { type EtatDossier, evoluer } from './dossier.ts';

const unite = { code: 'U1', libelle: 'Unité', lignes: [], commune: 'Agen', zone: 'Europe/Paris' };
const procedure = {
  alias: [{ emetteur: 'Unité', numero: '00001/2026' }],
  intitule: 'Vol',
  cadre: 'preliminaire',
  unite,
  juridiction: null,
  ouverteA: '2026-11-20T09:00:00+01:00[Europe/Paris]',
};
const a = '2026-11-21T10:00:00Z';
const acte = (personnes: readonly { readonly id: string; readonly nom: string }[]) => ({
  idj: 'IDJ',
  procedure,
  personnes,
  faits: [],
  jointes: [{}],
  decision: undefined,
});
const plier = (...evenements: readonly Parameters<typeof evoluer>[1][]): EtatDossier | undefined =>
  evenements.reduce<EtatDossier | undefined>(evoluer, undefined);

test('la Justice ouvre le dossier sur le premier acte recu, sans rien d’autre', () => {
  const etat = plier(
    { type: 'acte', a, acte: acte([{ id: 'p1', nom: 'A' }]) },
    { type: 'pli-recu', a, juridiction: { code: 'tj1', libelle: 'TJ' } },
  );
  expect(etat).toMatchObject({
    idj: 'IDJ',
    etat: 'transmise',
    juridiction: { code: 'tj1' },
    recueA: a,
    pieces: 2,
  });
});

test('une personne corrigee dans un acte plus recent remplace l’ancienne, a sa place', () => {
  const etat = plier(
    {
      type: 'acte',
      a,
      acte: acte([
        { id: 'p1', nom: 'Ancien' },
        { id: 'p2', nom: 'B' },
      ]),
    },
    { type: 'acte', a, acte: acte([{ id: 'p1', nom: 'Nouveau' }]) },
  );
  expect(etat?.personnes).toEqual([
    { id: 'p1', nom: 'Nouveau' },
    { id: 'p2', nom: 'B' },
  ]);
});

test('une decision clot l’etat visible, et un accuse tardif n’y revient pas', () => {
  const decision = {
    acteId: 'd1',
    type: 'copj',
    titre: 'COPJ',
    resume: '',
    decideA: a,
    magistrat: 'M',
    juridiction: 'TJ',
  };
  const etat = plier({ type: 'acte', a, acte: { ...acte([]), decision } }, { type: 'pli-accuse', a });
  expect(etat).toMatchObject({ etat: 'decidee', decisions: [decision] });
});

test('un pli refuse rend la procedure a l’unite', () => {
  const ouvert = { type: 'ouvert', a, dossier: { idj: 'IDJ', ...procedure } } as const;
  expect(plier(ouvert, { type: 'pli-emis', a, juridiction: { code: 'tj1', libelle: 'TJ' } })).toMatchObject({
    etat: 'en-transmission',
  });
  expect(plier(ouvert, { type: 'pli-emis', a, juridiction: null }, { type: 'pli-refuse', a })).toMatchObject({
    etat: 'refusee',
  });
});
