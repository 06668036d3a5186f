import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { regleDeGardeAVue } from './contract.ts';
import { LIGNES_DE_GARDE_A_VUE, VERSION_DES_REGLES_DE_GARDE_A_VUE } from './regles-de-garde-a-vue.ts';

const regime = (nom: string) =>
  LIGNES_DE_GARDE_A_VUE.filter(({ regimes }) => regimes.some((un) => un === nom));

test('chaque ligne est complète, et aucune n’est en double', () => {
  for (const ligne of LIGNES_DE_GARDE_A_VUE) expect(regleDeGardeAVue.parse(ligne)).toEqual(ligne);
  const ids = LIGNES_DE_GARDE_A_VUE.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('toute règle dit son article ; un réglage du logiciel dit qu’il n’en a pas', () => {
  for (const { genre, article } of LIGNES_DE_GARDE_A_VUE)
    expect(article === 'sans article').toBe(genre === 'alarme');
});

test.each([
  ['droit-commun', 48],
  ['criminalite-organisee', 96],
  ['mule', 120],
  ['terrorisme', 144],
  ['retenue-10-12', 24],
  ['mineur-13-15', 48],
  ['mineur-16-17', 48],
  ['mineur-criminalite-organisee', 96],
  ['retenue-mandat', 24],
  ['verification-identite', 4],
  ['retenue-douaniere', 48],
])('le maximum de %s, %i h, est la base plus ses prolongations', (nom, heures) => {
  const lignes = regime(nom).filter(({ zones }) => zones.length === 0);
  const somme = lignes
    .filter(({ genre, couvre }) => genre === 'base' || (genre === 'prolongation' && couvre === 1))
    .reduce((total, { valeur }) => total + valeur, 0);
  expect(somme).toBe(heures);
  expect(lignes.find(({ genre }) => genre === 'maximum')?.valeur).toBe(heures);
});

test('une prolongation unique vaut les deux qu’elle remplace', () => {
  const unique = LIGNES_DE_GARDE_A_VUE.find(({ couvre }) => couvre === 2);
  expect(unique).toMatchObject({ rang: 2, valeur: 48, article: '706-88 al. 5 CPP' });
});

test('changer une ligne change la version', () => {
  const empreinte = createHash('sha256').update(JSON.stringify(LIGNES_DE_GARDE_A_VUE)).digest('hex');
  expect([VERSION_DES_REGLES_DE_GARDE_A_VUE, empreinte.slice(0, 16)]).toEqual([
    '2026-11-22.2',
    'b0c7aabafdc9f6fd',
  ]);
});
