import { expect, test } from 'vitest';
import type { Obligation, VueMesure } from './donnees.ts';
import { gesteDe } from './gestes-d-obligation.ts';

const SEANCE = '0192f000-0000-7000-8000-000000000007';
const vue = { mesure: { cadre: 'flagrance' }, entrees: [] } as unknown as VueMesure;
const obligation = (genre: string): Obligation =>
  ({
    id: `${genre}/${SEANCE}`,
    genre,
    etat: 'a-faire',
    proprietaire: 'opj',
    retard: null,
    entrees: [],
  }) as never;

test('une audition non enregistrée s’explique d’un dialogue déjà rempli, ou se corrige sans rien effacer', () => {
  const geste = gesteDe(vue, obligation('enregistrement'));
  if (geste?.genre !== 'precision') throw new Error('Geste attendu.');
  expect(geste.precision.composer({ etat: 'impossible', nature: ' Panne de la caméra ' })).toMatchObject({
    type: 'enregistrement-impossible',
    donnees: { seance: SEANCE, nature: 'Panne de la caméra' },
  });
  expect(geste.precision.composer({ etat: 'faite', nature: '' })).toMatchObject({
    type: 'rectification',
    donnees: { entree: SEANCE, donnees: { enregistree: true }, annulee: false },
  });
});

test('le magistrat s’avise d’une touche : le procureur, ou le juge d’instruction sur commission rogatoire', () => {
  const avise = (cadre: string) =>
    gesteDe({ ...vue, mesure: { cadre } } as unknown as VueMesure, obligation('avis-enregistrement'));
  expect(avise('flagrance')).toMatchObject({
    genre: 'entree',
    entree: { donnees: { destinataire: 'procureur', objet: 'enregistrement-impossible' } },
  });
  expect(avise('commission-rogatoire')).toMatchObject({
    entree: { donnees: { destinataire: 'juge-instruction' } },
  });
});
