import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { ErreurGrappe, codeSql, demarrerGrappe, ouvrirBase, preparerBase } from './index.ts';
import type { Grappe } from './index.ts';
import { avecClient } from './roles.ts';
import { vivant } from './verrou.ts';

const racine = mkdtempSync(join(tmpdir(), 'ppn-grappe-test-'));
const dossier = join(racine, 'grappe');
let grappe: Grappe | undefined;

const demarrer = async (port?: number): Promise<Grappe> =>
  (grappe = await demarrerGrappe({ dossier, durable: false, ...(port === undefined ? {} : { port }) }));
const codeDuRefus = (action: Promise<unknown>): Promise<unknown> =>
  action.then(
    () => 'aucun',
    (cause: unknown) => (cause instanceof ErreurGrappe ? cause.code : cause),
  );
const un = (url: string): Promise<unknown> =>
  avecClient(url, async (client) => (await client.query('select 1 as un')).rows[0]);

beforeAll(async () => void (await demarrer()), 120_000);
afterEach(async () => {
  await grappe?.arreter();
  grappe = undefined;
});
afterAll(() => rmSync(racine, { recursive: true, force: true }));

test('la grappe repond, verifie ses pages, trie en C.UTF-8, et ses mots de passe ne sont lisibles que d’elle', async () => {
  const premiere = grappe ?? (await demarrer());
  const reglages = await avecClient(premiere.urlAdministrateur, async (client) => {
    const { rows } = await client.query(
      "select current_setting('data_checksums') as sommes, datlocprovider::text as fournisseur, datlocale as locale, current_setting('listen_addresses') as ecoute from pg_database where datname = 'template0'",
    );
    return rows[0];
  });
  expect(reglages).toEqual({ sommes: 'on', fournisseur: 'b', locale: 'C.UTF-8', ecoute: '127.0.0.1' });
  expect(statSync(join(dossier, 'mots-de-passe.json')).mode & 0o777).toBe(0o600);
  await expect(un(premiere.urlAdministrateur.replace(/:[0-9a-f]{48}@/, ':faux@'))).rejects.toMatchObject({
    code: '28P01',
  });
});

test('les donnees et les mots de passe survivent a un arret', async () => {
  const adresses = await (await demarrer()).base('interieur');
  await avecClient(adresses.urlProprietaire, (client) =>
    client.query('create table if not exists gardee (n int)'),
  );
  await grappe?.arreter();
  const reprise = await (await demarrer()).base('interieur');
  expect(new URL(reprise.urlApplication).password).toBe(new URL(adresses.urlApplication).password);
  await avecClient(reprise.urlProprietaire, (client) => client.query('select * from gardee'));
});

test('le role d’un ministere ne se connecte pas a la base de l’autre, meme dans la meme grappe', async () => {
  const commune = await demarrer();
  const [interieur, justice] = [await commune.base('interieur'), await commune.base('justice')];
  const surLaBase = (url: string, base: string): string =>
    Object.assign(new URL(url), { pathname: `/${base}` }).toString();
  for (const url of [interieur.urlApplication, interieur.urlProprietaire])
    for (const base of ['justice', 'postgres', 'template1'])
      await expect(un(surLaBase(url, base))).rejects.toMatchObject({ code: '42501' });
  await expect(un(surLaBase(justice.urlApplication, 'interieur'))).rejects.toMatchObject({ code: '42501' });
  expect(await un(interieur.urlApplication)).toEqual({ un: 1 });
});

test('un droit ajoute a la main au role applicatif disparait au lancement suivant', async () => {
  const { urlAdministrateur } = await demarrer();
  const secrets = { proprietaire: 'a'.repeat(48), application: 'b'.repeat(48) };
  await preparerBase(urlAdministrateur, 'essai', secrets);
  await avecClient(urlAdministrateur, (client) => client.query('alter role essai_application superuser'));
  const { urlApplication } = await preparerBase(urlAdministrateur, 'essai', secrets);
  const base = ouvrirBase(urlApplication);
  expect(await base.pool.query('create role intrus').catch(codeSql)).toBe('42501');
  await base.fermer();
});

