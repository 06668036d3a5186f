import { creerIdj } from '@ppn/core';
import { expect, test } from 'vitest';
import { cleDEssai, publiqueDEssai } from './essais/cles-d-essai.ts';
import {
  arbreEnMemoire,
  cosigner,
  ecrirePreuve,
  entreeDuFait,
  hacherFeuille,
  lireNote,
  lirePreuve,
  lireTete,
  lireVkey,
  nomDuTemoin,
  qrDeLaTete,
  signerPoint,
  signerTete,
  texteDe,
  utf8,
  verifierCosignature,
  verifierNote,
  verifierPreuve,
  verifierTete,
} from './index.ts';

const cle = cleDEssai('ppn/interieur', 1);
const ancienne = cleDEssai('ppn/interieur', 2);
const temoin = cleDEssai('ppn/justice/temoin', 3);
const cles = [
  publiqueDEssai(ancienne, 'journal', { du: '2025-01-01T00:00:00.000Z', au: '2026-01-01T00:00:00.000Z' }),
  publiqueDEssai(cle, 'journal'),
  publiqueDEssai(temoin, 'temoin'),
];
const attente = { nom: 'ppn/interieur', cles };

const fait = {
  auteur: 'agent/42',
  donnees: { z: 'é', a: [1, null, true], n: { b: 2, a: '\u20ac' } },
  enregistreA: '2026-10-25T00:30:00.123Z',
  flux: 'dossier/IDJ-2026-00000000-A',
  survenuA: '2026-10-25T02:30:00+02:00[Europe/Paris]',
  type: 'acte-scelle',
  version: 1,
};
const sel = new Uint8Array(32).fill(7);
const entrees = [1, 2, 3, 4, 5].map((version) => entreeDuFait({ sel, fait: { ...fait, version } }));
const arbre = arbreEnMemoire(entrees.map(hacherFeuille));
const point = signerPoint({ origine: 'ppn/interieur', taille: 5, racine: arbre.racine() }, cle);
const preuve = ecrirePreuve({ index: 2, preuve: arbre.inclusion(2), point });
const entree = entrees[2] ?? new Uint8Array();

test('l’entrée d’un fait est celle de la spécification, quels que soient l’ordre et les champs en trop', () => {
  const melange = {
    ...fait,
    donnees: { n: { a: '\u20ac', b: 2 }, a: [1, null, true], z: 'é' },
    position: 12,
  };
  expect(texteDe(entreeDuFait({ sel, fait }))).toBe(
    'ppn/feuille@1\n' +
      'sha256 Woq+8zhVaUJNIvlIrU2J1j6mZ6VSBwYPYJqAW1oMOLM=\n' +
      'sha3-512 c7ufcECUc4rPvyKLGK0W3QoVIGaDbu45/6RsvvDjArqsq0tAqQOQXM0bgSNFnnd5hhsc+RZra5qhCj2VkKlJvg==\n',
  );
  expect(entreeDuFait({ sel, fait: melange })).toEqual(entreeDuFait({ sel, fait }));
  expect(entreeDuFait({ sel: new Uint8Array(32), fait })).not.toEqual(entreeDuFait({ sel, fait }));
  expect(() => entreeDuFait({ sel: sel.slice(1), fait })).toThrow('32');
});

test('un point signé se relit et se vérifie ; un octet changé, une autre clé, un autre nom, non', () => {
  expect(point.startsWith('ppn/interieur\n5\n')).toBe(true);
  expect(verifierNote(point, attente)).toMatchObject({ ok: true, valeur: { note: { taille: 5 } } });
  expect(verifierNote(point.replace('\n5\n', '\n4\n'), attente)).toEqual({
    ok: false,
    refus: 'signature-fausse',
  });
  expect(verifierNote(point, { ...attente, nom: 'ppn/justice' })).toEqual({
    ok: false,
    refus: 'signature-absente',
  });
  expect(verifierNote(point, { ...attente, cles: cles.slice(0, 1) })).toEqual({
    ok: false,
    refus: 'signature-absente',
  });
});

test('après rotation, l’ancienne clé vérifie ce qu’elle a signé dans sa période, et rien après', () => {
  const vieux = signerPoint({ origine: 'ppn/interieur', taille: 5, racine: arbre.racine() }, ancienne);
  expect(verifierNote(vieux, { ...attente, a: '2025-06-01T00:00:00.000Z' }).ok).toBe(true);
  expect(verifierNote(vieux, { ...attente, a: '2026-06-01T00:00:00.000Z' })).toEqual({
    ok: false,
    refus: 'cle-hors-periode',
  });
});

