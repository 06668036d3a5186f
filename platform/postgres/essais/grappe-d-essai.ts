import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerGrappeDEssai } from './demarrer-grappe-d-essai.ts';
import type { GrappeDEssai } from './demarrer-grappe-d-essai.ts';
import { VARIABLE } from './trouver-la-grappe.ts';

let demarree: Promise<GrappeDEssai> | undefined;

/**
 * `globalSetup` de vitest : une grappe par lancement, demarree a la premiere demande d'un ouvrier (rien si aucun essai n'en veut),
 * arretee et effacee a la fin. Elle appartient au processus principal : elle s'arrete aussi s'il est tue.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env[VARIABLE] !== undefined) return async () => undefined;
  const dossier = mkdtempSync(join(tmpdir(), `ppn-essais-${process.pid}-prise-`));
  const prise = join(dossier, 'grappe');
  const guichet = createServer((liaison) => {
    liaison.on('error', () => undefined);
    demarree ??= demarrerGrappeDEssai();
    demarree.then(
      ({ grappe }) => liaison.end(grappe.urlAdministrateur),
      (cause: unknown) => liaison.end(String(cause)),
    );
  });
  await ecouter(guichet, prise);
  process.env[VARIABLE] = prise;
  return async () => {
    delete process.env[VARIABLE];
    guichet.close();
    await demarree?.then(
      ({ arreter }) => arreter(),
      () => undefined,
    );
    rmSync(dossier, { recursive: true, force: true });
  };
}

function ecouter(guichet: Server, prise: string): Promise<void> {
  return new Promise((resoudre, rejeter) => {
    guichet.once('error', rejeter);
    guichet.listen(prise, resoudre);
  });
}
