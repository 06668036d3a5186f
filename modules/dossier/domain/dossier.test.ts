import { expect, test } from 'vitest';
import { type EtatDossier, type EvenementDossier, evoluer, plier as plierTout } from './dossier.ts';

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
const acte = (personnes: readonly { readonly id: string; readonly nom: string }[], acteId = 'A1') => ({
  idj: 'IDJ',
  acteId,
  procedure,
  personnes,
  faits: [],
  jointes: [{}],
  decision: undefined,
  mention: undefined,
});
const plier = (...evenements: readonly Parameters<typeof evoluer>[1][]): EtatDossier | undefined =>
  evenements.reduce<EtatDossier | undefined>(evoluer, undefined);

test('la Justice ouvre le dossier sur le premier acte recu, sans rien d’autre', () => {
  const etat = plier(
    { type: 'acte', a, acte: acte([{ id: 'p1', nom: 'A' }]) },
    { type: 'pli-recu', a, pli: 'P1', juridiction: { code: 'tj1', libelle: 'TJ' } },
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

const decision = {
  acteId: 'D1',
  type: 'copj',
  titre: 'COPJ',
  resume: 'COPJ',
  decideA: '2026-11-21T11:00:00+01:00[Europe/Paris]',
  magistrat: 'Claire Fontaine',
  juridiction: 'TJ',
};
const mention = (acteId: string, vise: string) => ({
  acteId,
  numero: 7,
  type: 'mention-appel',
  vise: { acteId: vise, numero: 6, empreinte: 'ab' },
  phrase: 'Appel interjeté',
  auteur: 'Sophie Roux',
  juridiction: 'TJ',
  survenuA: '2026-11-20T09:00:00+01:00[Europe/Paris]',
});
const tombe = (piece: string): EvenementDossier => ({
  type: 'piece-retiree',
  a: '2026-11-22T10:00:00Z',
  tombe: {
    piece,
    genre: 'acte',
    numero: 6,
    empreinte: 'ab',
    ordre: { acteId: 'M9', numero: 9, empreinte: 'cd' },
    article: '174 CPP',
    octets: 'gardes',
  },
});
const histoire: readonly EvenementDossier[] = [
  { type: 'acte', a, acte: acte([{ id: 'p1', nom: 'A' }]) },
  { type: 'pli-recu', a, pli: 'P1', juridiction: { code: 'tj1', libelle: 'TJ' } },
  { type: 'acte', a, acte: { ...acte([{ id: 'p2', nom: 'B' }], 'D1'), decision } },
];

test('une mention s’inscrit avec deux heures : celle du fait, celle de son enregistrement', () => {
  const etat = plierTout([
    ...histoire,
    { type: 'acte', a: '2026-11-21T12:00:00Z', acte: { ...acte([], 'M7'), mention: mention('M7', 'D1') } },
  ]);
  expect(etat?.mentions).toEqual([{ ...mention('M7', 'D1'), enregistreA: '2026-11-21T12:00:00Z' }]);
  expect(etat?.decisions).toHaveLength(1);
});

test('un acte annulé n’apporte plus rien : ni personne, ni décision ; sa pierre tombale le nomme', () => {
  const etat = plierTout([...histoire, tombe('D1')]);
  expect(etat).toMatchObject({
    etat: 'transmise',
    decisions: [],
    personnes: [{ id: 'p1' }],
    pieces: 2,
    retraits: [{ piece: 'D1', ordre: { acteId: 'M9' }, retireeA: '2026-11-22T10:00:00Z' }],
  });
});

test('sans retrait, plier d’un coup et évoluer pas à pas donnent le même état', () => {
  expect(plierTout(histoire)).toEqual(plier(...histoire));
});

test('le pli d’une mention ne fait pas croire qu’une transmission a abouti', () => {
  const etat = plierTout([
    ...histoire.slice(0, 1),
    { type: 'pli-emis', a, juridiction: { code: 'tj1', libelle: 'TJ' } },
    { type: 'pli-recu', a, pli: 'P1', juridiction: null },
  ]);
  expect(etat?.etat).toBe('en-transmission');
});
