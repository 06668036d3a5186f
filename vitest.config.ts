import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Quatre suites. Par defaut : tous les `*.test.ts`. Avec `PPN_SUITE=donnees` : les `*.donnees.test.ts`,
 * qui lisent les fichiers reels du dossier `PPN_DONNEES`. Avec `PPN_SUITE=outils` : les `*.outils.test.ts`,
 * qui appellent des outils exterieurs (openssl, python3, SoftHSM, openCryptoki, faketime). Avec `PPN_SUITE=longs` : les
 * `*.longs.test.ts`, a lancer a la main avant une livraison.
 */
const suite = process.env['PPN_SUITE'];
const grappeDEssai = join(import.meta.dirname, 'platform/postgres/essais/grappe-d-essai.ts');
const modeleDeSysteme = join(import.meta.dirname, 'specifications/systeme/modele.ts');

export default defineConfig({
  test: {
    include: suite ? [`**/*.${suite}.test.ts`] : ['**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      '**/.data/**',
      '**/.tmp/**',
      ...(suite ? [] : ['**/*.donnees.test.ts', '**/*.outils.test.ts', '**/*.longs.test.ts']),
    ],
    environment: 'node',
    pool: 'forks',
    // Les fichiers d'un meme ouvrier partagent leurs modules : un tiers du temps de processeur en moins. Un essai rend ce qu'il change.
    isolate: false,
    // Deux de plus que de coeurs : un essai attend souvent un navigateur, une base, un delai.
    maxWorkers: Math.min(6, availableParallelism() + 2),
    testTimeout: 90_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    // Une attente dit ce qu'elle attend, pas en combien de temps : une machine chargee n'est pas une panne.
    expect: { poll: { timeout: 20_000 } },
    passWithNoTests: suite !== undefined,
    globalSetup: [grappeDEssai, modeleDeSysteme].filter(existsSync),
  },
});
