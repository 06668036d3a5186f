import { expect, test } from 'vitest';
import { creerServeur, envoyerOctets, plageDemandee, type SourceOctets } from './index.ts';

const OCTETS = Uint8Array.from({ length: 1_000 }, (_, rang) => rang % 251);
const EMPREINTE = 'ab'.repeat(32);

type Essai = Partial<SourceOctets> & { readonly telecharger?: boolean };

async function servir({ telecharger = false, ...source }: Essai = {}, defauts: unknown[] = []) {
  const app = await creerServeur({
    titre: 'Essai',
    origine: 'http://127.0.0.1:1',
    origineAgent: 'http://127.0.0.1:2',
    consigner: () => undefined,
  });
  app.get('/fichier', async (demande, reponse) => {
    const complete: SourceOctets = {
      taille: OCTETS.length,
      typeMime: 'application/pdf',
      nom: 'pièce « 1 ».pdf',
      empreinte: EMPREINTE,
      lire: async function* ({ debut, fin }) {
        yield OCTETS.subarray(debut, fin);
      },
      ...source,
    };
    await envoyerOctets(demande, reponse, complete, telecharger).catch((cause: unknown) => {
      defauts.push(cause);
      throw cause;
    });
    return reponse;
  });
  return app;
}

const demander = async (range?: string, source: Essai = {}, entetes: { [nom: string]: string } = {}) =>
  (await servir(source)).inject({
    url: '/fichier',
    headers: { ...(range === undefined ? {} : { range }), ...entetes },
  });

test.each([
  ['bytes=0-99', 0, 100],
  ['bytes=900-', 900, 1_000],
  ['bytes=-10', 990, 1_000],
  ['bytes=990-5000', 990, 1_000],
  ['bytes=-5000', 0, 1_000],
])('la plage %s est servie en 206', async (range, debut, fin) => {
  const reponse = await demander(range);
  expect(reponse.statusCode).toBe(206);
  expect(reponse.headers['content-range']).toBe(`bytes ${debut}-${fin - 1}/1000`);
  expect(new Uint8Array(reponse.rawPayload)).toEqual(OCTETS.subarray(debut, fin));
});

test.each(['bytes=1000-', 'bytes=4000-5000', 'bytes=-0'])(
  'la plage %s est illisible : 416',
  async (range) => {
    const reponse = await demander(range);
    expect(reponse.statusCode).toBe(416);
    expect(reponse.headers['content-range']).toBe('bytes */1000');
    expect(reponse.json()).toMatchObject({ code: 'plage-illisible' });
  },
);

test.each(['octets=0-1', 'bytes=a-b', 'bytes=5-2', 'bytes=0-1,4-5', 'bytes=-'])(
  'une plage que nous ne servons pas (%s) rend tout le fichier',
  async (range) => {
    const reponse = await demander(range);
    expect(reponse.statusCode).toBe(200);
    expect(reponse.rawPayload.length).toBe(1_000);
  },
);

test('une reprise conditionnelle ne mêle jamais deux fichiers', async () => {
  const juste = await demander('bytes=0-9', {}, { 'if-range': `"${EMPREINTE}"` });
  expect(juste.statusCode).toBe(206);
  const autre = await demander('bytes=0-9', {}, { 'if-range': '"autre"' });
  expect(autre.statusCode).toBe(200);
});

test('ce qu’un navigateur pourrait exécuter est toujours enregistré, dans un bac à sable', async () => {
  const dispositions: { [type: string]: string | undefined } = {};
  for (const typeMime of [
    'application/pdf',
    'image/jpeg',
    'video/mp4',
    'text/html',
    'image/svg+xml',
    'application/xml',
  ]) {
    const { headers } = await demander(undefined, { typeMime });
    dispositions[typeMime] = String(headers['content-disposition']).split(';')[0];
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  }
  expect(dispositions).toEqual({
    'application/pdf': 'inline',
    'image/jpeg': 'inline',
    'video/mp4': 'inline',
    'text/html': 'attachment',
    'image/svg+xml': 'attachment',
    'application/xml': 'attachment',
  });
  const { headers } = await demander(undefined, { telecharger: true });
  expect(headers['content-disposition']).toBe(
    "attachment; filename*=UTF-8''pi%C3%A8ce%20%C2%AB%201%20%C2%BB.pdf",
  );
  expect(headers['repr-digest']).toBe(`sha-256=:${Buffer.from(EMPREINTE, 'hex').toString('base64')}:`);
});

test('une source qui fait défaut avant le premier octet laisse répondre', async () => {
  const defauts: unknown[] = [];
  const app = await servir({ lire: enDefaut(0) }, defauts);
  expect((await app.inject('/fichier')).statusCode).toBe(500);
  expect(defauts).toEqual([new Error('objet altéré')]);
});

test('une source qui fait défaut en cours d’envoi coupe la liaison, et son défaut remonte', async () => {
  const defauts: unknown[] = [];
  const app = await servir({ lire: enDefaut(2) }, defauts);
  const adresse = await app.listen({ port: 0, host: '127.0.0.1' });
  await expect(fetch(`${adresse}/fichier`).then((reponse) => reponse.arrayBuffer())).rejects.toThrow(
    /terminated/,
  );
  expect(defauts).toEqual([new Error('objet altéré')]);
  await app.close();
});

test('la lecture des plages est pure', () => {
  expect(plageDemandee(undefined, 10)).toBeUndefined();
  expect(plageDemandee(' bytes=2-4 ', 10)).toEqual({ debut: 2, fin: 5 });
});

/** Rend `apres` morceaux, puis lance. */
const enDefaut = (apres: number): SourceOctets['lire'] =>
  async function* () {
    for (let rang = 0; rang < apres; rang++) yield OCTETS.subarray(0, 10);
    throw new Error('objet altéré');
  };
