import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { VARIABLE } from './copier-le-modele.ts';

const PREPARER = join(import.meta.dirname, 'preparer-le-modele.ts');
const DELAI_MS = 120_000;

/**
 * `globalSetup` de vitest : un systeme neuf, prepare une fois par lancement (bases migrees, confiance et cartes creees) puis
 * arrete ; chaque essai en part d'une copie. Prepare a la premiere demande, efface a la fin.
 */
export async function setup(): Promise<() => Promise<void>> {
  const dossier = mkdtempSync(join(tmpdir(), `ppn-essais-${process.pid}-modele-`));
  const prise = join(dossier, 'prise');
  let prepare: Promise<string> | undefined;
  const guichet = createServer((liaison) => {
    liaison.on('error', () => undefined);
    prepare ??= preparer(join(dossier, 'donnees'));
    prepare.then(
      (modele) => liaison.end(modele),
      (cause: unknown) => liaison.end(`Panne : ${String(cause)}`),
    );
  });
  await new Promise<void>((resoudre, rejeter) => {
    guichet.once('error', rejeter);
    guichet.listen(prise, resoudre);
  });
  process.env[VARIABLE] = prise;
  return async () => {
    delete process.env[VARIABLE];
    guichet.close();
    await prepare?.catch(() => undefined);
    rmSync(dossier, { recursive: true, force: true, maxRetries: 3 });
  };
}

async function preparer(modele: string): Promise<string> {
  await promisify(execFile)(process.execPath, [PREPARER, modele], { timeout: DELAI_MS });
  return modele;
}
