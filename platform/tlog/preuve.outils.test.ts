import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cleDEssai } from './essais/cles-d-essai.ts';
import {
  arbreEnMemoire,
  cosigner,
  ecrirePreuve,
  entreeDuFait,
  hacherFeuille,
  lireNote,
  signerPoint,
  vkey,
} from './index.ts';

/** Le verificateur etranger, hors du projet : la bibliotheque standard de Python et openssl, rien de nous. */
const DOSSIER = process.env['PPN_VERIFICATEURS'] ?? '/work/shared/verificateurs';
const SCRIPT = join(DOSSIER, 'verify_tlog_proof.py');

let travail: string;
beforeAll(async () => void (travail = await mkdtemp(join(tmpdir(), 'ppn-tlog-'))));
afterAll(() => rm(travail, { recursive: true, force: true }));

const cle = cleDEssai('ppn/interieur', 1);
const entrees = Array.from({ length: 130 }, (_, rang) =>
  entreeDuFait({
    sel: new Uint8Array(32).fill(rang),
    fait: {
      auteur: 'agent/42',
      donnees: { rang },
      enregistreA: '2026-10-25T00:30:00.123Z',
      flux: 'dossier/IDJ-2026-00000000-A',
      survenuA: '2026-10-25T02:30:00+02:00[Europe/Paris]',
      type: 'acte-scelle',
      version: rang + 1,
    },
  }),
);

async function juger(taille: number, index: number, entree: Uint8Array): Promise<number | null> {
  const arbre = arbreEnMemoire(entrees.slice(0, taille).map(hacherFeuille));
  const point = signerPoint({ origine: cle.nom, taille, racine: arbre.racine() }, cle);
  const cosigne =
    point + cosigner(lireNote(point)?.corps ?? '', cleDEssai('ppn/justice/temoin', 3), 1_790_000_000);
  await writeFile(
    join(travail, 'p.tlog-proof'),
    ecrirePreuve({ index, preuve: arbre.inclusion(index), point: cosigne }),
  );
  await writeFile(join(travail, 'e.bin'), entree);
  const juge = spawnSync('python3', [
    SCRIPT,
    join(travail, 'p.tlog-proof'),
    join(travail, 'e.bin'),
    vkey(cle.nom, 'journal', cle.publique),
  ]);
  return juge.status;
}

test.runIf(existsSync(DOSSIER))(
  'verify_tlog_proof.py accepte nos preuves, et refuse une autre entrée',
  async () => {
    for (const [taille, index] of [
      [1, 0],
      [2, 1],
      [7, 6],
      [64, 63],
      [130, 0],
      [130, 77],
      [130, 129],
    ] as const)
      expect([taille, index, await juger(taille, index, entrees[index] ?? new Uint8Array())]).toEqual([
        taille,
        index,
        0,
      ]);
    expect(await juger(130, 77, entrees[78] ?? new Uint8Array())).toBe(1);
  },
);
