import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import { expect, test } from 'vitest';
import {
  APPREHENSION,
  PLACEMENT,
  le,
  mesureDEssai,
  prolongation,
  registreDEssai,
} from '../essais/registre-d-essai.ts';
import { ecartsDHorloge } from './concordance.ts';
import { horlogeJson } from './horloge-json.ts';

function essai() {
  const registre = registreDEssai(mesureDEssai());
  registre.ajouter('apprehension', '2026-11-20 21:10', APPREHENSION);
  registre.ajouter('placement', '2026-11-20 21:25', PLACEMENT);
  registre.ajouter('prolongation-decidee', '2026-11-21 21:12', prolongation());
  registre.ajouter('fin', '2026-11-21 23:15', { suite: 'levee', instructionDe: 'procureur', nom: 'B' });
  return horlogeJson(registre.mesure, registre.entrees, REGLES_DE_GARDE_A_VUE, le('2026-11-22 08:00'));
}

test('horloge.json rend périodes, échéances, articles, règles et entrées, et se relit en JSON', () => {
  const rendue = essai();
  expect(JSON.parse(JSON.stringify(rendue))).toEqual(rendue);
  expect(rendue.regles.map(({ id }) => id)).toEqual([
    'base.majeurs',
    'prolongation.1.majeurs',
    'maximum.droit-commun',
  ]);
  expect(rendue.entrees).toHaveLength(4);
  expect(rendue.phrases).toEqual([
    'Début de la mesure : 20 novembre 2026 à 21 h 10 (63 III al. 1 CPP).',
    'Période initiale : du 20 novembre 2026 à 21 h 10 au 21 novembre 2026 à 21 h 10 (63 I et II CPP).',
    'Prolongation 1 : du 21 novembre 2026 à 21 h 10 au 22 novembre 2026 à 21 h 10 (63 II CPP), irrégulière.',
    'Maximum légal : 48 heures (63 II CPP).',
    'Fin de la mesure : 21 novembre 2026 à 23 h 15.',
    'Durée de la mesure : 26 h 05 min.',
    'Irrégularité : La prolongation a été décidée après l’expiration de la période : la personne devait être libérée ou déférée. (63 II CPP)',
    'Irrégularité : La durée permise est dépassée : remise en liberté ou défèrement immédiat. (63 II CPP)',
  ]);
});

test('une horloge recalculée des entrées concorde ; une heure changée après coup se voit', () => {
  const { horloge, mesure, entrees } = essai();
  expect(ecartsDHorloge(horloge, mesure, entrees, REGLES_DE_GARDE_A_VUE)).toEqual([]);
  const maquillees = entrees.map((entree) =>
    entree.type === 'prolongation-decidee' ? { ...entree, survenuA: le('2026-11-21 21:05') } : entree,
  );
  const ecarts = ecartsDHorloge(horloge, mesure, maquillees, REGLES_DE_GARDE_A_VUE);
  expect(ecarts.map(({ champ }) => champ)).toEqual(
    expect.arrayContaining(['periodes', 'echeance', 'depassement', 'irregularites']),
  );
});
