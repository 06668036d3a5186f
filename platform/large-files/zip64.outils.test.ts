import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { octetsDEssai, sha256 } from './essais/octets.ts';
import { sourceDuZip } from './servir.ts';
import { planifierZip } from './zip64.ts';

test('zipfile (Python) juge sain un ZIP de plus de 65 535 fichiers, et y lit le bon', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-zip-'));
  try {
    const octets = octetsDEssai(50_001);
    const entrees = Array.from({ length: 66_000 }, (_, rang) =>
      rang === 65_999
        ? { nom: 'dernière pièce.bin', longueur: octets.length, crc32: crc32(octets) }
        : { nom: `${rang}`, longueur: 0, crc32: 0 },
    );
    const source = sourceDuZip(
      planifierZip(entrees, new Date('2026-11-22T09:30:20Z')),
      'z.zip',
      async function* (_entree, debut, fin) {
        yield octets.subarray(debut, fin);
      },
    );
    const morceaux: Buffer[] = [];
    for await (const morceau of source.lire(0, source.longueur)) morceaux.push(morceau);
    const fichier = join(dossier, 'z.zip');
    writeFileSync(fichier, Buffer.concat(morceaux));
    const python =
      'import sys, zipfile, hashlib; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(len(z.infolist()), hashlib.sha256(z.read("dernière pièce.bin")).hexdigest())';
    expect(execFileSync('python3', ['-c', python, fichier]).toString().trim()).toBe(
      `66000 ${sha256(octets)}`,
    );
  } finally {
    rmSync(dossier, { recursive: true, force: true });
  }
});
