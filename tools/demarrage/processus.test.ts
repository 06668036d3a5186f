import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { expect, onTestFinished, test, vi } from 'vitest';
import { dossierTemporaire } from './essais-dossier.ts';
import { portLibre } from './ports.ts';
import { surveiller } from './processus.ts';
import type { Processus } from './processus.ts';
import { repondSante } from './sante.ts';

const SERVEUR = `
import { createServer } from 'node:http';
const serveur = createServer((_q, r) => r.end(process.env.ESSAI ?? 'base')).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => serveur.close(() => process.exit(0)));
`;

async function enfant(
  options: { source?: string; relancer?: boolean } = {},
): Promise<Processus & { url: string; dits: string[] }> {
  const dossier = dossierTemporaire();
  const script = join(dossier, 'serveur.mjs');
  writeFileSync(script, options.source ?? SERVEUR);
  const port = await portLibre();
  const dits: string[] = [];
  const url = `http://127.0.0.1:${port}/`;
  const processus = surveiller({
    nom: 'Le serveur d’essai',
    script,
    environnement: { PATH: process.env['PATH'] ?? '', PORT: String(port) },
    journal: join(dossier, 'journaux', 'serveur.log'),
    sante: url,
    relancer: options.relancer ?? false,
    surEvenement: (phrase) => void dits.push(phrase),
  });
  onTestFinished(() => processus.arreter());
  return { ...processus, url, dits };
}

const corps = async (url: string): Promise<string> => (await fetch(url)).text();

test('un enfant est prêt quand il répond, et s’arrête proprement', async () => {
  const serveur = await enfant();
  await serveur.demarrer();
  expect(await corps(serveur.url)).toBe('base');
  await serveur.arreter();
  expect(await serveur.fin()).toEqual({ code: 0, signal: null });
  expect(await repondSante(serveur.url)).toBe(false);
});

test('un enfant tué est relancé seul, sans les réglages d’essai du lancement précédent', async () => {
  const serveur = await enfant({ relancer: true });
  await serveur.demarrer({ ESSAI: 'point-d-arret' });
  expect(await corps(serveur.url)).toBe('point-d-arret');
  const avant = serveur.pid();
  expect(await serveur.tuer('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
  await serveur.attendrePret();
  expect(await corps(serveur.url)).toBe('base');
  expect(serveur.pid()).not.toBe(avant);
  expect(serveur.dits).toEqual(['Le serveur d’essai s’est arrêté (SIGKILL) : relance dans 0,2 s.']);
});

test('sans relance, un enfant tué le reste jusqu’au lancement suivant', async () => {
  const serveur = await enfant();
  await serveur.demarrer();
  await serveur.tuer('SIGKILL');
  expect(serveur.pid()).toBeUndefined();
  await serveur.demarrer();
  expect(await corps(serveur.url)).toBe('base');
});

test('un enfant qui meurt au départ est dit par sa propre phrase, sans pile', async () => {
  const phrase = 'PPN_TSA_URL est absente : donnez l’adresse de l’horodatage.';
  const muet = await enfant({
    source: `process.stderr.write(${JSON.stringify(`${phrase}\n`)}); process.exit(78);`,
  });
  await expect(muet.demarrer()).rejects.toMatchObject({
    name: 'PanneDeDemarrage',
    message: expect.stringContaining(`Le serveur d’essai ne démarre pas : ${phrase}`),
  });
});

test('un port pris ou un disque plein dans un enfant devient une phrase', async () => {
  const occupe = await enfant({
    source:
      "throw Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:18711'), { code: 'EADDRINUSE' })",
  });
  await expect(occupe.demarrer()).rejects.toMatchObject({
    code: 'port-occupe',
    message: expect.stringContaining('le port 18711 est déjà pris'),
  });
  const plein = await enfant({
    source: "throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })",
  });
  await expect(plein.demarrer()).rejects.toMatchObject({ code: 'disque-plein' });
});

test('un enfant meurt avec son lanceur, même tué', async () => {
  const dossier = dossierTemporaire();
  const port = await portLibre();
  const script = join(dossier, 'serveur.mjs');
  writeFileSync(script, SERVEUR);
  const pret = join(dossier, 'pret');
  const parent = join(dossier, 'parent.mjs');
  const reglage = {
    nom: 'x',
    script,
    environnement: { PATH: process.env['PATH'], PORT: String(port) },
    journal: join(dossier, 'journal'),
    sante: `http://127.0.0.1:${port}/`,
    relancer: true,
  };
  writeFileSync(
    parent,
    `import { writeFileSync } from 'node:fs';
     const { surveiller } = await import(${JSON.stringify(join(import.meta.dirname, 'processus.ts'))});
     const enfant = surveiller(${JSON.stringify(reglage)});
     await enfant.demarrer();
     writeFileSync(${JSON.stringify(pret)}, String(enfant.pid()));
     setInterval(() => undefined, 1000);`,
  );
  const lanceur = spawn(process.execPath, [parent], { stdio: 'ignore' });
  onTestFinished(() => void lanceur.kill('SIGKILL'));
  await vi.waitUntil(() => existsSync(pret), { timeout: 20_000 });
  lanceur.kill('SIGKILL');
  await vi.waitUntil(async () => !(await repondSante(reglage.sante)), { timeout: 10_000 });
});
