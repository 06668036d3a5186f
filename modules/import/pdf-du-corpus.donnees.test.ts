import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { jugerSignatures } from './juger-signatures.ts';
import { lireDonnees } from './lire-donnees.ts';

const dossier = process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent';
const SANS_ANCRE = { racines: [], intermediaires: [], crls: [], ocsps: [] };
const LIMITE_MS = 10_000;

test('aucun PDF réel, cassé, chiffré ou piégé n’arrête l’import ; sans autorité connue, aucun n’est dit valide', async () => {
  const chemins = (
    await Promise.all(
      ['pdf', join('signatures', 'pdf')].map(async (sous) =>
        (await readdir(join(dossier, sous))).map((nom) => join(dossier, sous, nom)),
      ),
    )
  )
    .flat()
    .filter((chemin) => /\.pdf$/iu.test(chemin));
  expect(chemins.length).toBeGreaterThan(250);
  for (const chemin of chemins) {
    const octets = new Uint8Array(await readFile(chemin));
    const debut = performance.now();
    const { remarques } = lireDonnees(octets);
    const signature = await jugerSignatures(octets, SANS_ANCRE, new Date('2026-06-01T00:00:00Z'));
    expect([chemin, signature.etat]).not.toEqual([chemin, 'valide']);
    expect([chemin, remarques.length > 0, signature.phrase.length > 10]).toEqual([chemin, true, true]);
    expect([chemin, performance.now() - debut < LIMITE_MS]).toEqual([chemin, true]);
  }
}, 120_000);
