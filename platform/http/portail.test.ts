import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { servirPortail } from './portail.ts';

test('la page du vérificateur se télécharge ; celles du portail s’ouvrent', async () => {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-portail-'));
  const app = fastify();
  onTestFinished(async () => {
    await app.close();
    await rm(dossier, { recursive: true, force: true });
  });
  await writeFile(join(dossier, 'index.html'), '<!doctype html><title>Portail</title>');
  await writeFile(join(dossier, 'verificateur.html'), '<!doctype html><title>Vérificateur</title>');
  await servirPortail(app, dossier);
  const page = await app.inject('/verificateur.html');
  expect([page.statusCode, page.headers['content-disposition']]).toEqual([
    200,
    'attachment; filename="verificateur.html"',
  ]);
  const accueil = await app.inject({ url: '/dossiers', headers: { accept: 'text/html' } });
  expect([accueil.statusCode, accueil.headers['content-disposition']]).toEqual([200, undefined]);
});
