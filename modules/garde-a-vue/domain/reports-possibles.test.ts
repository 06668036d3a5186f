import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import {
  APPREHENSION,
  PLACEMENT,
  faitDEssai,
  le,
  mesureDEssai,
  registreDEssai,
} from '../essais/registre-d-essai.ts';
import type { Magistrat, Mesure } from './mesure.ts';
import { reportsPossibles } from './reports-possibles.ts';

/** Une mesure commencee le 20 a 21 h 10, lue a cette heure par ce magistrat : « objet heures » ou « objet : obstacle ». */
function lire(propre: Partial<Mesure>, autorite: Magistrat, a: string): readonly string[] {
  const { mesure, entrees, ajouter } = registreDEssai(mesureDEssai(propre));
  ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
  ajouter('placement', '2026-11-20 21:25', PLACEMENT);
  const situation = { mesure, entrees, regles: REGLES_DE_GARDE_A_VUE, a: le(a, mesure.zone) };
  return reportsPossibles(situation, autorite).map(
    ({ objet, heures, obstacle }) => `${objet} ${obstacle ?? heures ?? ''}`,
  );
}
const STUPEFIANTS = { regime: 'criminalite-organisee', faits: [faitDEssai(120, '3')] } as const;
const EXCLUE = 'avocat-intervention L’intervention de l’avocat ne peut être différée sous ce régime.';
const AUTRE = 'Ce magistrat ne peut pas différer l’avocat.';

test('63-4-2 : en droit commun le procureur diffère douze heures, et plus rien la douzième passée', () => {
  expect(lire({}, 'procureur', '2026-11-20 22:00')).toEqual([
    'avocat-presence 12',
    'avocat-consultation 12',
    EXCLUE,
    'audition-immediate ',
  ]);
  const passee = 'Il ne peut aller au-delà de la 12e heure de la mesure, qui est passée.';
  expect(lire({}, 'procureur', '2026-11-21 09:10').slice(0, 2)).toEqual([
    `avocat-presence ${passee}`,
    `avocat-consultation ${passee}`,
  ]);
});

test('63-4-2, 63-4-2-1 : le juge diffère vingt-quatre heures si cinq ans sont encourus, jamais l’audition immédiate', () => {
  const [presence, , , immediate] = lire({ faits: [faitDEssai(60)] }, 'jld', '2026-11-20 22:00');
  expect(presence).toBe('avocat-presence 24');
  expect(immediate).toBe('audition-immediate Cette autorisation relève du procureur de la République.');
  expect(lire({ faits: [faitDEssai(36)] }, 'jld', '2026-11-20 22:00')[0]).toBe(`avocat-presence ${AUTRE}`);
});

test('706-88 : l’intervention se diffère vingt-quatre heures par le procureur, soixante-douze par le juge', () => {
  expect(lire(STUPEFIANTS, 'procureur', '2026-11-20 22:00')[2]).toBe('avocat-intervention 24');
  expect(lire(STUPEFIANTS, 'jld', '2026-11-20 22:00')[2]).toBe('avocat-intervention 72');
});
