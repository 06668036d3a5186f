import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ORIGINE, serveurDEssai } from './essais/banc.ts';

const app = await serveurDEssai();
const poster = (payload: unknown) =>
  app.inject({
    method: 'POST',
    url: '/api/ouvert',
    headers: { origin: ORIGINE, 'content-type': 'application/json' },
    payload: JSON.stringify(payload),
  });

test('chaque champ faux a sa phrase, en français', async () => {
  const reponse = await poster({ nom: 'x', age: 'trente', genre: 'c', liste: ['1', '2', '3'] });
  expect(reponse.statusCode).toBe(422);
  expect(reponse.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(reponse.json()).toEqual({
    type: 'urn:ppn:probleme:demande-invalide',
    title: 'Demande refusée',
    status: 422,
    code: 'demande-invalide',
    detail:
      'nom : Au moins 2 caractères. age : Il faut ici un nombre. genre : Valeur inconnue ; valeurs admises : a, b. liste : Au plus 2 éléments.',
    champs: [
      { champ: 'nom', phrase: 'Au moins 2 caractères.' },
      { champ: 'age', phrase: 'Il faut ici un nombre.' },
      { champ: 'genre', phrase: 'Valeur inconnue ; valeurs admises : a, b.' },
      { champ: 'liste', phrase: 'Au plus 2 éléments.' },
    ],
  });
});

test('aucun message anglais du validateur n’atteint jamais l’agent', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 3 }), async (valeur) => {
      const reponse = await poster({ nom: valeur, age: valeur, genre: valeur, liste: valeur });
      expect(reponse.body).not.toMatch(/Invalid|expected|Too (big|small)|Unrecognized|Required/);
      // 400 : une clé `__proto__`, que le lecteur de JSON refuse avant le contrat.
      expect([201, 400, 422]).toContain(reponse.statusCode);
    }),
    { numRuns: 60, examples: [[{ ['__proto__']: null }]] },
  );
});

test('un caractère que la base ne garde pas, une structure sans fond : refusés à la porte', async () => {
  const champs = { age: 1, genre: 'a' };
  for (const nom of ['a\0b', 'demi \ud83d']) {
    const reponse = await poster({ ...champs, nom });
    expect(reponse.statusCode).toBe(422);
    expect(reponse.json()).toMatchObject({ detail: expect.stringContaining('caractère illisible') });
  }
  const profond = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const reponse = await app.inject({
    method: 'POST',
    url: '/api/ouvert',
    headers: { 'content-type': 'application/json' },
    payload: `{"nom":"abc","age":1,"genre":"a","liste":${profond}}`,
  });
  expect(reponse.statusCode).toBe(422);
});

test.each(['{"nom"', '', '{"__proto__":{"admin":true}}'])(
  'un JSON que rien ne lit est mal formé (%#)',
  async (payload) => {
    const reponse = await app.inject({
      method: 'POST',
      url: '/api/ouvert',
      headers: { 'content-type': 'application/json' },
      payload,
    });
    expect(reponse.statusCode).toBe(400);
    expect(reponse.json()).toMatchObject({ code: 'demande-mal-formee' });
  },
);

test('un corps qui n’est pas du JSON est refusé sans être interprété', async () => {
  const reponse = await app.inject({
    method: 'POST',
    url: '/api/ouvert',
    headers: { 'content-type': 'text/plain' },
    payload: '{"nom":"Camille","age":30,"genre":"a"}',
  });
  expect(reponse.statusCode).toBe(422);
});

test('un point fermé demande la session avant même de lire le corps ; un point sans contenu n’en rend pas', async () => {
  expect((await app.inject('/api/prive/1')).json()).toMatchObject({ code: 'session-absente', status: 401 });
  const sansSession = await app.inject({ method: 'PUT', url: '/api/prive/1', payload: { nom: 3 } });
  expect(sansSession.json()).toMatchObject({ code: 'session-absente', status: 401 });
  const efface = await app.inject({
    method: 'DELETE',
    url: '/api/prive/1',
    headers: { cookie: 'session=camille' },
  });
  expect([efface.statusCode, efface.body]).toEqual([204, '']);
});