test.each([
  ['sans ligne vide', point.replace('\n\n', '\n')],
  ['zéro de tête', point.replace('\n5\n', '\n05\n')],
  ['taille trop grande', point.replace('\n5\n', '\n9007199254740992\n')],
  ['ligne d’extension', point.replace('\n\n', '\nplus\n\n')],
  ['tiret simple', point.replace('\u2014', '-')],
  ['sans retour final', point.slice(0, -1)],
  ['base64 à bits perdus', point.replace(/=\n\n/, (fin) => fin.replace('=', 'B='))],
  ['vide', ''],
])('une note %s est illisible', (_, texte) => {
  expect(lireNote(texte)).toBeUndefined();
});

test('un témoin cosigne à une heure ; l’heure ou le corps changés, la cosignature est fausse', () => {
  const cosigne = point + cosigner(lireNote(point)?.corps ?? '', temoin, 1_790_000_000);
  const note = lireNote(cosigne);
  if (note === undefined) throw new Error('illisible');
  const duTemoin = { nom: nomDuTemoin('justice'), cles };
  expect(verifierCosignature(note, duTemoin)).toMatchObject({
    ok: true,
    valeur: { secondes: 1_790_000_000 },
  });
  expect(verifierNote(cosigne, attente).ok).toBe(true);
  expect(verifierCosignature({ ...note, corps: note.corps.replace('5', '4') }, duTemoin)).toEqual({
    ok: false,
    refus: 'signature-fausse',
  });
  expect(verifierCosignature({ ...note, signatures: note.signatures.slice(0, 1) }, duTemoin)).toEqual({
    ok: false,
    refus: 'signature-absente',
  });
  const avant = lireNote(point + cosigner(note.corps, temoin, 1_600_000_000));
  expect(avant && verifierCosignature(avant, duTemoin)).toEqual({ ok: false, refus: 'cle-hors-periode' });
});

test('une preuve d’inclusion se vérifie seule ; une autre entrée, un autre indice, un nœud changé, non', () => {
  expect(verifierPreuve(preuve, entree, attente)).toMatchObject({ ok: true, valeur: { index: 2 } });
  expect(verifierPreuve(preuve, entrees[1] ?? entree, attente)).toEqual({
    ok: false,
    refus: 'inclusion-fausse',
  });
  expect(verifierPreuve(preuve.replace('index 2', 'index 3'), entree, attente)).toEqual({
    ok: false,
    refus: 'inclusion-fausse',
  });
  expect(verifierPreuve(preuve.replace('@v1', '@v2'), entree, attente)).toEqual({
    ok: false,
    refus: 'preuve-illisible',
  });
  expect(lirePreuve(preuve.replace('\nindex', '\nextra AAAA\nindex'))?.index).toBe(2);
  const ailleurs = signerPoint({ origine: 'ppn/justice', taille: 5, racine: arbre.racine() }, cle);
  expect(
    verifierPreuve(ecrirePreuve({ index: 2, preuve: arbre.inclusion(2), point: ailleurs }), entree, attente),
  ).toEqual({ ok: false, refus: 'origine-fausse' });
});

test('une tête se vérifie en note et en QR ; changer la taille, la racine ou le dossier se voit', () => {
  const idj = creerIdj(2026, new Uint8Array(8).fill(5));
  const autre = creerIdj(2026, new Uint8Array(8).fill(6));
  const tete = { service: 'interieur', idj, taille: 5, racine: arbre.racine() };
  const note = signerTete(tete, cle);
  const qr = qrDeLaTete(note);
  expect(qr.startsWith(`PPN1 interieur ${idj} 5 `)).toBe(true);
  for (const texte of [note, qr]) {
    expect(verifierTete(texte, cles)).toEqual({ ok: true, valeur: tete });
    expect(verifierTete(texte.replaceAll(idj, autre), cles)).toEqual({
      ok: false,
      refus: 'signature-fausse',
    });
    expect(verifierTete(texte, cles.slice(2))).toEqual({ ok: false, refus: 'signature-absente' });
    expect(verifierTete(texte, cles, '2025-06-01T00:00:00.000Z')).toEqual({
      ok: false,
      refus: 'cle-hors-periode',
    });
    expect(lireTete(texte.replaceAll(idj, 'IDJ-2026-00000000-0'))).toBeUndefined();
  }
  expect(verifierTete(qr.replace(' 5 ', ' 6 '), cles)).toEqual({ ok: false, refus: 'signature-fausse' });
  expect(() => qrDeLaTete(point)).toThrow('tete');
});

test('une vkey fausse n’est pas une clé', () => {
  const vraie = cles[1]?.vkey ?? '';
  expect(lireVkey(vraie)).toMatchObject({ nom: 'ppn/interieur', genre: 'journal' });
  expect(lireVkey(vraie.replace('interieur', 'justice'))).toBeUndefined();
  expect(lireVkey(vraie.slice(0, -2))).toBeUndefined();
  expect(utf8(vraie).length).toBeLessThan(100);
});
