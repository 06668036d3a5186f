import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { environnementAmbiant } from './environnement.ts';
import { decaler, heureVraie, simulerLHorloge } from './horloge-simulee.ts';

const Vraie = globalThis.Date;
const dossier = mkdtempSync(join(tmpdir(), 'ppn-horloge-'));
afterAll(() => {
  globalThis.Date = Vraie;
  rmSync(dossier, { recursive: true, force: true });
});

test('tout ce qui lit Date suit le décalage, et l’heure vraie reste à portée', async () => {
  const fichier = join(dossier, 'decalage');
  decaler(fichier, -86_400_000);
  simulerLHorloge(fichier);
  const ecart = (): number => heureVraie() - Date.now();
  expect(ecart()).toBeCloseTo(86_400_000, -3);
  expect(heureVraie() - new Date().getTime()).toBeCloseTo(86_400_000, -3);
  expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
  expect(new Date() instanceof Date).toBe(true);
  decaler(fichier, -3_600_000);
  await attendre(30);
  expect(ecart()).toBeCloseTo(3_600_000, -3);
  const serveur = createServer((_requete, reponse) => reponse.end()).listen(0, '127.0.0.1');
  await once(serveur, 'listening');
  const adresse = serveur.address();
  const { headers } = await fetch(`http://127.0.0.1:${typeof adresse === 'object' ? adresse?.port : ''}`);
  serveur.close();
  expect(heureVraie() - Date.parse(headers.get('date') ?? '')).toBeCloseTo(3_600_000, -4);
});

test('un enfant du lanceur ne suit l’heure simulée que si elle est demandée', () => {
  expect(environnementAmbiant({ PATH: '/bin', NODE_OPTIONS: '--trace' })).toEqual({ PATH: '/bin' });
  const simule = environnementAmbiant({ PATH: '/bin', PPN_HORLOGE_SIMULEE: '/tmp/x' });
  expect(simule['PPN_HORLOGE_SIMULEE']).toBe('/tmp/x');
  expect(simule['NODE_OPTIONS']).toMatch(/^--import=file:.*horloge-simulee\.ts$/);
});
