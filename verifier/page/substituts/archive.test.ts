import { crc32 as crcDeNode, deflateRawSync, deflateSync, inflateSync as inflateDeNode } from 'node:zlib';
import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import * as yauzl from 'yauzl';
import * as notre from './yauzl.ts';
import { crc32, inflateSync } from './zlib.ts';

const OPTIONS = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };
/** Du texte repete, qui se comprime, ou n'importe quoi. */
const octets = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }),
  fc
    .array(fc.constantFrom('obj ', 'stream\n', '/Type /Page ', '0000 n'), { maxLength: 200 })
    .map((mots) => new Uint8Array(Buffer.from(mots.join('')))),
);

/** Ce qu'une lecture complete rend : noms, en-tetes, contenus ; ou seulement « refuse ». */
async function lire(
  ouvrir: () => Promise<{ eachEntry: () => AsyncIterable<yauzl.Entry> } & Lisible>,
): Promise<unknown> {
  try {
    const zip = await ouvrir();
    const entrees: yauzl.Entry[] = [];
    for await (const entree of zip.eachEntry()) entrees.push(entree);
    return await Promise.all(
      entrees.map(async (entree) => {
        const local = await zip.readLocalFileHeaderPromise(entree);
        const morceaux: Uint8Array[] = [];
        for await (const morceau of await zip.openReadStreamPromise(entree)) morceaux.push(morceau);
        const {
          fileName,
          crc32: somme,
          compressedSize,
          uncompressedSize,
          relativeOffsetOfLocalHeader,
        } = entree;
        return [
          fileName,
          somme,
          compressedSize,
          uncompressedSize,
          relativeOffsetOfLocalHeader,
          local.fileDataStart,
          local.crc32,
          local.fileName.toString('hex'),
          Buffer.concat(morceaux).toString('hex'),
        ];
      }),
    );
  } catch {
    return 'refuse';
  }
}
type Lisible = {
  readLocalFileHeaderPromise: (
    entree: yauzl.Entry,
  ) => Promise<{ fileDataStart: number; crc32: number; fileName: { toString: (codage: 'hex') => string } }>;
  openReadStreamPromise: (entree: yauzl.Entry) => Promise<AsyncIterable<Uint8Array>>;
};

const lesDeux = async (zip: Uint8Array): Promise<readonly [unknown, unknown]> => [
  // @ts-expect-error La page ne porte que la part de yauzl que le moteur emploie.
  await lire(() => notre.fromBufferPromise(zip, OPTIONS)),
  await lire(() => yauzl.fromBufferPromise(Buffer.from(zip), OPTIONS)),
];

const archive = fc
  .dictionary(fc.constantFrom('a.txt', 'actes/1.pdf', 'dossier.json', 'é/ù.bin', 'vide'), octets, {
    minKeys: 1,
    maxKeys: 4,
  })
  .chain((fichiers) =>
    fc
      .constantFrom(0, 6)
      .map((level) =>
        zipSync(fichiers, { level: level === 0 ? 0 : 6, mtime: new Date('2026-01-02T03:04:05Z') }),
      ),
  );

test('une archive saine se lit comme par yauzl, à l’octet', async () => {
  await fc.assert(
    fc.asyncProperty(archive, async (zip) => {
      const [ici, la] = await lesDeux(zip);
      expect(ici).toEqual(la);
      expect(ici).not.toBe('refuse');
    }),
    { numRuns: 50 },
  );
});

test('une archive abîmée est lue ou refusée comme par yauzl', async () => {
  await fc.assert(
    fc.asyncProperty(
      archive,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (zip, place, masque, entetes) => {
        // Une fois sur deux, dans le repertoire central : c'est la que les regles sont nombreuses.
        const ici = entetes ? zip.length - 1 - (place % Math.min(zip.length, 200)) : place % zip.length;
        const abime = zip.map((octet, rang) => (rang === ici ? octet ^ masque : octet));
        const [notreLecture, laLeur] = await lesDeux(abime);
        expect(notreLecture).toEqual(laLeur);
        const coupe = await lesDeux(zip.subarray(0, place % zip.length));
        expect(coupe[0]).toEqual(coupe[1]);
      },
    ),
    { numRuns: 400 },
  );
});

test('les sommes et la décompression sont celles de zlib, flux faux et bombes compris', () => {
  const essayer = (lire: () => Uint8Array): string => {
    try {
      return Buffer.from(lire()).toString('hex');
    } catch {
      return 'refuse';
    }
  };
  fc.assert(
    fc.property(
      octets,
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.uint8Array({ maxLength: 3 }),
      (clair, place, masque, queue) => {
        expect(crc32(clair, crc32(queue))).toBe(crcDeNode(clair, crcDeNode(queue)));
        const comprime = deflateSync(clair);
        for (const source of [
          Uint8Array.of(...comprime, ...queue),
          comprime.map((octet, rang) => (rang === place % comprime.length ? octet ^ masque : octet)),
          comprime.subarray(0, place % comprime.length),
        ])
          expect(essayer(() => inflateSync(source))).toBe(essayer(() => inflateDeNode(source)));
      },
    ),
    { numRuns: 400 },
  );
  const bombe = deflateSync(new Uint8Array(10_000_000));
  expect(() => inflateSync(bombe, { maxOutputLength: 1_000_000 })).toThrow(RangeError);
  expect(() => inflateSync(deflateRawSync(Uint8Array.of(1)))).toThrow('incorrect header check');
});
