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

/** Les lignes des tableaux de domaine-penal §2.5.1, §2.5.3, §2.5.4 et §2.5.5 : la regle qui la porte, son article, qui y pourvoit. */
test.each([
  ['base.majeurs', '63 I et II CPP', 'opj'],
  ['prolongation.1.majeurs', '63 II CPP', 'procureur'],
  ['prolongation.2.organisee', '706-88 al. 1 à 4 CPP', 'jld juge-instruction'],
  ['prolongation.2-unique.organisee', '706-88 al. 5 CPP', 'jld juge-instruction'],
  ['prolongation.3.organisee', '706-88 al. 1 à 3 CPP', 'jld juge-instruction'],
  ['prolongation.4.mule', '706-88-2 CPP', 'jld'],
  ['prolongation.4.terrorisme', '706-88-1 CPP', 'jld'],
  ['prolongation.5.terrorisme', '706-88-1 CPP', 'jld'],
  ['base.retenue-10-12', 'L.413-1 à L.413-3 CJPM', 'opj procureur juge-instruction'],
  ['prolongation.1.retenue-10-12', 'L.413-2 CJPM', 'procureur juge-instruction'],
  ['prolongation.1.mineur-13-15', 'L.413-10 CJPM', 'procureur'],
  ['prolongation.1.mineur-16-17', '63 II CPP, L.413-10 CJPM', 'procureur'],
  ['maximum.mineur-criminalite-organisee', 'L.413-11 CJPM, 706-88 CPP', ''],
  ['audition-libre.information', '61-1 CPP', 'opj apj'],
  ['base.retenue-mandat', '133-1 et 141-4 CPP', 'opj'],
  ['base.verification-identite', '78-3 CPP', 'opj'],
  ['base.verification-identite.mayotte', '78-3 CPP', 'opj'],
  ['prolongation.1.retenue-douaniere', 'C. douanes 323-2', 'procureur'],
  ['droit.avis-magistrat', '63 I al. 2 CPP', 'opj'],
  ['droit.notification', '63-1 CPP', 'opj apj'],
  ['droit.declaration', '803-6 CPP', ''],
  ['droit.avis.proche', '63-2 I CPP', 'opj'],
  ['droit.avis.employeur', '63-2 I CPP', 'opj'],
  ['droit.avis.consulat', '63-2 I CPP', 'opj'],
  ['droit.avis.report-maximal', '63-2 I al. 4 CPP', 'jld juge-instruction'],
  ['droit.communication', '63-2 II CPP', 'opj'],
  ['droit.medecin', '63-3 CPP', 'opj'],
  ['droit.medecin.visio', '63-3 al. 5 et 6 CPP', 'procureur'],
  ['droit.avocat', '63-3-1 CPP', 'opj'],
  ['droit.entretien', '63-4 CPP', ''],
  ['droit.consultation', '63-4-1 et 63-1 3° CPP', ''],
  ['droit.presence', '63-4-2 al. 1 CPP', ''],
  ['differe.procureur', '63-4-2 al. 3 CPP', 'procureur'],
  ['differe.jld', '63-4-2 al. 3 CPP', 'jld'],
  ['differe.immediate', '63-4-2-1 CPP', 'procureur'],
  ['differe.organise.procureur', '706-88 al. 6 et 7 CPP', 'procureur'],
  ['differe.organise.jld', '706-88 al. 6 et 7 CPP', 'jld juge-instruction'],
  ['differe.organise.jld-72', '706-88 al. 6 et 7 CPP', 'jld juge-instruction'],
  ['droit.questions', '63-4-3 CPP', ''],
  ['droit.interprete', '803-5 et D.594-1 CPP', ''],
  ['droit.observations', '63-1 3° CPP', ''],
  ['droit.silence', '63-1 3° CPP', ''],
  ['droit.repos', '64 I 2° CPP', ''],
  ['droit.enregistrement.crime', '64-1 CPP', ''],
  ['droit.enregistrement.mineur', 'L.413-12 et L.413-13 CJPM', ''],
  ['droit.fouille', '63-7 et 64 I 5° CPP', 'opj'],
  ['droit.majeur-protege', '706-112-1 et D.47-14 CPP', 'opj apj'],
  ['droit.majeur-protege.deferement', 'Cons. const., 18 janvier 2024 (QPC)', 'opj apj procureur'],
  ['droit.autre-infraction', '65 CPP', ''],
  ['mineur.parents', 'L.413-7 CJPM', 'opj'],
  ['mineur.parents.report', 'L.413-7 CJPM', 'procureur juge-instruction'],
  ['mineur.parents.report-retenue', 'L.413-3 CJPM', 'procureur juge-instruction'],
  ['mineur.avocat', 'L.413-9 CJPM', 'opj'],
  ['mineur.audition-libre.avocat', 'L.412-2 CJPM', 'opj apj'],
  ['mineur.medecin', 'L.413-8 CJPM', 'opj'],
  ['mineur.medecin.demande', 'L.413-8 CJPM', 'opj'],
  ['mineur.signaletique', 'L.413-17 CJPM', 'procureur'],
  ['fin.suite', '63-8 CPP', 'procureur'],
  ['fin.comparution-jour-meme', '803-2 CPP', ''],
  ['fin.comparution-lendemain', '803-3 CPP', ''],
  ['fin.presentation-effective', '803-3 al. 3 CPP', ''],
  ['fin.sans-803-3', '803-3 al. 6 CPP', ''],
  ['depot.information', '803-3 al. 2 CPP', 'opj apj'],
  ['depot.registre', '803-3 al. 5 CPP', 'opj apj'],
  ['fin.recapitulatif', '64 I et II CPP', 'opj'],
])('« %s » est une ligne datée : %s', (id, article, autorites) => {
  const ligne = LIGNES_DE_GARDE_A_VUE.find((une) => une.id === id);
  expect([ligne?.article, ligne?.autorites.join(' ')]).toEqual([article, autorites]);
  expect(ligne?.validiteDebut).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  expect(ligne?.source.length).toBeGreaterThan(10);
});
