import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireClesPubliques, lireTrousseau } from '@ppn/journal';
import { afterAll, expect, test } from 'vitest';
import { gererLesCles } from './cles-du-journal.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-cles-'));
afterAll(() => rmSync(dossier, { recursive: true, force: true }));

test('la clé se crée une fois, en 0600, puis tourne : l’ancienne reste, avec sa fin', () => {
  const reglages = { PPN_JOURNAL_CLE: join(dossier, 'journal.json'), PPN_SERVICE: 'justice' } as const;
  const premieres = lireClesPubliques(gererLesCles('cles-du-journal', reglages));
  expect(gererLesCles('cles-du-journal', reglages)).toBe(`${JSON.stringify(premieres, null, 1)}\n`);
  const suivantes = lireClesPubliques(gererLesCles('tourner-la-cle-du-journal', reglages));
  expect(suivantes.map(({ nom, au }) => [nom, au === null])).toEqual([
    ['ppn/justice', false],
    ['ppn/justice/temoin', false],
    ['ppn/justice', true],
    ['ppn/justice/temoin', true],
  ]);
  expect(suivantes.slice(0, 2).map(({ vkey }) => vkey)).toEqual(premieres.map(({ vkey }) => vkey));
  expect(statSync(reglages.PPN_JOURNAL_CLE).mode & 0o777).toBe(0o600);
  const { journal } = lireTrousseau(readFileSync(reglages.PPN_JOURNAL_CLE, 'utf8'));
  expect(suivantes[2]?.vkey).toContain(Buffer.concat([Buffer.of(1), journal.publique]).toString('base64'));
});
