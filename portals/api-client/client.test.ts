import { expect, test } from 'vitest';
import type { contratInterieur } from '@ppn/service-interieur/contract';
import { creerClient } from './client.ts';

type Appel = {
  readonly url: string;
  readonly methode: string;
  readonly entetes: Headers;
  readonly corps: string;
};

const uuid = '019a0000-0000-7000-8000-000000000001';

/** Service d'essai : note ce qu'il recoit et rend la reponse donnee. */
function service(reponse: () => Response): { readonly appels: Appel[]; readonly fetch: typeof fetch } {
  const appels: Appel[] = [];
  return {
    appels,
    fetch: async (entree, suite) => {
      const demande = new Request(entree instanceof Request ? entree : new URL(entree), suite);
      appels.push({
        url: demande.url,
        methode: demande.method,
        entetes: demande.headers,
        corps: await demande.text(),
      });
      return reponse();
    },
  };
}

test('les parametres du chemin viennent de la demande et le corps part en JSON', async () => {
  const { appels, fetch } = service(() => Response.json({ ok: 1 }));
  const client = creerClient<typeof contratInterieur>({ base: 'http://ppn.test', fetch });
  await client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
    idj: 'IDJ-2026-7K3F9Q2M-4',
    acteId: uuid,
    corps: { versionAttendue: 3, contenu: { recit: 'é' } },
  });
  expect(appels[0]?.url).toBe(`http://ppn.test/api/dossiers/IDJ-2026-7K3F9Q2M-4/actes/${uuid}`);
  expect(appels[0]?.methode).toBe('PUT');
  expect(JSON.parse(appels[0]?.corps ?? '')).toEqual({ versionAttendue: 3, contenu: { recit: 'é' } });
});

test('une recherche part en requete encodee ; vide, elle ne part pas', async () => {
  const { appels, fetch } = service(() => Response.json({ infractions: [] }));
  const client = creerClient<typeof contratInterieur>({ base: 'http://ppn.test', fetch });
  await client.appeler('GET /api/nomenclatures/natinf', { requete: { q: 'vol à la tire' } });
  await client.appeler('GET /api/dossiers');
  expect(appels[0]?.url).toBe('http://ppn.test/api/nomenclatures/natinf?q=vol+%C3%A0+la+tire');
  expect(appels[1]?.url).toBe('http://ppn.test/api/dossiers');
});

test('un refus est un probleme, et un 401 previent que la session est perdue', async () => {
  const probleme = {
    type: 'x',
    title: 'Session',
    status: 401,
    code: 'session-absente',
    detail: 'Reconnectez-vous.',
  };
  const { fetch } = service(() => Response.json(probleme, { status: 401 }));
  let perdues = 0;
  const client = creerClient<typeof contratInterieur>({
    base: 'http://ppn.test',
    fetch,
    surSessionPerdue: () => (perdues += 1),
  });
  expect(await client.appeler('GET /api/session')).toEqual({ ok: false, refus: probleme });
  expect(perdues).toBe(1);
});

test('un service arrete est un probleme « injoignable », jamais une exception', async () => {
  const client = creerClient<typeof contratInterieur>({
    base: 'http://ppn.test',
    fetch: () => Promise.reject(new TypeError('fetch failed')),
  });
  const reponse = await client.appeler('GET /api/parapheur');
  expect(reponse.ok ? '' : reponse.refus.code).toBe('injoignable');
});

test('une erreur sans corps lisible devient une phrase qui dit quoi faire', async () => {
  const { fetch } = service(() => new Response('<html>', { status: 502 }));
  const reponse = await creerClient<typeof contratInterieur>({ base: 'http://ppn.test', fetch }).appeler(
    'GET /api/parapheur',
  );
  expect(reponse.ok ? {} : { code: reponse.refus.code, status: reponse.refus.status }).toEqual({
    code: 'erreur-du-service',
    status: 502,
  });
});

test('un programme garde le temoin de session et l’oublie a la fermeture', async () => {
  const reponses = [
    new Response(null, { status: 204, headers: { 'set-cookie': 'session=abc; HttpOnly; Path=/' } }),
    new Response(null, { status: 204, headers: { 'set-cookie': 'session=; Max-Age=0' } }),
    new Response(null, { status: 204 }),
  ];
  const vus: (string | null)[] = [];
  const client = creerClient<typeof contratInterieur>({
    base: 'http://ppn.test',
    garderTemoins: true,
    fetch: (_, suite) => {
      vus.push(new Headers(suite?.headers).get('cookie'));
      return Promise.resolve(reponses.shift() ?? Response.error());
    },
  });
  for (let tour = 0; tour < 3; tour += 1) await client.appeler('DELETE /api/session');
  expect(vus).toEqual([null, 'session=abc', null]);
});

test('un depot part en octets bruts, nom encode dans x-nom', async () => {
  const { appels, fetch } = service(() => Response.json({ id: uuid }, { status: 201 }));
  const client = creerClient<typeof contratInterieur>({ base: 'http://ppn.test', fetch });
  await client.deposer('POST /api/dossiers/:idj/fichiers', {
    idj: 'IDJ-2026-7K3F9Q2M-4',
    requete: { acte: uuid },
    nom: 'Plan d’accès.jpg',
    octets: new Uint8Array([1, 2, 3]),
    typeMime: 'image/jpeg',
  });
  expect(appels[0]?.url).toBe(`http://ppn.test/api/dossiers/IDJ-2026-7K3F9Q2M-4/fichiers?acte=${uuid}`);
  expect(decodeURIComponent(appels[0]?.entetes.get('x-nom') ?? '')).toBe('Plan d’accès.jpg');
  expect(appels[0]?.entetes.get('content-type')).toBe('image/jpeg');
});

test('chaque réponse datée donne l’heure du service, encadrée par l’horloge monotone du poste', async () => {
  const releves: { readonly date: number; readonly depart: number; readonly retour: number }[] = [];
  const { fetch: aller } = service(
    () => new Response('{}', { headers: { date: 'Sun, 22 Nov 2026 05:00:07 GMT' } }),
  );
  const client = creerClient<typeof contratInterieur>({
    base: 'http://127.0.0.1:1',
    fetch: aller,
    surHeure: (releve) => releves.push(releve),
  });
  await client.appeler('GET /api/session');
  expect(releves.map(({ date }) => date)).toEqual([Date.parse('2026-11-22T05:00:07Z')]);
  expect(releves[0]?.retour).toBeGreaterThanOrEqual(releves[0]?.depart ?? Infinity);
});