test('un dossier deja tenu par un processus vivant est refuse', async () => {
  await demarrer();
  expect(await codeDuRefus(demarrerGrappe({ dossier }))).toBe('deja-demarree');
});

test('un port pris est dit en francais, avec son numero', async () => {
  const intrus = createServer().listen(0, '127.0.0.1');
  await once(intrus, 'listening');
  const adresse = intrus.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  await expect(demarrerGrappe({ dossier, port })).rejects.toMatchObject({
    code: 'port-pris',
    message: expect.stringContaining(`Le port ${port} est déjà pris`),
  });
  intrus.close();
});

test('un dossier d’une autre version, ou abime, est refuse sans que PostgreSQL y touche', async () => {
  const autre = join(racine, 'ancienne');
  mkdirSync(join(autre, 'donnees', 'global'), { recursive: true, mode: 0o700 });
  expect(await codeDuRefus(demarrerGrappe({ dossier: autre }))).toBe('dossier-abime');
  writeFileSync(join(autre, 'donnees', 'global', 'pg_control'), '');
  writeFileSync(join(autre, 'donnees', 'PG_VERSION'), '15\n');
  expect(await codeDuRefus(demarrerGrappe({ dossier: autre }))).toBe('version-du-dossier');
});

test('un dossier lisible par d’autres, puis un fichier de controle abime, sont reconnus dans le journal', async () => {
  const abimee = join(racine, 'abimee');
  cpSync(dossier, abimee, { recursive: true });
  expect(await codeDuRefus(demarrerGrappe({ dossier: abimee, durable: false }))).toBe('droits-insuffisants');
  chmodSync(join(abimee, 'donnees'), 0o700);
  writeFileSync(join(abimee, 'donnees', 'global', 'pg_control'), Buffer.alloc(8192, 7));
  expect(await codeDuRefus(demarrerGrappe({ dossier: abimee, durable: false }))).toBe('dossier-abime');
});

test('quand le lanceur est tue net, le serveur s’arrete et le suivant reprend', async () => {
  const lanceur = await lancerAPart(process.env['PATH'] ?? '');
  lanceur.kill('SIGKILL');
  await once(lanceur, 'exit');
  expect(await un((await demarrer()).urlAdministrateur)).toEqual({ un: 1 });
});

test('sans setpriv, l’orphelin laisse par un lanceur tue est arrete par le suivant', async () => {
  const chemins = join(racine, 'bin');
  mkdirSync(chemins);
  if (existsSync('/usr/bin/unshare')) symlinkSync('/usr/bin/unshare', join(chemins, 'unshare'));
  if (existsSync('/usr/bin/true')) symlinkSync('/usr/bin/true', join(chemins, 'true'));
  const lanceur = await lancerAPart(chemins);
  const pid = Number(readFileSync(join(dossier, 'donnees', 'postmaster.pid'), 'utf8').split('\n')[0]);
  lanceur.kill('SIGKILL');
  await once(lanceur, 'exit');
  expect(vivant(pid)).toBe(true);
  expect(await un((await demarrer()).urlAdministrateur)).toEqual({ un: 1 });
  expect(vivant(pid)).toBe(false);
});

test('un postmaster.pid retombe sur un autre programme ne bloque pas', async () => {
  writeFileSync(join(dossier, 'donnees', 'postmaster.pid'), `${process.pid}\n${join(dossier, 'donnees')}\n`, {
    mode: 0o600,
  });
  expect(await un((await demarrer()).urlAdministrateur)).toEqual({ un: 1 });
});

async function lancerAPart(path: string): Promise<ReturnType<typeof spawn>> {
  const programme = join(import.meta.dirname, 'essais', 'lanceur-jetable.ts');
  const lanceur = spawn(process.execPath, [programme, dossier], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: path },
  });
  await once(createInterface({ input: lanceur.stdout }), 'line');
  return lanceur;
}
