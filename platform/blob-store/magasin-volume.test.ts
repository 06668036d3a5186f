import { createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { expect, test } from 'vitest';
import { migrationsDuMagasin, ouvrirMagasin, piloteFichiers } from './index.ts';

const MIO = 1024 * 1024;

test('un envoi de 300 Mio et sa relecture ne tiennent pas en memoire', async () => {
  const racine = await mkdtemp(join(tmpdir(), 'ppn-volume-test-'));
  const temporaire = await baseTemporaire([migrationsDuMagasin]);
  const base = ouvrirBase<Record<never, never>>(temporaire.urlApplication);
  const cle = createSecretKey(Buffer.alloc(32, 1));
  const magasin = ouvrirMagasin({
    db: base.db,
    pilote: await piloteFichiers(racine),
    environnement: 'essai',
    trousseau: { actif: 'kek', cle: () => cle },
  });
  const depart = process.memoryUsage.rss();
  let sommet = depart;
  const mesurer = (): void => void (sommet = Math.max(sommet, process.memoryUsage.rss()));
  const flux = async function* (): AsyncGenerator<Uint8Array> {
    for (let rang = 0; rang < 300; rang += 1) {
      mesurer();
      yield Buffer.alloc(MIO, rang);
    }
  };
  const depot = await magasin.deposer(flux());
  if (!depot.ok) throw new Error(depot.refus);
  let relus = 0;
  for await (const octets of magasin.lire(depot.valeur.empreinte)) {
    relus += octets.length;
    mesurer();
  }
  expect([depot.valeur.taille, relus]).toEqual([300 * MIO, 300 * MIO]);
  expect((sommet - depart) / MIO).toBeLessThan(120);
  await base.fermer();
  await temporaire.detruire();
  await rm(racine, { recursive: true, force: true });
}, 120_000);
