import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dossierTemporaire } from './essais-dossier.ts';
import { PORTS, portLibre, portsLibres } from './ports.ts';

type Fin = { readonly code: number | null; readonly sortie: string };

function lancer(
  environnement: Readonly<Record<string, string>>,
  ...args: readonly string[]
): {
  readonly fin: Promise<Fin>;
  readonly tuer: (signal: NodeJS.Signals) => void;
  readonly sortie: () => string;
} {
  const enfant = spawn(process.execPath, [join(import.meta.dirname, 'principal.ts'), ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environnement },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void enfant.kill('SIGKILL'));
  const morceaux: Buffer[] = [];
  for (const flux of [enfant.stdout, enfant.stderr])
    flux.on('data', (morceau: Buffer) => void morceaux.push(morceau));
  const sortie = (): string => Buffer.concat(morceaux).toString();
  const fin = new Promise<Fin>((finir) => enfant.on('close', (code) => finir({ code, sortie: sortie() })));
  return { fin, sortie, tuer: (signal) => void enfant.kill(signal) };
}

/** Une seule phrase : ni pile, ni code interne. */
function estUnePhrase({ sortie }: Fin): void {
  expect(sortie.trim().split('\n')).toHaveLength(1);
  expect(sortie).not.toMatch(/\bat \w|Error|node:/);
}

test('une option inconnue rend l’aide et le code 2', async () => {
  const { code, sortie } = await lancer({}, '--nimporte').fin;
  expect(code).toBe(2);
  expect(sortie).toContain('--reset');
});

test('le démonstrateur refuse de se lancer en production', async () => {
  const fin = await lancer({ NODE_ENV: 'production' }).fin;
  expect(fin.code).toBe(1);
  expect(fin.sortie).toContain('NODE_ENV=production');
  estUnePhrase(fin);
});

test('un port pris est dit en une phrase, avec son numéro et la variable à changer', async () => {
  const port = await portLibre();
  const occupant = createServer().listen(port, '127.0.0.1');
  onTestFinished(() => void occupant.close());
  const libres = await portsLibres();
  const ports = Object.fromEntries(PORTS.map(({ nom, variable }) => [variable, String(libres[nom])]));
  const fin = await lancer({
    ...ports,
    PPN_INTERIEUR_HTTP_PORT: String(port),
    PPN_DONNEES_DIR: dossierTemporaire(),
  }).fin;
  expect(fin.code).toBe(1);
  expect(fin.sortie).toContain(`Le port ${port} (portail de l’enquêteur) est déjà pris`);
  expect(fin.sortie).toContain('PPN_INTERIEUR_HTTP_PORT');
  estUnePhrase(fin);
});

test('un dossier étranger est refusé en une phrase', async () => {
  const dossier = dossierTemporaire();
  writeFileSync(join(dossier, 'autre-chose'), '');
  const fin = await lancer({ PPN_DONNEES_DIR: dossier }, '--ports-libres', '--reset').fin;
  expect(fin.code).toBe(1);
  expect(fin.sortie).toContain('PPN_DONNEES_DIR');
  expect(existsSync(join(dossier, 'autre-chose'))).toBe(true);
  estUnePhrase(fin);
});

test('une base extérieure mal décrite est dite en nommant la variable', { timeout: 90_000 }, async () => {
  const reglage = { PPN_DONNEES_DIR: dossierTemporaire(), PPN_JUSTICE_BASE_URL: 'mysql://x' };
  const { code, sortie } = await lancer(reglage, '--ports-libres', '--sans-semences').fin;
  expect(code).toBe(1);
  expect(sortie).toContain('PPN_JUSTICE_BASE_URL doit être une adresse « postgres://');
});

test('un Ctrl-C pendant le démarrage arrête tout et rend la main', { timeout: 90_000 }, async () => {
  const dossier = dossierTemporaire();
  const lance = lancer({ PPN_DONNEES_DIR: dossier }, '--ports-libres', '--sans-semences');
  await vi.waitUntil(() => lance.sortie().includes('Bases de données'), { timeout: 60_000 });
  lance.tuer('SIGINT');
  const { code, sortie } = await lance.fin;
  expect(sortie).toContain('Démarrage interrompu.');
  expect(code).toBe(0);
  expect(existsSync(join(dossier, 'lanceur.verrou'))).toBe(false);
});
