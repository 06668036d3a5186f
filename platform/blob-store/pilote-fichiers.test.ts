import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { conformite } from './essais/conformite.ts';
import { piloteFichiers } from './index.ts';

conformite('dossier', async () => {
  const racine = await mkdtemp(join(tmpdir(), 'ppn-magasin-test-'));
  return { pilote: await piloteFichiers(racine), fermer: () => rm(racine, { recursive: true, force: true }) };
});

test('un objet publie est en lecture seule, deux dossiers plus bas, et l’ecriture interrompue est purgee passe son delai', async () => {
  const racine = await mkdtemp(join(tmpdir(), 'ppn-magasin-test-'));
  const pilote = await piloteFichiers(racine);
  const identifiant = 'abcd0000000000000000000000000000';
  const ecriture = await pilote.ecrire(identifiant);
  await ecriture.ajouter(Buffer.from('chiffre'));
  expect([await pilote.taille(identifiant), await readdir(join(racine, 'encours'))]).toEqual([
    undefined,
    [`${identifiant}.partiel`],
  ]);
  await ecriture.publier();
  expect((await stat(join(racine, 'objets', 'ab', 'cd', identifiant))).mode & 0o777).toBe(0o400);
  await mkdir(join(racine, 'encours'), { recursive: true });
  const reste = join(racine, 'encours', 'f'.repeat(32) + '.partiel');
  await writeFile(reste, 'reste');
  await utimes(reste, 1000, 1000);
  expect([await pilote.purgerInacheves(999_000), await pilote.purgerInacheves(1_001_000)]).toEqual([0, 1]);
  await rm(racine, { recursive: true, force: true });
});
