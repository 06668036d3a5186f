import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CleAbsente, lireOuCreerTrousseau, lireTrousseau } from './index.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-trousseau-test-'));
const fichier = join(dossier, 'trousseau.json');

afterAll(() => rmSync(dossier, { recursive: true, force: true }));

test('le trousseau est cree une fois, en 0600, et relu', () => {
  const cree = lireOuCreerTrousseau(fichier, 'kek-2026');
  const relu = lireOuCreerTrousseau(fichier, 'kek-2027');
  expect([
    relu.actif,
    statSync(fichier).mode & 0o777,
    relu.cle('kek-2026').equals(cree.cle('kek-2026')),
  ]).toEqual(['kek-2026', 0o600, true]);
  expect(() => relu.cle('kek-1999')).toThrow(CleAbsente);
});

test('un trousseau lisible par d’autres est refuse', () => {
  chmodSync(fichier, 0o640);
  expect(() => lireTrousseau(fichier)).toThrow('lisible par d’autres comptes');
});

test.each([
  ['{}', 'forme attendue'],
  ['{"actif":"a","cles":{}}', '« a » n’est pas dans le trousseau'],
  ['{"actif":"a","cles":{"a":"AAAA"}}', 'ne fait pas 32 octets'],
])('le trousseau %s est refuse', (contenu, motif) => {
  writeFileSync(fichier, contenu, { mode: 0o600 });
  chmodSync(fichier, 0o600);
  expect(() => lireTrousseau(fichier)).toThrow(motif);
});
