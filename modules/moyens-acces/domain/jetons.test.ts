import { expect, test } from 'vitest';
import { creer, porteeExigee } from './jetons.ts';

test.each([
  ['GET', '/api/depots', 'consulter'],
  ['GET', '/api/depots/3f0d', 'consulter'],
  ['GET', '/api/depots/3f0d/recepisses/ab', 'consulter'],
  ['GET', '/telechargements/3f0d.zip', 'telecharger'],
  ['HEAD', '/telechargements/3f0d/ab', 'telecharger'],
  ['GET', '/lectures/3f0d/ab', 'telecharger'],
  ['POST', '/api/depots', 'deposer'],
  ['POST', '/api/depots/3f0d/depot', 'deposer'],
  ['PATCH', '/televersements/3f0d/ab', 'deposer'],
  ['GET', '/api/destinataires', 'deposer'],
])('%s %s demande la portée « %s »', (methode, chemin, portee) => {
  expect(porteeExigee(methode, chemin)).toBe(portee);
});

test.each([
  ['POST', '/api/jetons'],
  ['GET', '/api/jetons'],
  ['GET', '/api/session'],
  ['POST', '/api/delegations'],
  ['POST', '/api/depots/3f0d/retrait'],
  ['POST', '/telechargements/3f0d.zip'],
  ['GET', '/api/depots/3f0d/recepisses/ab/autre'],
  ['GET', '/api/openapi.json'],
])('aucun jeton ne donne %s %s', (methode, chemin) => {
  expect(porteeExigee(methode, chemin)).toBeUndefined();
});

const maintenant = new Date('2026-11-22T10:00:00Z');
const ilYA = (minutes: number): Date => new Date(maintenant.getTime() - minutes * 60_000);

test('un jeton se crée dans le quart d’heure d’une connexion, dix au plus', () => {
  expect(creer({ identifieA: ilYA(15), vivants: 9 }, maintenant)).toEqual({ ok: true, valeur: true });
  expect(creer({ identifieA: ilYA(16), vivants: 0 }, maintenant)).toEqual({
    ok: false,
    refus: 'connexion-ancienne',
  });
  expect(creer({ identifieA: ilYA(1), vivants: 10 }, maintenant)).toEqual({
    ok: false,
    refus: 'trop-de-jetons',
  });
});
