import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anterieureAuHasard, casAuHasard, rectificationAuHasard } from '../essais/mesures-au-hasard.ts';
import { entreeDEssai, idDEssai } from '../essais/registre-d-essai.ts';
import type { Entree } from './entrees.ts';
import type { Horloge } from './formes-de-l-horloge.ts';
import { calculerHorloge } from './horloge.ts';
import type { Mesure } from './mesure.ts';
import { enMs } from './temps.ts';

const TIRAGES = { numRuns: 300 };
const calculer = (mesure: Mesure, entrees: readonly Entree[], a: string): Horloge =>
  calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, a);
const cles = ({ irregularites }: Horloge): readonly string[] =>
  irregularites.map(({ code, entree }) => `${code}/${entree ?? ''}`);
const codes = ({ irregularites }: Horloge): readonly string[] => irregularites.map(({ code }) => code);

test('l’ordre d’arrivée, une répétition, une entrée d’une autre mesure : sans effet', () => {
  fc.assert(
    fc.property(
      casAuHasard.chain((cas) =>
        fc.record({
          cas: fc.constant(cas),
          melange: fc.shuffledSubarray([...cas.entrees], { minLength: cas.entrees.length }),
        }),
      ),
      ({ cas: { mesure, entrees, a }, melange }) => {
        const attendue = calculer(mesure, entrees, a);
        const ailleurs = entrees.map((entree) => ({
          ...entree,
          mesure: idDEssai(1_234),
          id: idDEssai(700_000 + Number(entree.id.slice(-6))),
        }));
        expect(calculer(mesure, melange, a)).toEqual(attendue);
        expect(calculer(mesure, [...entrees, ...entrees.toReversed()], a)).toEqual(attendue);
        expect(calculer(mesure, [...ailleurs, ...entrees], a)).toEqual(attendue);
      },
    ),
    TIRAGES,
  );
});

test('le temps écoulé est l’écart des instants, et les périodes se suivent sans trou', () => {
  fc.assert(
    fc.property(casAuHasard, ({ mesure, entrees, a }) => {
      const horloge = calculer(mesure, entrees, a);
      if (horloge.depart === null) {
        expect(horloge.secondesEcoulees).toBe(0);
        return;
      }
      const jusquA = enMs(horloge.fin?.a ?? horloge.a);
      expect(horloge.secondesEcoulees * 1_000).toBe(jusquA - enMs(horloge.depart.a));
      for (const [rang, periode] of horloge.periodes.entries()) {
        expect(periode.debut).toBe(rang === 0 ? horloge.depart.a : horloge.periodes[rang - 1]?.fin);
        if (rang > 0 && periode.reguliere) expect(enMs(periode.decideeA)).toBeLessThan(enMs(periode.debut));
      }
    }),
    TIRAGES,
  );
});

test('jamais plus que le maximum, jamais plus que l’échéance, sans dépassement signalé', () => {
  fc.assert(
    fc.property(casAuHasard, ({ mesure, entrees, a }) => {
      const horloge = calculer(mesure, entrees, a);
      if (horloge.echeance === null || horloge.maximum === null) return;
      expect(enMs(horloge.echeance)).toBeLessThanOrEqual(
        Math.max(enMs(horloge.maximum.a), enMs(horloge.depart?.a ?? horloge.a)),
      );
      const subies = horloge.secondesEcoulees + horloge.secondesDeduites;
      const depasse = enMs(horloge.fin?.a ?? horloge.a) > enMs(horloge.echeance);
      expect(horloge.depassement !== null).toBe(depasse);
      if (horloge.secondesEcoulees > 0 && subies > horloge.maximum.heures * 3_600)
        expect(codes(horloge)).toContain('duree-depassee');
    }),
    TIRAGES,
  );
});

test('une durée antérieure de plus n’éloigne jamais l’échéance, et ne l’avance pas plus que sa durée', () => {
  fc.assert(
    fc.property(
      casAuHasard.chain((cas) =>
        fc.record({ cas: fc.constant(cas), fait: anterieureAuHasard(cas.debut, cas.mesure.zone) }),
      ),
      ({ cas: { mesure, entrees, a }, fait }) => {
        const sansProlongation = entrees.filter(({ type }) => type !== 'prolongation-decidee');
        const avant = calculer(mesure, sansProlongation, a);
        const ajoutee = entreeDEssai({
          ...fait,
          mesure: mesure.id,
          id: idDEssai(600_000),
          survenuA: fait.donnees.debut,
          rang: 0,
        });
        const apres = calculer(mesure, [...sansProlongation, ajoutee], a);
        expect(apres.secondesDeduites).toBeGreaterThanOrEqual(avant.secondesDeduites);
        if (avant.echeance === null || apres.echeance === null) return;
        const avance = enMs(avant.echeance) - enMs(apres.echeance);
        expect(avance).toBeGreaterThanOrEqual(0);
        expect(avance).toBeLessThanOrEqual(enMs(fait.donnees.fin) - enMs(fait.donnees.debut));
      },
    ),
    TIRAGES,
  );
});

test('une rectification n’efface aucune irrégularité, même annulée', () => {
  fc.assert(
    fc.property(
      casAuHasard.chain((cas) =>
        fc.record({
          cas: fc.constant(cas),
          premiere: rectificationAuHasard(cas, 1),
          seconde: rectificationAuHasard(cas, 2),
          annuler: fc.boolean(),
        }),
      ),
      ({ cas: { mesure, entrees, a }, premiere, seconde, annuler }) => {
        const sans = calculer(mesure, entrees, a);
        const une = calculer(mesure, [...entrees, premiere], a);
        expect(cles(une)).toEqual(expect.arrayContaining([...cles(sans)]));
        const suivante =
          annuler && seconde.type === 'rectification'
            ? { ...seconde, donnees: { ...seconde.donnees, entree: premiere.id, annulee: true } }
            : seconde;
        const deux = calculer(mesure, [suivante, ...entrees, premiere], a);
        expect(cles(deux)).toEqual(expect.arrayContaining([...cles(une)]));
      },
    ),
    TIRAGES,
  );
});

test('le temps qui passe n’efface aucune irrégularité', () => {
  fc.assert(
    fc.property(casAuHasard, casAuHasard, ({ mesure, entrees, a }, autre) => {
      const heures = [a, autre.a].toSorted((x, y) => enMs(x) - enMs(y));
      const [tot, tard] = [heures[0] ?? a, heures[1] ?? a];
      expect(codes(calculer(mesure, entrees, tard))).toEqual(
        expect.arrayContaining([...new Set(codes(calculer(mesure, entrees, tot)))]),
      );
    }),
    TIRAGES,
  );
});
