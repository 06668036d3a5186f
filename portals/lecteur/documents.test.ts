import { expect, test } from 'vitest';
import { creerDocuments } from './documents.ts';

const reserve = (maximum: number) => {
  const fermes: string[] = [];
  const documents = creerDocuments<string>(maximum);
  const emprunter = (cle: string) =>
    documents.emprunter(cle, () => ({ document: Promise.resolve(cle), fermer: () => void fermes.push(cle) }));
  return { documents, emprunter, fermes };
};

test('garde au plus le maximum de documents et ferme le plus ancien inutilisé', () => {
  const { documents, emprunter, fermes } = reserve(2);
  for (const cle of ['a', 'b', 'c']) emprunter(cle).rendre();
  expect(documents.ouverts()).toBe(2);
  expect(fermes).toEqual(['a']);
});

test('un document réemprunté redevient le plus récent', () => {
  const { emprunter, fermes } = reserve(2);
  for (const cle of ['a', 'b', 'a', 'c']) emprunter(cle).rendre();
  expect(fermes).toEqual(['b']);
});

test('ne ferme jamais un document que l’écran montre', () => {
  const { documents, emprunter, fermes } = reserve(1);
  const montre = emprunter('a');
  emprunter('b').rendre();
  expect(fermes).toEqual(['b']);
  montre.rendre();
  montre.rendre();
  expect(documents.ouverts()).toBe(1);
});

test('une ouverture manquée n’est pas gardée : on peut réessayer', async () => {
  const documents = creerDocuments<string>(2);
  const manquee = documents.emprunter('a', () => ({
    document: Promise.reject(new Error('coupure')),
    fermer: () => undefined,
  }));
  await expect(manquee.document).rejects.toThrow('coupure');
  manquee.rendre();
  expect(documents.ouverts()).toBe(0);
});
