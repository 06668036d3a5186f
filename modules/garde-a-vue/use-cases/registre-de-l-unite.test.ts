import { expect, test } from 'vitest';
import type { LigneDeMesure } from '../vues.ts';
import { registreEnTableau } from './registre-de-l-unite.ts';

const ligne = (propre: Partial<LigneDeMesure>): LigneDeMesure =>
  ({
    numero: '00123/2026/000007',
    idj: 'IDJ-2026-7K3F9Q2M-B',
    personne: { nom: 'Dupuis', prenoms: 'Lucas' },
    regime: 'droit-commun',
    faits: [{ natinf: 7151, qualification: 'VOL' }],
    opj: 'Camille MOREAU',
    debut: '2026-11-20T21:10:00+01:00[Europe/Paris]',
    echeance: '2026-11-21T21:10:00+01:00[Europe/Paris]',
    fin: null,
    prolongations: 0,
    incidents: 1,
    irregularites: 0,
    visa: null,
    ...propre,
  }) as LigneDeMesure;

test('le registre en tableau : une ligne par mesure, fin et visa compris, lisible d’un tableur', () => {
  const texte = registreEnTableau([
    ligne({}),
    ligne({
      fin: { a: '2026-11-21T09:00:00+01:00[Europe/Paris]', suite: 'levee' },
      visa: { a: '2026-11-21T10:00:00+01:00[Europe/Paris]', par: 'Anne LEROY' },
    }),
  ]);
  const [entete, enCours, finie] = texte.split('\r\n');
  expect(entete).toMatch(/^\uFEFF"Procédure";"Identifiant";"Personne"/);
  expect(enCours).toMatch(/"DUPUIS Lucas".*"20 novembre 2026 à 21 h 10".*;"";"";"0";"1";"0";"";""$/);
  expect(finie).toMatch(/"remise en liberté";"0";"1";"0";"21 novembre 2026 à 10 h 00";"Anne LEROY"$/);
});

test('un nom qui ressemble à une formule reste un nom ; un guillemet ne coupe pas la case', () => {
  const texte = registreEnTableau([
    ligne({ opj: '=HYPERLINK("https://exemple.fr")', faits: [{ natinf: 1, qualification: 'DIT "X"' }] }),
  ]);
  expect(texte).toContain(`"'=HYPERLINK(""https://exemple.fr"")"`);
  expect(texte).toContain('"DIT ""X"""');
});
