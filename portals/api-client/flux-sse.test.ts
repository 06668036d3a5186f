import { expect, test } from 'vitest';
import { lecteurSse } from './flux-sse.ts';

test('un evenement coupe en morceaux est rendu une fois entier', () => {
  const lecteur = lecteurSse();
  expect(lecteur.ajouter('id: 41\nda')).toEqual([]);
  expect(lecteur.ajouter('ta: {"genre":"boite"}\n')).toEqual([]);
  expect(lecteur.ajouter('\n')).toEqual([{ id: '41', donnees: '{"genre":"boite"}' }]);
});

test('un ping ne rend rien et le dernier identifiant reste', () => {
  const lecteur = lecteurSse();
  expect(lecteur.ajouter(': ping\n\nid: 7\ndata: a\n\n: ping\n\ndata: b\r\n\r\n')).toEqual([
    { id: '7', donnees: 'a' },
    { id: '7', donnees: 'b' },
  ]);
});

test('un saut CR LF coupe entre deux morceaux n’invente pas de ligne vide', () => {
  const lecteur = lecteurSse();
  expect(lecteur.ajouter('data: a\r')).toEqual([]);
  expect(lecteur.ajouter('\ndata: b\r\n\r\n')).toEqual([{ id: undefined, donnees: 'a\nb' }]);
});
