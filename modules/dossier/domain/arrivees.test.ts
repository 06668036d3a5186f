import { expect, test } from 'vitest';
import { type EtatDossier, type EvenementDossier, plier } from './dossier.ts';

const procedure = {
  alias: [{ emetteur: 'Unité', numero: '00001/2026' }],
  intitule: 'Vol',
  cadre: 'preliminaire',
  unite: { code: 'U1', libelle: 'Unité', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
  juridiction: null,
  ouverteA: '2026-11-20T09:00:00+01:00[Europe/Paris]',
};
const juridiction = { code: 'tj1', libelle: 'Tribunal' };
const par = { matricule: 'MJ1', nom: 'Sophie ROUX' };
const acte: EvenementDossier = {
  type: 'acte',
  a: '2026-11-21T10:00:00Z',
  acte: {
    idj: 'IDJ',
    acteId: 'A1',
    procedure,
    personnes: [],
    faits: [],
    jointes: [],
    decision: undefined,
    mention: undefined,
  },
};
const recu = (pli: string, a: string): EvenementDossier => ({ type: 'pli-recu', a, pli, juridiction });
const enregistree = (pli: string, numero: string): EvenementDossier => ({
  type: 'procedure-enregistree',
  a: '2026-11-21T11:00:00Z',
  pli,
  numero,
  juridiction,
  par,
});
const retournee = (pli: string): EvenementDossier => ({
  type: 'procedure-retournee',
  a: '2026-11-21T11:00:00Z',
  pli,
  juridiction,
  par,
  remarques: [{ motif: 'acte-manquant', phrase: 'Il manque la synthèse.', cible: { genre: 'dossier' } }],
});
const etatApres = (...suite: readonly EvenementDossier[]): EtatDossier | undefined => plier([acte, ...suite]);

test('une transmission reçue attend un tri ; enregistrée, elle porte son numéro de parquet', () => {
  expect(etatApres(recu('p1', '2026-11-21T10:00:01Z'))?.arrivee).toMatchObject({
    pli: 'p1',
    sort: 'a-trier',
  });
  expect(etatApres(recu('p1', '2026-11-21T10:00:01Z'), enregistree('p1', '26325000001'))).toMatchObject({
    etat: 'transmise',
    arrivee: { sort: 'enregistree', par },
    enregistrement: { numero: '26325000001', juridiction },
    alias: [{ numero: '00001/2026' }, { numero: '26325000001' }],
  });
});

test('un complément se trie à son tour et garde le numéro déjà donné', () => {
  const etat = etatApres(
    recu('p1', '2026-11-21T10:00:01Z'),
    enregistree('p1', '26325000001'),
    recu('p2', '2026-11-22T10:00:00Z'),
  );
  expect(etat).toMatchObject({
    arrivee: { pli: 'p2', sort: 'a-trier' },
    enregistrement: { numero: '26325000001' },
  });
  expect(
    plier([acte, recu('p2', '2026-11-22T10:00:00Z'), enregistree('p1', '26325000009')])?.arrivee,
  ).toMatchObject({
    pli: 'p2',
    sort: 'a-trier',
  });
});

test('retournée, la procédure revient à l’unité avec ses remarques ; transmise de nouveau, elles s’effacent', () => {
  const chezLUnite: EvenementDossier[] = [
    { type: 'pli-emis', a: '2026-11-21T10:00:00Z', juridiction },
    { type: 'pli-accuse', a: '2026-11-21T10:00:01Z' },
    retournee('p1'),
  ];
  expect(etatApres(...chezLUnite)).toMatchObject({
    etat: 'retournee',
    retour: { remarques: [{ motif: 'acte-manquant' }] },
  });
  expect(
    etatApres(...chezLUnite, { type: 'pli-emis', a: '2026-11-22T10:00:00Z', juridiction }),
  ).toMatchObject({ etat: 'en-transmission', retour: null });
});

test('un retour qui croise une nouvelle transmission se voit sans la défaire', () => {
  expect(
    etatApres({ type: 'pli-emis', a: '2026-11-21T10:00:00Z', juridiction }, retournee('p0')),
  ).toMatchObject({ etat: 'en-transmission', retour: { pli: 'p0' } });
});
