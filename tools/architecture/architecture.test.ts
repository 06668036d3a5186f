import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { verifierArchitecture } from './architecture.ts';
import { premierCycle } from './cycles.ts';
import { PLAN } from './plan.ts';

const RACINE = resolve(import.meta.dirname, '..', '..');
const arbres: string[] = [];
afterEach(() => {
  for (const dossier of arbres.splice(0)) rmSync(dossier, { recursive: true, force: true });
});

/** Une petite maison saine, plus les fichiers donnes. */
function maison(fichiers: Readonly<Record<string, string>>): string {
  const racine = mkdtempSync(join(tmpdir(), 'ppn-architecture-'));
  arbres.push(racine);
  const base = {
    'package.json':
      '{"dependencies":{"zod":"1.0.0","pg":"1.0.0","temporal-polyfill":"1.0.0"},"devDependencies":{"vite":"1.0.0"}}',
    'core/package.json': '{"name":"@ppn/core"}',
    'core/index.ts': 'export const un = 1;\n',
    'platform/postgres/package.json': '{"name":"@ppn/postgres"}',
    'platform/postgres/index.ts':
      "import { un } from '@ppn/core';\nimport pg from 'pg';\nexport const base = [un, pg];\n",
    'modules/dossier/package.json': '{"name":"@ppn/dossier"}',
    'modules/dossier/index.ts': "export * from './contract.ts';\n",
    'modules/dossier/contract.ts':
      "import { z } from 'zod';\nexport const contrat = z.string();\nexport type Vue = string;\n",
    'modules/dossier/domain/regle.ts': "import { un } from '@ppn/core';\nexport const regle = un;\n",
    'portals/enqueteur/package.json': '{"name":"@ppn/enqueteur"}',
    'portals/enqueteur/app.tsx':
      "import type { Vue } from '@ppn/dossier/contract';\nexport const vue: Vue = '';\n",
    'verifier/package.json': '{"name":"@ppn/verifier"}',
    'verifier/index.ts': "import { un } from '@ppn/core';\nexport const x = un;\n",
  };
  for (const [chemin, contenu] of Object.entries({ ...base, ...fichiers })) {
    mkdirSync(dirname(join(racine, chemin)), { recursive: true });
    writeFileSync(join(racine, chemin), contenu);
  }
  return racine;
}

const phrases = (fichiers: Readonly<Record<string, string>>): readonly string[] =>
  verifierArchitecture(maison(fichiers)).map(({ lieu, phrase }) => `${lieu} ${phrase}`);

test('la maison telle qu’elle est respecte son plan', () => {
  expect(verifierArchitecture(RACINE)).toEqual([]);
});

test('le plan ne tourne pas en rond et ne nomme que des paquets qui existent', () => {
  const lus = Object.values(PLAN).flatMap(({ lit, litEnTypes = [] }) => [...lit, ...litEnTypes]);
  expect(lus.filter((nom) => nom !== '*' && PLAN[nom] === undefined)).toEqual([]);
});

test('une petite maison saine ne donne aucune infraction', () => {
  expect(phrases({})).toEqual([]);
});

