import { expect, test } from 'vitest';
import { mesurer, PARTIES } from './mesurer.ts';
import { compteRendu } from './rapport.ts';

test('la mesure fait passer de vrais actes par toute la chaîne et rend un compte rendu complet', async () => {
  const gardees: string[][] = [];
  const mesures = await mesurer(
    {
      documentsTemoins: 2,
      scellement: { actes: 4, tranches: 1, echauffement: 0 },
      echauffement: { offert: 5, dureeS: 0.2 },
      passages: [{ offert: 5, dureeS: 0.4 }],
      messages: { offert: 10, dureeS: 0.5, fils: 2 },
      tableau: { mesures: 20, ecrans: 5, offert: 10, dureeS: 0.5 },
      journal: { faits: 500, tailles: [1_000, 3_000] },
      dossier: 4,
      croissance: { actes: [20, 60], tours: 1, fois: 1 },
    },
    PARTIES,
    {
      dire: () => undefined,
      garder: (partielles) => gardees.push(PARTIES.filter((partie) => partie in partielles)),
    },
  );
  expect(gardees).toEqual(PARTIES.map((_, rang) => PARTIES.slice(0, rang + 1)));
  expect(mesures.passages?.map(({ plis, manquants }) => [plis, manquants])).toEqual([[2, 0]]);
  expect([mesures.messages?.messages, mesures.messages?.manquants]).toEqual([5, 0]);
  expect([mesures.tableau?.changements, mesures.tableau?.manquants]).toEqual([5, 0]);
  expect(mesures.scellement?.actes).toBe(4);
  expect(mesures.croissance?.operations.map(({ operation }) => operation)).toContain('Sceller un acte');
  expect(mesures.scellement?.cpuParActe.postgres).toBeGreaterThan(0);
  expect(mesures.dossier?.page.murS).toBeGreaterThan(0);
  const texte = compteRendu(mesures);
  for (const titre of [
    '### 1. Actes scellés',
    '### 2. Passage',
    '### 3. Croissance',
    '### 4. Journal',
    '### 5. Vérification',
    '### 6. Messages',
    '### 7. Tableau',
    'objectif',
  ])
    expect(texte).toContain(titre);
}, 240_000);
