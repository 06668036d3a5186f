import { generateKeyPairSync } from 'node:crypto';
import { empreinte } from '@ppn/core';
import type { RapportPiece } from '@ppn/sealing';
import {
  arbreEnMemoire,
  ecrirePreuveDeFait,
  entreeDuFait,
  hacherFeuille,
  signerPoint,
  vkey,
} from '@ppn/tlog';
import type { CleDeSignature, ClePublique } from '@ppn/tlog';
import { expect, test } from 'vitest';
import { preuvesDuPli } from './preuves-du-pli.ts';

const paire = generateKeyPairSync('ed25519');
const publique = new Uint8Array(paire.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
const cle: CleDeSignature = { nom: 'ppn/interieur', publique, privee: paire.privateKey };
const CLES: readonly ClePublique[] = [
  {
    nom: cle.nom,
    genre: 'journal',
    vkey: vkey(cle.nom, 'journal', publique),
    du: '2026-01-01T00:00:00.000Z',
    au: null,
  },
];
const [ACTE, JOINTE] = ['a'.repeat(64), 'b'.repeat(64)];
const fait = {
  sel: new Uint8Array(32),
  fait: {
    auteur: 'PN1',
    donnees: { acteId: 'a1', empreinte: ACTE },
    enregistreA: '2026-11-16T09:00:00.000Z',
    flux: 'dossier/IDJ-2026-00000000-B',
    survenuA: '2026-11-16T10:00:00+01:00[Europe/Paris]',
    type: 'acte-scelle',
    version: 2,
  },
};
const arbre = arbreEnMemoire([new Uint8Array(32), hacherFeuille(entreeDuFait(fait))]);
const point = signerPoint({ origine: cle.nom, taille: 2, racine: arbre.racine() }, cle);
const PREUVE = ecrirePreuveDeFait(fait, { index: 1, preuve: arbre.inclusion(1), point });

const octets = (texte: string): Uint8Array => new TextEncoder().encode(texte);
const piece = (nom: string, valeur: string): RapportPiece => ({
  nom,
  taille: 1,
  empreinte: empreinte(valeur),
  listee: true,
  intacte: true,
  estActe: false,
  motifs: [],
});
const dire = (preuve: string | undefined, cles: readonly ClePublique[] | 'aucune' = CLES, acte = ACTE) =>
  preuvesDuPli({
    textes: new Map([
      [
        'pli/bordereau.json',
        octets('{"objet":"IDJ-2026-00000000-B","emetteur":"interieur","destinataire":"justice"}'),
      ],
      ...(preuve === undefined ? [] : [['preuves/a1.tlog-proof', octets(preuve)] as const]),
    ]),
    pieces: [
      piece('actes/a1.pdf', acte),
      piece('pieces/b.txt', JOINTE),
      piece('pieces/c.txt', 'c'.repeat(64)),
    ],
    fiches: { 'actes/a1.pdf': { jointes: [JOINTE] } },
    cles: cles === 'aucune' ? undefined : cles,
    a: new Date('2026-11-16T12:00:00Z'),
  }).map(({ piece: nom, etat }) => `${nom} ${etat}`);

test('un pli dit la preuve de chaque acte, et quel acte couvre chaque pièce jointe', () => {
  expect(dire(PREUVE)).toEqual(['actes/a1.pdf juste', 'pieces/b.txt couverte', 'pieces/c.txt absente']);
  expect(dire(undefined)[0]).toBe('actes/a1.pdf absente');
});

test('une preuve d’un autre acte, abîmée ou signée d’ailleurs est fausse ; sans clé, son point n’est pas jugé', () => {
  expect(dire(PREUVE, CLES, 'd'.repeat(64))[0]).toBe('actes/a1.pdf fausse');
  expect(dire(PREUVE.replace('index 1', 'index 0'))[0]).toBe('actes/a1.pdf fausse');
  expect(dire(PREUVE, [])[0]).toBe('actes/a1.pdf fausse');
  expect(dire(PREUVE, 'aucune')[0]).toBe('actes/a1.pdf sous-reserve');
  expect(dire(PREUVE.replace('index 1', 'index 0'), 'aucune')[0]).toBe('actes/a1.pdf fausse');
});
