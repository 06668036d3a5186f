import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lireAsic } from '@ppn/sealing';
import { entreeDuFait, lirePreuveDeFait } from '@ppn/tlog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirContexte, type Contexte } from './contexte.ts';
import { fabriquer } from './fabriquer.ts';

/** Le verificateur etranger, hors du projet. */
const DOSSIER = process.env['PPN_VERIFICATEURS'] ?? '/work/shared/verificateurs';

let contexte: Contexte;
let dossier: string;
beforeAll(async () => {
  contexte = await ouvrirContexte();
  dossier = await mkdtemp(join(tmpdir(), 'ppn-preuves-'));
});
afterAll(async () => {
  await contexte.atelier.fermer();
  await rm(dossier, { recursive: true, force: true });
});

test.runIf(existsSync(DOSSIER))(
  'la preuve partie avec un acte se vérifie seule, par verify_tlog_proof.py',
  async () => {
    const { contenu } = await fabriquer(contexte, { plis: true });
    const cles = [contexte.cles.journal, contexte.cles.pair];
    for (const [rang, { octets }] of contenu.plis.entries()) {
      const lu = await lireAsic(octets ?? new Uint8Array());
      const nom = lu.ok ? [...lu.valeur.pieces.keys()].find((piece) => piece.startsWith('preuves/')) : '';
      const texte = new TextDecoder().decode(lu.ok ? lu.valeur.pieces.get(nom ?? '') : undefined);
      const preuve = lirePreuveDeFait(texte);
      if (!preuve.ok) throw new Error(preuve.refus);
      await writeFile(join(dossier, 'p.tlog-proof'), texte);
      const juger = async (entree: Uint8Array) => {
        await writeFile(join(dossier, 'e.bin'), entree);
        return spawnSync('python3', [
          join(DOSSIER, 'verify_tlog_proof.py'),
          join(dossier, 'p.tlog-proof'),
          join(dossier, 'e.bin'),
          cles[rang]?.publique.vkey ?? '',
        ]).status;
      };
      expect(await juger(entreeDuFait(preuve.valeur))).toBe(0);
      expect(await juger(new Uint8Array(3))).toBe(1);
    }
    expect(contenu.plis).toHaveLength(2);
  },
);
