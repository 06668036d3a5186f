import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { casAvecDroits } from '../essais/mesures-au-hasard.ts';
import { direLAlarme } from '../phrases-des-alarmes.ts';
import type { Entree } from './entrees.ts';
import type { Obligation } from './formes-des-obligations.ts';
import { calculerHorloge } from './horloge.ts';
import type { Mesure } from './mesure.ts';
import { obligations } from './obligations.ts';
import { enMs } from './temps.ts';

const TIRAGES = { numRuns: 300 };
const calculer = (mesure: Mesure, entrees: readonly Entree[], a: string): readonly Obligation[] =>
  obligations(mesure, entrees, REGLES_DE_GARDE_A_VUE, a);

test('l’ordre d’arrivée et une répétition sont sans effet, et chaque ligne a un identifiant à elle', () => {
  fc.assert(
    fc.property(casAvecDroits, ({ mesure, entrees, a }) => {
      const attendues = calculer(mesure, entrees, a);
      expect(calculer(mesure, [...entrees.toReversed(), ...entrees], a)).toEqual(attendues);
      expect(new Set(attendues.map(({ id }) => id)).size).toBe(attendues.length);
    }),
    TIRAGES,
  );
});

test('une alarme vue se lit en français au registre, jamais par son identifiant', () => {
  expect(direLAlarme('periode/0@-120')).toBe('fin de la période de base, 2 h avant l’échéance');
  expect(direLAlarme('periode/1@-15')).toBe('fin de la prolongation 1, 15 min avant l’échéance');
  fc.assert(
    fc.property(casAvecDroits, ({ mesure, entrees, a }) => {
      const ids = calculer(mesure, entrees, a).flatMap(({ alarmes }) => alarmes.map(({ id }) => id));
      expect(ids.map(direLAlarme).filter((dite) => /[@/]/u.test(dite))).toEqual([]);
    }),
    TIRAGES,
  );
});

test('un retard signalé le reste à toute heure suivante', () => {
  fc.assert(
    fc.property(casAvecDroits, fc.nat(10_000), ({ mesure, entrees, a }, minutes) => {
      const tard = new Date(enMs(a) + minutes * 60_000).toISOString();
      const enRetard = (lignes: readonly Obligation[]) =>
        lignes.filter(({ retard }) => retard !== null).map(({ id }) => id);
      expect(enRetard(calculer(mesure, entrees, tard))).toEqual(
        expect.arrayContaining(enRetard(calculer(mesure, entrees, a))),
      );
    }),
    TIRAGES,
  );
});

test('la mesure finie, rien ne reste ouvert que ce qui suit le défèrement ; les alarmes ne suivent que ce qui est ouvert', () => {
  fc.assert(
    fc.property(casAvecDroits, ({ mesure, entrees, a }) => {
      const lignes = calculer(mesure, entrees, a);
      const finie = calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, a).fin !== null;
      const ouvertes = lignes.filter(({ etat }) => etat === 'a-faire' || etat === 'en-cours');
      expect(
        finie ? ouvertes.filter(({ genre }) => !/^(comparution$|depot-|deferement-)/.test(genre)) : [],
      ).toEqual([]);
      const closes = lignes.filter((ligne) => !ouvertes.includes(ligne));
      expect(closes.flatMap(({ alarmes }) => alarmes)).toEqual([]);
      const apres = ouvertes.filter(({ echeance, alarmes }) =>
        alarmes.some((alarme) => echeance === null || enMs(alarme.a) > enMs(echeance)),
      );
      expect(apres).toEqual([]);
    }),
    TIRAGES,
  );
});
