import { expect, test } from 'vitest';
import { emetteurAdmis, jugerLesRevendications } from './oidc.ts';

const juger = (revendications = {}) =>
  jugerLesRevendications(
    { jeton: 'j', revendications: { sub: 's', acr: 'eidas2', numero: 'av047001 ', ...revendications } },
    { niveaux: ['eidas2', 'eidas3'], numero: 'numero' },
  );

test('le numéro attesté se lit comme celui d’une carte', () => {
  expect(juger()).toEqual({
    ok: true,
    valeur: { sujet: 's', numero: 'AV047001', niveau: 'eidas2', jeton: 'j' },
  });
});

test.each([
  ['niveau-insuffisant', { acr: 'eidas1' }],
  ['niveau-insuffisant', { acr: undefined }],
  ['niveau-insuffisant', { acr: ['eidas2'] }],
  ['niveau-insuffisant', { acr: 'eidas1', numero: undefined }],
  ['numero-absent', { numero: undefined }],
  ['numero-absent', { numero: 47_001 }],
  ['numero-absent', { numero: '' }],
  ['numero-absent', { numero: 'AV0\n47' }],
])('refuse : %s (%o)', (refus, revendications) => {
  expect(juger(revendications)).toEqual({ ok: false, refus });
});

test('un fournisseur sans TLS n’est admis que sur la machine elle-même', () => {
  expect(
    ['https://idp.exemple.fr', 'http://127.0.0.1:18732', 'http://localhost:1'].every(emetteurAdmis),
  ).toBe(true);
  expect(
    ['http://idp.exemple.fr', 'http://127.0.0.1.exemple.fr', 'ftp://127.0.0.1'].some(emetteurAdmis),
  ).toBe(false);
});