test.each([
  [
    'la technique ne lit pas le métier',
    { 'platform/postgres/x.ts': "\nimport { contrat } from '@ppn/dossier/contract';\nexport { contrat };\n" },
    'platform/postgres/x.ts:2 @ppn/postgres (platform) ne lit pas @ppn/dossier (module)',
  ],
  [
    'un fichier ne sort pas de son paquet par un chemin relatif',
    { 'verifier/x.ts': "export * from '../core/index.ts';\n" },
    'verifier/x.ts:1 « ../core/index.ts » sort du paquet @ppn/verifier',
  ],
  [
    'une règle du domaine ne lit pas une bibliothèque',
    { 'modules/dossier/domain/x.ts': "import { z } from 'zod';\nexport { z };\n" },
    'modules/dossier/domain/x.ts:1 « zod » dans du code pur',
  ],
  [
    'une règle du domaine ne lit pas Node',
    { 'modules/dossier/domain/x.ts': "export const lire = () => import('node:fs');\n" },
    'modules/dossier/domain/x.ts:1 « node:fs » dans du code pur',
  ],
  [
    'une règle du domaine ne lit pas un fichier impur de son propre paquet',
    {
      'modules/dossier/domain/x.ts': "import { contrat } from '../contract.ts';\nexport { contrat };\n",
    },
    '« zod » dans du code pur : seul temporal-polyfill y est admis (lu par modules/dossier/domain/x.ts',
  ],
  [
    'un portail ne lit un contrat qu’en types',
    { 'portals/enqueteur/x.ts': "import { contrat } from '@ppn/dossier/contract';\nexport { contrat };\n" },
    'portals/enqueteur/x.ts:1 @ppn/enqueteur ne lit @ppn/dossier qu’en types',
  ],
  [
    'un portail ne lit un module que par son contrat, même en types',
    { 'portals/enqueteur/x.ts': "export type Vue = import('@ppn/dossier').Vue;\n" },
    'portals/enqueteur/x.ts:1 « @ppn/dossier » : un module ne se lit que par son contrat',
  ],
  [
    'un portail ne lit pas Node',
    { 'portals/enqueteur/x.ts': "import { readFile } from 'fs/promises';\nexport { readFile };\n" },
    'portals/enqueteur/x.ts:1 « node:fs/promises » dans un portail',
  ],
  [
    'le vérificateur reste hors ligne',
    { 'verifier/x.ts': "import { get } from 'node:https';\nexport { get };\n" },
    'verifier/x.ts:1 « node:https » dans le vérificateur',
  ],
  [
    'le vérificateur n’a pas de base de données',
    { 'verifier/x.ts': "import { base } from '@ppn/postgres';\nexport { base };\n" },
    'verifier/x.ts:1 @ppn/verifier (verifier) ne lit pas @ppn/postgres (platform)',
  ],
  [
    'une bibliothèque non déclarée est nommée',
    { 'platform/postgres/x.ts': "import gauche from 'left-pad';\nexport { gauche };\n" },
    'platform/postgres/x.ts:1 « left-pad » n’est pas déclaré dans package.json',
  ],
  [
    'une dépendance de développement ne part pas en production',
    { 'platform/postgres/x.ts': "import { build } from 'vite';\nexport { build };\n" },
    'platform/postgres/x.ts:1 « vite » n’est qu’une dépendance de développement',
  ],
  [
    'deux fichiers ne se lisent pas en rond',
    {
      'core/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
      'core/b.ts': "import { a } from './a.ts';\nexport const b = () => a;\n",
    },
    'imports en rond : core/a.ts → core/b.ts → core/a.ts',
  ],
  [
    'un paquet sans ligne dans le plan est nommé',
    { 'platform/surprise/package.json': '{"name":"@ppn/surprise"}' },
    'platform/surprise/package.json @ppn/surprise n’a pas de ligne dans tools/architecture/plan.ts',
  ],
  [
    'un import d’adresse calculée est refusé',
    { 'modules/dossier/x.ts': 'export const lire = (nom: string) => import(nom);\n' },
    'modules/dossier/x.ts:1 import() d’une adresse calculée',
  ],
  ['un fichier illisible est nommé', { 'core/x.ts': 'export const = ;\n' }, 'core/x.ts'],
])('%s', (_titre, fichiers, attendue) => {
  const trouvees = phrases(fichiers);
  expect(trouvees.filter((phrase) => phrase.includes(attendue))).toHaveLength(1);
});

test('un essai lit les paquets et outils dont il a besoin, mais ne sort pas par un chemin relatif', () => {
  const libre = { 'core/x.test.ts': "import { base } from '@ppn/postgres';\nexport { base };\n" };
  expect(phrases(libre)).toEqual([]);
  const sortie = { 'core/x.test.ts': "export * from '../platform/postgres/index.ts';\n" };
  expect(phrases(sortie)[0]).toContain('sort du paquet @ppn/core');
});

test('un import de types ou un import dynamique ne fait pas un cycle', () => {
  expect(
    phrases({
      'core/a.ts': "import type { B } from './b.ts';\nexport type A = B;\n",
      'core/b.ts': "import { c } from './c.ts';\nexport type B = typeof c;\n",
      'core/c.ts': "export const c = () => import('./b.ts');\n",
    }),
  ).toEqual([]);
});

test('un plan qui tourne en rond est nommé', () => {
  const plan = {
    '@ppn/core': { etage: 'core', lit: ['@ppn/verifier'] },
    '@ppn/verifier': { etage: 'verifier', lit: ['@ppn/core'] },
  } as const;
  const phrase = verifierArchitecture(maison({}), plan).find(({ lieu }) => lieu.endsWith('plan.ts'))?.phrase;
  expect(phrase).toBe('le plan tourne en rond : @ppn/core → @ppn/verifier → @ppn/core');
});

test('premierCycle ne voit pas de cycle dans un losange', () => {
  const losange = new Map([
    ['a', ['b', 'c']],
    ['b', ['d']],
    ['c', ['d']],
  ]);
  expect(premierCycle(losange)).toBeUndefined();
});
