import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { verifierFichier } from './verifier-fichier.ts';

const lieu = mkdtempSync(join(tmpdir(), 'ppn-formats-'));
afterAll(() => rmSync(lieu, { recursive: true, force: true }));
const ancres = { racines: [], intermediaires: [], crls: [], ocsps: [] };

test.each([
  ['XAdES', '<a><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature></a>'],
  ['JAdES', '{"payload":"e30","signatures":[]}'],
])('%s, reconnu sans être jugé, dit que rien n’a été contrôlé et quoi faire', async (nom, texte) => {
  const chemin = join(lieu, nom);
  writeFileSync(chemin, texte);
  const { verdict, motifs } = await verifierFichier({ chemin, ancres });
  expect(verdict).toBe('indetermine');
  expect(motifs[0]).toContain(nom);
  expect(motifs[1]).toMatch(new RegExp(`ni pour valide, ni pour faux.*outil ${nom}`, 'u'));
});

test('un XML sans signature n’est pas dit signé, et n’appelle aucune explication', async () => {
  const chemin = join(lieu, 'ordinaire.xml');
  writeFileSync(chemin, '<a/>');
  const { verdict, motifs } = await verifierFichier({ chemin, ancres });
  expect([verdict, motifs.length]).toEqual(['non-signe', 1]);
});
