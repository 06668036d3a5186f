import { DetailedError, Upload, type UploadOptions } from 'tus-js-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bancDesEnvois, type Banc, client, DEPOT } from '../essais/banc.ts';
import { octetsDEssai } from '../essais/octets.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await bancDesEnvois();
});
afterAll(() => banc.arreter());

const OCTETS = octetsDEssai(1_500_001, 33);

/** Envoie par le client courant, sans rien en changer ; `pendant` : appele a chaque progres. Rend l'adresse du fichier. */
function envoyer(
  options: Partial<UploadOptions>,
  pendant: (envoi: Upload, position: number) => void = () => undefined,
): Promise<string> {
  return new Promise((fini, rate) => {
    const envoi = new Upload(OCTETS, {
      endpoint: `http://127.0.0.1:${banc.port}/envois/${DEPOT}`,
      headers: { 'x-essai-depot': DEPOT },
      metadata: { filename: 'audition n° 1.mp4' },
      retryDelays: null,
      onError: rate,
      onSuccess: () => fini(new URL(envoi.url ?? '').pathname),
      onProgress: (position) => pendant(envoi, position),
      ...options,
    });
    envoi.start();
  });
}
const relire = async (adresse: string): Promise<Buffer> => (await client(banc).lire(adresse)).corps;

test('tus-js-client envoie tel quel, d’un trait ou en trois parties réunies', async () => {
  expect((await relire(await envoyer({}))).equals(OCTETS)).toBe(true);
  expect((await relire(await envoyer({ parallelUploads: 3 }))).equals(OCTETS)).toBe(true);
});

test('tus-js-client, coupé, reprend où il en était ; un refus lui arrive avec sa phrase', async () => {
  let adresse = '';
  await new Promise<void>((coupe) => {
    void envoyer({ chunkSize: 400_000 }, (envoi, position) => {
      if (position < 400_000 || adresse !== '') return;
      adresse = envoi.url ?? '';
      void envoi.abort().then(coupe);
    });
  });
  const debuts: number[] = [];
  const reprise = await envoyer({ uploadUrl: adresse }, (_envoi, position) => debuts.push(position));
  expect(debuts[0]).toBeGreaterThan(0);
  expect((await relire(reprise)).equals(OCTETS)).toBe(true);
  const refuse = await envoyer({ headers: { 'x-essai-depot': 'autre' } }).catch((cause: unknown) => cause);
  expect(refuse).toBeInstanceOf(DetailedError);
  expect(String(refuse)).toContain('depot-inconnu');
});
