import { createHash } from 'node:crypto';
import { fromBufferPromise } from 'yauzl';
import { describe, expect, test } from 'vitest';
import { archiver, type FichierARanger, type FichierRange } from './archive.ts';

const fichier = (chemin: string, morceaux: readonly string[]): FichierARanger => ({
  chemin,
  comprimer: chemin.endsWith('.txt'),
  async *lire() {
    for (const morceau of morceaux) yield Buffer.from(morceau);
  },
});
const FICHIERS = [
  fichier('a.txt', ['un', 'deux']),
  fichier('pieces/b.bin', ['trois']),
  fichier('vide.txt', []),
];

async function ecrire(fichiers: readonly FichierARanger[], ranges: FichierRange[] = []): Promise<Buffer> {
  const morceaux: Uint8Array[] = [];
  const conclure = async (tous: readonly FichierRange[]) => {
    ranges.push(...tous);
    return [{ chemin: 'fin.json', octets: Buffer.from(JSON.stringify(tous)) }];
  };
  for await (const morceau of archiver(fichiers, conclure)) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}

async function relire(octets: Buffer): Promise<Record<string, string>> {
  const zip = await fromBufferPromise(octets, { lazyEntries: true, autoClose: false });
  const lus: Record<string, string> = {};
  for await (const entree of zip.eachEntry()) {
    const morceaux: Uint8Array[] = [];
    for await (const morceau of (await zip.openReadStreamPromise(entree)) as AsyncIterable<Uint8Array>)
      morceaux.push(morceau);
    lus[entree.fileName] = Buffer.concat(morceaux).toString();
  }
  return lus;
}

describe('une archive écrite en flux', () => {
  test('garde les octets et l’ordre, et se ferme par ce que tous les condensats permettent de calculer', async () => {
    const ranges: FichierRange[] = [];
    const lus = await relire(await ecrire(FICHIERS, ranges));
    expect(Object.keys(lus)).toEqual(['a.txt', 'pieces/b.bin', 'vide.txt', 'fin.json']);
    expect(lus).toMatchObject({ 'a.txt': 'undeux', 'pieces/b.bin': 'trois', 'vide.txt': '' });
    expect(ranges[0]).toEqual({
      chemin: 'a.txt',
      taille: 6,
      sha256: createHash('sha256').update('undeux').digest('hex'),
      sha3_512: createHash('sha3-512').update('undeux').digest('hex'),
    });
  });

  test('est la même, octet pour octet, à fichiers égaux', async () => {
    expect(Buffer.compare(await ecrire(FICHIERS), await ecrire(FICHIERS))).toBe(0);
  });

  test('lance le défaut d’une source en route, et ne se ferme pas', async () => {
    const casse: FichierARanger = {
      chemin: 'casse.bin',
      comprimer: false,
      async *lire() {
        yield Buffer.from('début');
        throw new Error('objet altéré');
      },
    };
    await expect(ecrire([fichier('a.txt', ['un']), casse, fichier('b.txt', ['deux'])])).rejects.toThrow(
      'objet altéré',
    );
  });

  test('lance le défaut du scellement', async () => {
    const flux = archiver([fichier('a.txt', ['un'])], async () => {
      throw new Error('horodatage indisponible');
    });
    await expect(Array.fromAsync(flux)).rejects.toThrow('horodatage indisponible');
  });

  test('lâche ses sources quand le lecteur s’en va', async () => {
    let lachee = false;
    const longue: FichierARanger = {
      chemin: 'longue.bin',
      comprimer: false,
      async *lire() {
        try {
          for (;;) yield Buffer.alloc(65_536);
        } finally {
          lachee = true;
        }
      },
    };
    const flux = archiver([longue], async () => []);
    await flux.next();
    await flux.return(undefined);
    await expect.poll(() => lachee).toBe(true);
  });
});
