import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jouerScenario, SCENARIOS } from '@ppn/scenarios/jeu';
import { afterAll, expect, test } from 'vitest';

const sortie = mkdtempSync(join(tmpdir(), 'ppn-s21-'));
afterAll(() => rmSync(sortie, { recursive: true, force: true }));

test(
  'S21 : l’échange coupé de 14 h à 18 h, douze gardes à vue et un défèrement : les horloges courent, tout revient une fois',
  { timeout: 600_000 },
  async () => {
    const s21 = SCENARIOS['S21'];
    if (s21 === undefined) throw new Error('S21 est à la table des scénarios.');
    await jouerScenario(s21, sortie);
    const revenues = JSON.parse(readFileSync(join(sortie, 'coupure.json'), 'utf8')) as readonly {
      readonly prolongations: number;
      readonly repas: number;
      readonly incidents: number;
    }[];
    expect(revenues).toHaveLength(12);
    expect(revenues.map(({ repas, incidents }) => [repas, incidents])).toEqual(
      Array.from({ length: 12 }, () => [1, 1]),
    );
    expect(revenues.map(({ prolongations }) => prolongations)).toEqual([
      1,
      ...Array.from({ length: 11 }, () => 0),
    ]);
  },
);
