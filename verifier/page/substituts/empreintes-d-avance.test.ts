import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { Sha256, condenserDAvance } from './empreintes-d-avance.ts';
import { Sha3Rapide, creerSha3 } from './sha3-rapide.ts';
import { Sha3 } from './sha3.ts';

const hexa = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');
const sienne = (nom: string, ...morceaux: readonly Uint8Array[]): string => {
  const calcul = createHash(nom);
  for (const morceau of morceaux) calcul.update(morceau);
  return calcul.digest('hex');
};
const notre = (...morceaux: readonly Uint8Array[]): string => {
  const calcul = new Sha256();
  for (const morceau of morceaux) calcul.update(morceau);
  return hexa(calcul.digest());
};

/** Un PDF qui annonce ces deux plages. */
const signe = (trou: number, reprise: number, suite: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(Buffer.from(`%PDF-1.7 /ByteRange [0 ${trou} ${reprise} ${suite}] ${'reste '.repeat(20)}`));

test('condensé d’avance ou non, un fichier et ce que sa signature couvre ont la même empreinte', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: 90 }),
      fc.nat({ max: 90 }),
      fc.nat({ max: 200 }),
      async (un, deux, trois) => {
        const octets = signe(un, deux, trois);
        await condenserDAvance(octets);
        const plages = [octets.subarray(0, un), octets.subarray(deux, deux + trois)];
        expect(notre(octets)).toBe(sienne('sha256', octets));
        expect(notre(...plages)).toBe(sienne('sha256', ...plages));
        expect(notre(octets.subarray(0, un))).toBe(sienne('sha256', octets.subarray(0, un)));
        expect(notre(...plages, octets)).toBe(sienne('sha256', ...plages, octets));
      },
    ),
  );
});

test('les empreintes sues viennent du navigateur, et ne servent que pour les mêmes octets', async () => {
  const octets = signe(9, 20, 30);
  const fausse = new Uint8Array(32).fill(7);
  const espion = vi.spyOn(crypto.subtle, 'digest').mockResolvedValue(fausse.buffer);
  await condenserDAvance(octets);
  espion.mockRestore();
  expect(notre(octets)).toBe(hexa(fausse));
  expect(notre(octets.subarray(0, 9), octets.subarray(20, 50))).toBe(hexa(fausse));
  for (const autres of [
    [octets.subarray(0, 9)],
    [octets.subarray(0, 9), octets.subarray(20, 51)],
    [octets.subarray(0, 9), Uint8Array.from(octets.subarray(20, 50))],
    [octets.subarray(1)],
    [octets, octets],
    [Uint8Array.from(octets)],
    [],
  ])
    expect(notre(...autres)).toBe(sienne('sha256', ...autres));
});

test('SHA-3 rend les mêmes empreintes que Node avec et sans WebAssembly, en morceaux, plus longs que sa mémoire compris', () => {
  const longs = fc.nat({ max: 70_000 }).map((taille) => new Uint8Array(taille).fill(taille));
  const morceaux = fc.array(fc.oneof(fc.uint8Array({ maxLength: 300 }), longs), { maxLength: 4 });
  expect(creerSha3(64)).toBeInstanceOf(Sha3Rapide);
  fc.assert(
    fc.property(morceaux, fc.constantFrom(32, 48, 64), (lus, taille) => {
      const [rapide, sans] = [creerSha3(taille), new Sha3(taille)];
      // Deux calculs menes ensemble se partagent la memoire du module.
      const autre = creerSha3(taille).update(Uint8Array.of(1));
      for (const morceau of lus) {
        rapide.update(morceau);
        sans.update(morceau);
        autre.update(Uint8Array.of(2));
      }
      const attendue = sienne(`sha3-${taille * 8}`, ...lus);
      expect([hexa(rapide.digest()), hexa(sans.digest())]).toEqual([attendue, attendue]);
    }),
    { numRuns: 60 },
  );
});

test('sans WebAssembly, SHA-3 se calcule quand même', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  const seul = await import('./sha3-rapide.ts');
  const calcul = seul.creerSha3(64);
  vi.unstubAllGlobals();
  expect(calcul).not.toBeInstanceOf(seul.Sha3Rapide);
  expect(hexa(calcul.update(Uint8Array.of(1)).digest())).toBe(sienne('sha3-512', Uint8Array.of(1)));
});
