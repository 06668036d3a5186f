import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancDesEnvois, client, DEPOT, type Banc } from './essais/banc.ts';
import { octetsDEssai } from './essais/octets.ts';

const MIO = 1024 * 1024;
let banc: Banc;
beforeAll(async () => {
  banc = await bancDesEnvois();
});
afterAll(() => banc.arreter());

const TUS = {
  'tus-resumable': '1.0.0',
  'x-essai-depot': DEPOT,
  'content-type': 'application/offset+octet-stream',
};
const bloc = octetsDEssai(MIO, 31);
const residente = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0) / 1024;

/** Verse `mio` megaoctets dans un envoi, au rythme du service. */
async function verser(adresse: string, mio: number): Promise<number | undefined> {
  const demande = request({
    port: banc.port,
    host: '127.0.0.1',
    method: 'PATCH',
    path: adresse,
    agent: false,
    headers: { ...TUS, 'upload-offset': 0, 'content-length': mio * MIO },
  });
  const reponse = once(demande, 'response');
  for (let rang = 0; rang < mio; rang += 1) if (!demande.write(bloc)) await once(demande, 'drain');
  demande.end();
  const [recue] = (await reponse) as [{ readonly statusCode?: number; readonly resume: () => void }];
  recue.resume();
  return recue.statusCode;
}

test(
  'trois cents mégaoctets passent et se relisent sans que la mémoire suive la taille',
  { timeout: 120_000 },
  async () => {
    const mio = 300;
    const adresse = (await client(banc).creer(mio * MIO)).entetes.location ?? '';
    const avant = residente();
    expect(await verser(adresse, mio)).toBe(204);
    const somme = createHash('sha256');
    for (let rang = 0; rang < mio; rang += 1) somme.update(bloc);
    const fichier = await banc.entrepot().trouver(DEPOT, adresse.slice(-32));
    if (fichier === undefined) throw new Error('fichier absent');
    expect(fichier.sha256).toBe(somme.digest('hex'));
    const relue = createHash('sha256');
    let plus = 0;
    for await (const octets of banc.entrepot().lire(DEPOT, fichier, 0, fichier.longueur)) {
      relue.update(octets);
      plus = Math.max(plus, residente() - avant);
    }
    expect(relue.digest('hex')).toBe(fichier.sha256);
    expect(plus).toBeLessThan(250);
  },
);

test(
  'mille envois lents sont tenus à la fois, et un envoi vif passe au milieu d’eux',
  { timeout: 180_000 },
  async () => {
    const tus = client(banc);
    const lents = await Promise.all(
      Array.from({ length: 1_000 }, async () => {
        const adresse = (await tus.creer(2_000)).entetes.location ?? '';
        const demande = request({
          port: banc.port,
          host: '127.0.0.1',
          method: 'PATCH',
          path: adresse,
          agent: false,
          headers: { ...TUS, 'upload-offset': 0, 'content-length': 2_000 },
        });
        const reponse = once(demande, 'response');
        reponse.catch(() => undefined);
        demande.on('error', () => undefined);
        demande.write(bloc.subarray(0, 1_000));
        return { demande, reponse };
      }),
    );
    const vif = (await tus.creer(20 * MIO)).entetes.location ?? '';
    expect(await verser(vif, 20)).toBe(204);
    for (const { demande } of lents) demande.end(bloc.subarray(0, 1_000));
    const statuts = await Promise.all(
      lents.map(async ({ reponse }) => {
        const [recue] = (await reponse) as [{ readonly statusCode?: number; readonly resume: () => void }];
        recue.resume();
        return recue.statusCode;
      }),
    );
    expect(new Set(statuts)).toEqual(new Set([204]));
  },
);
