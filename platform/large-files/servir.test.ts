import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { Writable } from 'node:stream';
import { afterEach, expect, test, vi } from 'vitest';
import { servirOctets } from './servir.ts';

const SEGMENT = 256 * 1024;
const SEGMENTS = 1_000;

afterEach(() => vi.useRealTimers());

/** Une source qui compte ce qu'on lui prend, et si on la referme. */
function sourceComptee() {
  const compte = { pris: 0, refermee: false };
  return {
    compte,
    longueur: SEGMENT * SEGMENTS,
    nom: 'grand.bin',
    etiquette: 'a',
    async *lire() {
      try {
        for (; compte.pris < SEGMENTS;) {
          compte.pris += 1;
          yield Buffer.alloc(SEGMENT);
        }
      } finally {
        compte.refermee = true;
      }
    },
  };
}

/** Une reponse dont le client ne lit rien : la liaison n'accepte jamais le premier octet. */
function reponseSansLecteur() {
  const demande = new IncomingMessage(new Socket());
  demande.method = 'GET';
  const reponse = new ServerResponse(demande);
  const muette = new Writable({ write: () => undefined });
  reponse.assignSocket(muette as Socket);
  return { demande, reponse };
}

test('qui ne lit pas ne fait rien tenir en mémoire, et sa liaison est coupée au bout du silence admis', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const source = sourceComptee();
  const { demande, reponse } = reponseSansLecteur();
  const livraison = servirOctets(demande, reponse, source);
  for (let tour = 0; tour < 200; tour += 1) await new Promise((suite) => setImmediate(suite));
  // Deux segments au plus : celui que la liaison garde, et le suivant.
  expect(source.compte.pris).toBeLessThanOrEqual(2);
  expect(reponse.writableLength).toBeLessThanOrEqual(3 * SEGMENT);

  vi.advanceTimersByTime(3_600_000);
  expect(await livraison).toMatchObject({ remis: 0 });
  expect([reponse.destroyed, source.compte.refermee]).toEqual([true, true]);
});
