import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casAuHasard, rectificationAuHasard } from '../essais/mesures-au-hasard.ts';
import { calculerHorloge } from './horloge.ts';

const INDEPENDANT = join(import.meta.dirname, '..', '..', '..', 'verifier', 'independant');
const RECALCUL = `
import json, sys
sys.path.insert(0, ${JSON.stringify(INDEPENDANT)})
import horloge
lu = json.load(sys.stdin)
json.dump([horloge.ecarts(c['horloge'], c['mesure'], c['entrees'], lu['regles']) for c in lu['cas']], sys.stdout)
`;

test('verify.py recalcule la même horloge que nous, tous régimes, zones, rectifications et changements d’heure', () => {
  const tires = fc.sample(
    casAuHasard.chain((cas) =>
      fc.record({
        cas: fc.constant(cas),
        rectifications: fc.tuple(rectificationAuHasard(cas, 1), rectificationAuHasard(cas, 2)),
        combien: fc.nat(2),
      }),
    ),
    { numRuns: 1_500, seed: 64 },
  );
  const cas = tires.map(({ cas: { mesure, entrees, a }, rectifications, combien }) => {
    const toutes = [...entrees, ...rectifications.slice(0, combien)];
    return {
      mesure,
      entrees: toutes,
      horloge: calculerHorloge(mesure, toutes, REGLES_DE_GARDE_A_VUE, a),
    };
  });
  const rendu = spawnSync('python3', ['-c', RECALCUL], {
    input: JSON.stringify({ cas, regles: REGLES_DE_GARDE_A_VUE }),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  expect(rendu.stderr).toBe('');
  const ecarts = JSON.parse(rendu.stdout) as readonly (readonly string[])[];
  const faux = cas.flatMap(({ mesure, horloge }, rang) =>
    ecarts[rang]?.length === 0 ? [] : [{ rang, regime: mesure.regime, ecarts: ecarts[rang], horloge }],
  );
  expect(faux.slice(0, 1)).toEqual([]);
  expect(cas.filter(({ horloge }) => horloge.periodes.length > 1).length).toBeGreaterThan(20);
  expect(cas.filter(({ horloge }) => horloge.comparution !== null).length).toBeGreaterThan(5);
});
