import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';
import { conformite } from './essais/conformite.ts';
import { piloteS3 } from './index.ts';

conformite('S3', async () => {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-s3-test-'));
  const serveur = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: dossier,
    configureBuckets: [{ name: 'objets' }],
  });
  const { port } = await serveur.run();
  const pilote = piloteS3({
    adresse: `http://127.0.0.1:${port}`,
    region: 'fr',
    seau: 'objets',
    prefixe: 'interieur/',
    cleDAcces: 'S3RVER',
    cleSecrete: 'S3RVER',
  });
  const fermer = async (): Promise<void> => {
    pilote.fermer();
    await serveur.close();
    await rm(dossier, { recursive: true, force: true });
  };
  return { pilote, fermer };
});
