import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HorlogeJson } from '@ppn/garde-a-vue/contract';
import { jouerScenario, SCENARIOS } from '@ppn/scenarios/jeu';
import { afterAll, expect, test } from 'vitest';

const sortie = mkdtempSync(join(tmpdir(), 'ppn-s3-a-deux-'));
afterAll(() => rmSync(sortie, { recursive: true, force: true }));

test(
  'S3 se joue aux écrans, l’officier et le substitut côte à côte : captures par paires, horloge juste, chaque fichier vérifié',
  { timeout: 600_000 },
  async () => {
    const s3 = SCENARIOS['S3'];
    if (s3 === undefined) throw new Error('S3 est à la table des scénarios.');
    await jouerScenario(s3, sortie, { navigateur: true });
    const captures = readdirSync(join(sortie, 'captures'));
    const [opj, parquet] = (['opj', 'parquet'] as const).map((qui) =>
      captures.filter((nom) => nom.endsWith(`-${qui}.png`)),
    );
    expect(opj?.length).toBeGreaterThanOrEqual(14);
    expect(parquet).toHaveLength(opj?.length ?? 0);
    const page = readFileSync(join(sortie, 'captures', 'index.html'), 'utf8');
    expect(page.match(/<h2>/g)).toHaveLength(opj?.length ?? 0);
    const { horloge } = JSON.parse(readFileSync(join(sortie, 'horloge.json'), 'utf8')) as HorlogeJson;
    expect(horloge.irregularites).toEqual([]);
    expect(horloge.periodes.map(({ heures }) => heures)).toEqual([24, 24]);
  },
);
