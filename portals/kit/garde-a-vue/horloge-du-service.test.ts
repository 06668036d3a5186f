import fc from 'fast-check';
import { expect, test } from 'vitest';
import { accorder, type Accord, heureAccordee, incertitude, type Releve } from './horloge-du-service.ts';

/** Un echange vrai : le service repond a `service`, tronque a la seconde, apres `aller`, avant `retour`. */
const echange = fc.record({
  pause: fc.integer({ min: 0, max: 20_000 }),
  aller: fc.integer({ min: 0, max: 4_000 }),
  retour: fc.integer({ min: 0, max: 4_000 }),
});

test('l’écart vrai reste dans l’encadrement, quels que soient les délais ; l’heure montrée n’est jamais en retard', () => {
  fc.assert(
    fc.property(
      fc.array(echange, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1_000_000, max: 2_000_000_000 }),
      (echanges, ecart) => {
        let perf = 0;
        let accord: Accord | undefined;
        for (const { pause, aller, retour } of echanges) {
          const depart = perf + pause;
          const releve: Releve = {
            date: Math.floor((depart + aller + ecart) / 1000) * 1000,
            depart,
            retour: depart + aller + retour,
          };
          perf = releve.retour;
          accord = accorder(accord, releve);
          expect(accord.min).toBeLessThanOrEqual(ecart);
          expect(accord.max).toBeGreaterThanOrEqual(ecart);
          expect(heureAccordee(accord, perf)).toBeGreaterThanOrEqual(perf + ecart);
        }
      },
    ),
  );
});

test('les réponses resserrent l’encadrement sous 150 ms', () => {
  let accord: Accord | undefined;
  for (let rang = 0; rang < 12; rang++) {
    const depart = rang * 1_090;
    accord = accorder(accord, {
      date: Math.floor((depart + 5 + 500_300) / 1000) * 1000,
      depart,
      retour: depart + 12,
    });
  }
  expect(incertitude(accord ?? { min: 0, max: 9_999, a: 0 })).toBeLessThan(150);
});

test('un poste sorti de veille, dont l’horloge monotone s’est arrêtée, reprend l’heure du service', () => {
  const avant = accorder(undefined, { date: 1_000_000, depart: 0, retour: 10 });
  const apres = accorder(avant, { date: 1_000_000 + 3_600_000, depart: 20, retour: 30 });
  expect(heureAccordee(apres, 30)).toBeGreaterThanOrEqual(1_000_000 + 3_600_000);
  expect(heureAccordee(apres, 30)).toBeLessThan(1_000_000 + 3_602_000);
});
