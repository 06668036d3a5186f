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

const finOuMaintenant = (horloge: Horloge): number => enMs(horloge.fin?.a ?? horloge.a);

test('le temps écoulé est l’écart des instants, et les périodes se suivent sans trou', () => {
  fc.assert(
    fc.property(casAuHasard, ({ mesure, entrees, a }) => {
      const horloge = calculer(mesure, entrees, a);
      const depart = horloge.depart?.a ?? null;
      expect(horloge.secondesEcoulees * 1_000).toBe(
        depart === null ? 0 : finOuMaintenant(horloge) - enMs(depart),
      );
      const { periodes } = horloge;
      expect(periodes.map(({ debut }) => debut)).toEqual(
        periodes.map((_, rang) => (rang === 0 ? depart : periodes[rang - 1]?.fin)),
      );
      const tardives = periodes
        .slice(1)
        .filter(({ reguliere, decideeA, debut }) => reguliere && enMs(decideeA) >= enMs(debut));
      expect(tardives).toEqual([]);
    }),
    TIRAGES,
  );
});

/** Ce qui ne doit jamais arriver : une echeance au-dela du maximum, une duree trop longue et pas signalee. */
function fautes(horloge: Horloge): readonly string[] {
  const { echeance, maximum, depart } = horloge;
  if (echeance === null || maximum === null || depart === null) return [];
  const depasse = finOuMaintenant(horloge) > enMs(echeance);
  const subies = horloge.secondesEcoulees + horloge.secondesDeduites;
  const tropLongue = horloge.secondesEcoulees > 0 && subies > maximum.heures * 3_600;
  return [
    ...(enMs(echeance) > Math.max(enMs(maximum.a), enMs(depart.a)) ? ['échéance au-delà du maximum'] : []),
    ...((horloge.depassement !== null) === depasse ? [] : ['dépassement non signalé']),
    ...(tropLongue && !codes(horloge).includes('duree-depassee') ? ['maximum dépassé en silence'] : []),
  ];
}

test('jamais plus que le maximum, jamais plus que l’échéance, sans dépassement signalé', () => {
  fc.assert(
    fc.property(casAuHasard, ({ mesure, entrees, a }) => {
      expect(fautes(calculer(mesure, entrees, a))).toEqual([]);
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
        const avance = enMs(avant.echeance ?? a) - enMs(apres.echeance ?? a);
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
