import { expect, test } from 'vitest';
import { lireLaLigne, trouverLesColonnes } from './personnes.ts';

const ligne = (cellules: readonly string[]) => ({ ligne: 2, cellules });
const ENTETE = [
  'NomBarreau',
  'avNom',
  'avPrenom',
  'cbRaisonSociale',
  'cbSiretSiren',
  'cbCp',
  'acDateSerment',
];

test('les colonnes se trouvent par leur nom, dans n’importe quel ordre, sans égard à la casse ni aux accents', () => {
  const { colonnes } = trouverLesColonnes(['', 'Prénom', 'acDateEntree', 'NOM', 'acdateentree', 'barreau']);
  expect([colonnes.prenom, colonnes.nom, colonnes.organisation]).toEqual([[1], [3], [5]]);
  expect(trouverLesColonnes(['nom', 'ville']).manquent).toEqual(['prenom', 'organisation']);
});

test('une ligne donne une personne ; sa clé ne dépend ni des accents ni des espaces', () => {
  const { colonnes } = trouverLesColonnes(ENTETE);
  const lire = (nom: string) =>
    lireLaLigne(ligne(['AGEN', nom, 'Gaël', '', '999000003', '47210', '20/12/2017']), colonnes);
  const [un, deux] = [lire('QUÉMÉNEUR'), lire('  Quemeneur ')];
  expect(un).toMatchObject({
    genre: 'personne',
    personne: { nom: 'QUÉMÉNEUR', courriel: null, numero: null, cle: 'agen|quemeneur|gael|20 12 2017' },
  });
  expect(deux).toMatchObject({ personne: { cle: 'agen|quemeneur|gael|20 12 2017' } });
});

test('pied de liste et lignes vides ne sont pas des personnes ; une ligne sans nom est dite illisible', () => {
  const { colonnes } = trouverLesColonnes(ENTETE);
  expect(lireLaLigne(ligne(['LYON', '20260923', '60', '', '']), colonnes).genre).toBe('pied');
  expect(lireLaLigne(ligne(['', '', '']), colonnes).genre).toBe('vide');
  expect(lireLaLigne(ligne(['AGEN', '', 'Zoé']), colonnes)).toEqual({
    genre: 'illisible',
    motif: 'nom absent',
  });
});

test('une adresse mal formée n’est pas gardée : elle ne servira pas à aviser', () => {
  const { colonnes } = trouverLesColonnes(['nom', 'prenom', 'barreau', 'avMelOrdre']);
  const lire = (courriel: string) => lireLaLigne(ligne(['A', 'B', 'C', courriel]), colonnes);
  expect(lire('Zoe.M@Barreau-Agen.FR')).toMatchObject({ personne: { courriel: 'zoe.m@barreau-agen.fr' } });
  expect(lire('zoe@x, bcc: autre@y.fr')).toMatchObject({ personne: { courriel: null } });
});
