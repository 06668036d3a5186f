import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { etapesDuControle, lancerEtape } from './etapes.ts';

const RACINE = resolve(import.meta.dirname, '..', '..');
let copie = '';

/** Une copie du socle et des reglages, avec une infraction plantee par etape. */
beforeAll(() => {
  copie = mkdtempSync(join(tmpdir(), 'ppn-controle-'));
  const reglages = [
    '.oxfmtrc.json',
    '.oxlintrc.json',
    'tsconfig.json',
    'tsconfig.base.json',
    'tsconfig.pur.json',
  ];
  for (const nom of [...reglages, 'package.json', 'vitest.config.ts', 'core']) {
    cpSync(join(RACINE, nom), join(copie, nom), { recursive: true });
  }
  symlinkSync(join(RACINE, 'node_modules'), join(copie, 'node_modules'));
  const planter = (dossier: string, nom: string, contenu: string): void => {
    mkdirSync(join(copie, dossier), { recursive: true });
    writeFileSync(join(copie, dossier, nom), contenu);
  };
  planter('core', 'mal-forme.ts', 'export const   mal = "forme"\n');
  planter(
    'core',
    'sans-attendre.ts',
    'export const lancer = (tache: () => Promise<void>): void => {\n  tache();\n};\n',
  );
  planter('core', 'impur.ts', 'export const adresse = document.title;\n');
  planter('core', 'vers-le-haut.ts', "export { base } from '@ppn/postgres';\n");
  planter('tools', 'faux.ts', "export const nombre: number = 'texte';\n");
});
afterAll(() => rmSync(copie, { recursive: true, force: true }));

test.each([
  ['forme', 'mal-forme.ts'],
  ['style', 'sans-attendre.ts'],
  ['types de Node', 'faux.ts'],
  ['types du code pur', 'impur.ts'],
  ['imports', 'core/vers-le-haut.ts:1'],
])('une infraction plantée fait échouer l’étape « %s », qui la nomme', async (nom, nommee) => {
  const etape = etapesDuControle(copie).find((candidate) => candidate.nom === nom);
  if (etape === undefined) throw new Error(`étape ${nom} absente`);
  const bilan = await lancerEtape(copie, etape);
  expect(bilan.reussie).toBe(false);
  expect(bilan.sortie).toContain(nommee);
});
