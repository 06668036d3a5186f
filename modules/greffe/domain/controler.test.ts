import { expect, test } from 'vitest';
import { type ArriveeAControler, controler, estPetitX, numerosManquants } from './controler.ts';

const acte = (numero: number, type: string, suite = {}) => ({
  id: `a${numero}`,
  numero,
  type,
  titre: `Acte ${numero}`,
  empreinte: `e${numero}`,
  signataires: 1,
  integre: true,
  ...suite,
});
const saine: ArriveeAControler = {
  actes: [acte(1, 'plainte'), acte(2, 'synthese')],
  fichiers: [{ id: 'f1', titre: 'photo.jpg', empreinte: 'e9', integre: true }],
  annonces: [{ acte: 'a1', id: 'f1' }],
  faits: [{ id: 'n1', natinf: 7151, connu: true }],
  personnes: [{ id: 'p1', roles: ['victime'] }],
  memeNumero: [],
  memePiece: [],
  juridictionConnue: true,
};
const phrases = (suite: Partial<ArriveeAControler>) =>
  controler({ ...saine, ...suite }).map(({ phrase }) => phrase);

test('une procédure complète ne dit rien', () => {
  expect(controler(saine)).toEqual([]);
});

test('un acte sans signature et une pièce altérée sont des anomalies, à leur endroit', () => {
  const constats = controler({
    ...saine,
    actes: [acte(1, 'plainte', { signataires: 0 }), acte(2, 'synthese', { integre: false })],
  });
  expect(constats).toMatchObject([
    {
      famille: 'signatures',
      gravite: 'anomalie',
      motif: 'acte-non-signe',
      cible: { genre: 'piece', id: 'a1' },
    },
    {
      famille: 'signatures',
      gravite: 'anomalie',
      motif: 'piece-alteree',
      cible: { genre: 'piece', id: 'a2' },
    },
  ]);
});

test('la synthèse absente désigne l’acte à faire ; un numéro sauté appelle l’attention', () => {
  const constats = controler({ ...saine, actes: [acte(1, 'plainte'), acte(4, 'constatations')] });
  expect(constats).toMatchObject([
    { gravite: 'anomalie', cible: { genre: 'acte-a-faire', type: 'synthese' } },
    { gravite: 'attention', phrase: expect.stringContaining('2, 3') },
  ]);
  expect(numerosManquants([1, 2, 5])).toEqual([3, 4]);
  expect(numerosManquants([])).toEqual([]);
});

test('un fichier annoncé qui n’est pas arrivé se dit, avec l’acte qui l’annonce', () => {
  expect(phrases({ fichiers: [] })).toEqual(['Un fichier annoncé par la pièce 1 n’est pas arrivé.']);
});

test('les doublons se voient dans le dossier et dans les autres', () => {
  expect(
    phrases({
      fichiers: [
        { id: 'f1', titre: 'photo.jpg', empreinte: 'e9', integre: true },
        { id: 'f2', titre: 'copie.jpg', empreinte: 'e9', integre: true },
      ],
      memeNumero: ['IDJ-1'],
      memePiece: [{ piece: 'a1', idj: 'IDJ-2' }],
    }),
  ).toEqual([
    'Le dossier IDJ-1 porte déjà le même numéro d’unité.',
    'Mêmes octets 2 fois au dossier : « photo.jpg », « copie.jpg ».',
    'Une pièce est aussi au dossier IDJ-2.',
  ]);
});

test('une infraction et une juridiction inconnues sont des anomalies', () => {
  expect(phrases({ faits: [{ id: 'n1', natinf: 99_998, connu: false }], juridictionConnue: false })).toEqual([
    'NATINF 99998 inconnue de la nomenclature en service.',
    'La juridiction destinataire est inconnue de la nomenclature.',
  ]);
});

test('un petit X n’a pas de mis en cause, et n’est pas un crime', () => {
  const delit = [{ nature: 'delit' }];
  expect(estPetitX([{ roles: ['victime'] }], delit)).toBe(true);
  expect(estPetitX([{ roles: ['mis-en-cause'] }], delit)).toBe(false);
  expect(estPetitX([], [{ nature: 'crime' }])).toBe(false);
  expect(estPetitX([], [])).toBe(false);
});
