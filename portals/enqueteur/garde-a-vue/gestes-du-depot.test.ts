import { expect, test } from 'vitest';
import { gestesDuDepot } from './gestes-du-depot.ts';

type Lue = Parameters<typeof gestesDuDepot>[0];
/** Une mesure déférée, avec ces entrées. */
const deferee = (entrees: readonly object[], gardes: Lue['gardesDuDepot'] = []): Lue =>
  ({
    entrees,
    ligne: { juridiction: { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen' } },
    mesure: { cadre: 'flagrance' },
    gardesDuDepot: gardes,
  }) as unknown as Lue;
const libelles = (entrees: readonly object[]) =>
  gestesDuDepot(deferee(entrees)).map(({ libelle }) => libelle);

test('au dépôt, l’arrivée d’abord ; puis le magistrat, les droits, la conduite (803-3)', () => {
  expect(libelles([])).toEqual(['Arrivée au dépôt']);
  const arrivee = { type: 'arrivee-au-depot', donnees: { lieu: 'Dépôt' } };
  expect(libelles([arrivee])).toEqual([
    'Magistrat informé',
    'Repas',
    'Proche prévenu',
    'Médecin requis',
    'Entretien avec l’avocat',
    'Conduite devant le magistrat',
  ]);
  const informe = { type: 'avis-magistrat', donnees: { objet: 'arrivee-au-depot' } };
  const conduite = { type: 'comparution', donnees: { devant: 'le procureur' } };
  expect(libelles([arrivee, informe, conduite])).toEqual([
    'Repas',
    'Proche prévenu',
    'Médecin requis',
    'Entretien avec l’avocat',
  ]);
});

test('tant que nulle unité du dépôt ne la garde, l’unité de la mesure peut l’y remettre ; elle dit laquelle', () => {
  const depot = { code: '00789', libelle: 'Garde du dépôt' };
  const [remise, arrivee] = gestesDuDepot(deferee([], [depot]));
  expect([remise?.libelle, arrivee?.libelle]).toEqual(['Remettre à la garde du dépôt', 'Arrivée au dépôt']);
  expect(
    remise && 'precision' in remise ? remise.precision.composer({ code: '00789' }) : undefined,
  ).toMatchObject({ type: 'remise-au-depot', donnees: { unite: depot } });
  const remise2 = deferee([], [depot]);
  const gardee = { ...remise2, ligne: { ...remise2.ligne, gardeAuDepot: depot } };
  expect(gestesDuDepot(gardee).map(({ libelle }) => libelle)).toEqual(['Arrivée au dépôt']);
});

test('l’arrivée se consigne au local de la juridiction', () => {
  const [arrivee] = gestesDuDepot(deferee([]));
  expect(
    arrivee && 'precision' in arrivee ? arrivee.precision.composer({ lieu: 'Dépôt d’Agen' }) : undefined,
  ).toEqual({
    type: 'arrivee-au-depot',
    libelle: 'Arrivée au dépôt',
    donnees: { lieu: 'Dépôt d’Agen' },
  });
});
