import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { dossierTemporaire } from './essais-dossier.ts';

/** Une copie de travail minuscule : un faux npm qui « installe » le vrai Node, et un script qui dit ou il tourne. */
function copieDeTravail(options: { readonly npmEchoue?: boolean } = {}): string {
  const racine = dossierTemporaire();
  const ecrire = (chemin: string, contenu: string): void => {
    mkdirSync(dirname(join(racine, chemin)), { recursive: true });
    writeFileSync(join(racine, chemin), contenu);
  };
  mkdirSync(join(racine, 'tools', 'demarrage'), { recursive: true });
  copyFileSync(join(import.meta.dirname, 'amorce.mjs'), join(racine, 'tools', 'demarrage', 'amorce.mjs'));
  const paquet = {
    'node_modules/petit': { version: '1.0.0', integrity: 'sha512-x' },
    'node_modules/autre-machine': { version: '1.0.0', optional: true },
  };
  ecrire('package-lock.json', JSON.stringify({ packages: { '': {}, ...paquet } }));
  ecrire(
    'script.ts',
    "const dit: string = JSON.stringify([process.argv.slice(2), process.env['npm_lifecycle_event'] ?? 'oublié']);\nconsole.log(dit);\n",
  );
  const node = join(racine, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin');
  const installer = `
    const { mkdirSync, symlinkSync, writeFileSync, appendFileSync } = require('node:fs');
    appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
    ${options.npmEchoue === true ? "console.error('npm error code E503\\\\nnpm error registre en panne'); process.exit(7);" : ''}
    mkdirSync(${JSON.stringify(node)}, { recursive: true });
    try { symlinkSync(${JSON.stringify(process.execPath)}, ${JSON.stringify(join(node, 'node'))}); } catch {}
    mkdirSync('node_modules/petit', { recursive: true });
    writeFileSync('node_modules/petit/package.json', '{}');
    writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(JSON.stringify({ packages: { 'node_modules/petit': paquet['node_modules/petit'] } }))});`;
  ecrire('faux-npm/npm.cjs', installer);
  return racine;
}

type Fin = { readonly code: number | null; readonly sortie: string };

function amorcer(racine: string, ...args: readonly string[]): Promise<Fin> {
  const enfant = spawn(process.execPath, [join(racine, 'tools', 'demarrage', 'amorce.mjs'), ...args], {
    env: {
      PATH: process.env['PATH'],
      npm_execpath: join(racine, 'faux-npm', 'npm.cjs'),
      npm_lifecycle_event: 'start',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const morceaux: Buffer[] = [];
  for (const flux of [enfant.stdout, enfant.stderr])
    flux.on('data', (morceau: Buffer) => void morceaux.push(morceau));
  return new Promise((finir) =>
    enfant.on('close', (code) => finir({ code, sortie: Buffer.concat(morceaux).toString() })),
  );
}

const installations = (racine: string): number =>
  existsSync(join(racine, 'npm.log'))
    ? readFileSync(join(racine, 'npm.log'), 'utf8').trim().split('\n').length
    : 0;

test('installe une fois, passe les arguments et oublie le nom du script npm', async () => {
  const racine = copieDeTravail();
  const premier = await amorcer(racine, 'script.ts', '--reset', 'a b');
  expect(premier.sortie).toContain('[["--reset","a b"],"oublié"]');
  expect(premier.code).toBe(0);
  const second = await amorcer(racine, 'script.ts');
  expect(second.sortie).toBe('[[],"oublié"]\n');
  expect(readFileSync(join(racine, 'npm.log'), 'utf8')).toBe(
    'ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --loglevel=error\n',
  );
});

test('deux commandes lancées ensemble n’installent qu’une fois', async () => {
  const racine = copieDeTravail();
  const fins = await Promise.all([
    amorcer(racine, 'script.ts'),
    amorcer(racine, 'script.ts'),
    amorcer(racine, 'script.ts'),
  ]);
  expect(fins.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(installations(racine)).toBe(1);
  expect(existsSync(join(racine, '.tmp', 'amorce.verrou'))).toBe(false);
});

test('le verrou d’une installation morte est repris', async () => {
  const racine = copieDeTravail();
  mkdirSync(join(racine, '.tmp'));
  writeFileSync(join(racine, '.tmp', 'amorce.verrou'), '999999999 1');
  expect((await amorcer(racine, 'script.ts')).code).toBe(0);
});

test('un verrou npm changé ou un paquet abîmé fait réinstaller', async () => {
  const racine = copieDeTravail();
  await amorcer(racine, 'script.ts');
  writeFileSync(join(racine, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: {} }));
  await amorcer(racine, 'script.ts');
  expect(installations(racine)).toBe(2);
});

test('une installation impossible est dite en une phrase, sans pile', async () => {
  const { code, sortie } = await amorcer(copieDeTravail({ npmEchoue: true }), 'script.ts');
  expect(code).toBe(1);
  expect(sortie).toContain('L’installation des dépendances a échoué (npm ci, code 7)');
  expect(sortie).toContain('registre en panne');
  expect(sortie).not.toMatch(/\n\s+at /);
});

test('le verrou npm du dépôt nomme tous les binaires facultatifs : npm ci l’accepte sur toute machine', async () => {
  const script = join(import.meta.dirname, 'completer-le-verrou.mjs');
  const enfant = spawn(process.execPath, [script, '--verifier'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const manques: string[] = [];
  enfant.stdout.on('data', (morceau: Buffer) => void manques.push(morceau.toString()));
  const code = await new Promise((finir) => enfant.on('close', finir));
  expect(manques.join('')).toBe('');
  expect(code).toBe(0);
});
