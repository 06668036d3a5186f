import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { compterLesEssais } from './comptage-des-essais.ts';
import type { Compte } from './comptage-des-essais.ts';
import { PanneDeDemarrage } from './pannes.ts';
import { construireLesPortails } from './portails.ts';

/**
 * `npm test [-- filtres]` : construit les portails, lance vitest, finit par la ligne `N passed, N failed`.
 * `--donnees` : la suite des fichiers reels (`PPN_DONNEES`). `--outils` : la suite des outils exterieurs
 * (SoftHSM, openCryptoki, openssl, python3, faketime). `--longs` : ce qui prend plus d'une minute sans rien prouver
 * que les autres ne prouvent (le banc entier, un scenario joue de bout en bout). Sort en 1 si un essai, un fichier ou une construction echoue.
 */
const racine = resolve(import.meta.dirname, '..', '..');
const suite = (['donnees', 'outils', 'longs'] as const).find((nom) => process.argv.includes(`--${nom}`));
const filtres = process.argv.slice(2).filter((argument) => argument !== `--${suite ?? ''}`);

const compte = await lancerTout();
process.stdout.write(`${compte.reussis} passed, ${compte.echoues} failed\n`);
process.exitCode = compte.echoues === 0 ? 0 : 1;

async function lancerTout(): Promise<Compte> {
  try {
    if (suite === undefined && filtres.length === 0) await construireLesPortails(racine);
  } catch (panne) {
    if (!(panne instanceof PanneDeDemarrage)) throw panne;
    process.stdout.write(`${panne.message}\n`);
    return { reussis: 0, echoues: 1 };
  }
  const temporaire = mkdtempSync(join(tmpdir(), 'ppn-essais-'));
  try {
    const rapport = join(temporaire, 'rapport.json');
    const code = await lancerVitest(rapport);
    return compterLesEssais(lire(rapport), code);
  } finally {
    rmSync(temporaire, { recursive: true, force: true });
  }
}

function lancerVitest(rapport: string): Promise<number> {
  const vitest = join(racine, 'node_modules', 'vitest', 'vitest.mjs');
  const options = [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${rapport}`,
    ...filtres,
  ];
  const enfant = spawn(process.execPath, [vitest, ...options], {
    cwd: racine,
    stdio: 'inherit',
    env: { ...process.env, ...(suite ? { PPN_SUITE: suite } : {}) },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => enfant.kill(signal));
  return new Promise((finir) => {
    enfant.on('error', () => finir(1));
    enfant.on('close', (code) => finir(code ?? 1));
  });
}

function lire(chemin: string): string | undefined {
  try {
    return readFileSync(chemin, 'utf8');
  } catch {
    return undefined;
  }
}
