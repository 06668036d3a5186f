import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/**
 * Deux suites. Par defaut : tous les `*.test.ts`. Avec `PPN_SUITE=donnees` : les `*.donnees.test.ts`,
 * qui lisent les fichiers reels du dossier `PPN_DONNEES`.
 */
const donnees = process.env['PPN_SUITE'] === 'donnees';
const grappeDEssai = join(import.meta.dirname, 'platform/postgres/essais/grappe-d-essai.ts');

export default defineConfig({
  test: {
    include: donnees ? ['**/*.donnees.test.ts'] : ['**/*.test.{ts,tsx}'],
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      '**/.data/**',
      '**/.tmp/**',
      ...(donnees ? [] : ['**/*.donnees.test.ts']),
    ],
    environment: 'node',
    pool: 'forks',
    maxWorkers: Math.max(1, Math.min(4, availableParallelism())),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 15_000,
    passWithNoTests: donnees,
    globalSetup: existsSync(grappeDEssai) ? [grappeDEssai] : [],
  },
});
