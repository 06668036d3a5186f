import { expect, test } from 'vitest';
import { preparerLeLot, retirerDuLot, scellerLeLot } from './etapes-de-signature.ts';
import { empreinteDeLOrdre, jtiDeLOrdre, signaturesParActe } from './jeton-d-ordre.ts';

const ordre = (jti: string): string =>
  `e30.${Buffer.from(JSON.stringify({ jti, empreinte: `e${jti}` })).toString('base64url')}.sig`;

test('chaque signature revient à son acte, dans quelque ordre que la carte les rende', () => {
  const ordres = [
    { acteId: 'a', ordre: ordre('1') },
    { acteId: 'b', ordre: ordre('2') },
  ];
  const resultats = [
    { jti: '2', signature: 'deux' },
    { jti: '1', signature: 'un' },
  ];
  expect(signaturesParActe(ordres, resultats)).toEqual([
    { acteId: 'a', signature: 'un' },
    { acteId: 'b', signature: 'deux' },
  ]);
});

test('un ordre sans signature, ou illisible, ne produit rien', () => {
  expect(signaturesParActe([{ acteId: 'a', ordre: ordre('1') }], [])).toEqual([]);
  expect(jtiDeLOrdre('illisible')).toBe('');
  expect(empreinteDeLOrdre(ordre('7'))).toBe('e7');
});

test('un acte refusé au gel garde sa raison, le reste du lot se signe', async () => {
  const ports = {
    demanderLesOrdres: async () => ({
      ok: true as const,
      valeur: {
        ordres: [{ acteId: 'a', titre: 'A', ordre: ordre('1') }],
        refus: [{ acteId: 'b', phrase: 'Acte incomplet.' }],
      },
    }),
    remettreLesSignatures: async (signatures: readonly { readonly acteId: string }[]) => ({
      ok: true as const,
      valeur: signatures.map(({ acteId }) => ({ acteId, etat: 'scelle' as const, phrase: 'Scellé.' })),
    }),
  };
  const carte = await preparerLeLot(ports, ['a', 'b']);
  if (carte.nom !== 'carte') throw new Error(carte.nom);
  expect(await scellerLeLot(ports, carte, [{ jti: '1', signature: 's' }])).toEqual({
    nom: 'faite',
    issues: [
      { acteId: 'a', etat: 'scelle', phrase: 'Scellé.' },
      { acteId: 'b', etat: 'refuse', phrase: 'Acte incomplet.' },
    ],
  });
  expect(retirerDuLot(carte, 'a')).toBeUndefined();
  expect(retirerDuLot(carte, 'b')).toEqual(carte);
});
