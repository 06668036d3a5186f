import { expect, test } from 'vitest';
import { passerLeCorpus } from './passer.ts';

test('aucun fichier altere du corpus n’est accepte, sous aucune confiance, et chaque refus a sa raison', async () => {
  const passage = await passerLeCorpus(process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent', 6);
  expect(passage.fautes).toEqual([]);
  expect(passage.comparaisons.length).toBeGreaterThanOrEqual(238);
  expect(passage.comparaisons.filter(({ issue }) => issue === 'accord').length).toBeGreaterThanOrEqual(135);
  expect(passage.mutations.essais).toBeGreaterThanOrEqual(90);
}, 120_000);
