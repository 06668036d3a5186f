import { readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:http2';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance } from '@ppn/confiance';
import { expect, onTestFinished, test } from 'vitest';
import { ORIGINE, serveurDEssai } from './essais/banc.ts';

const CORPS = { nom: 'Camille', age: 30, genre: 'a' };

test('toute réponse porte les en-têtes de sécurité et une CSP sans rien d’autre que nous et l’agent de carte', async () => {
  const app = await serveurDEssai();
  const { headers } = await app.inject('/api/prive/1');
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  });
  const csp = String(headers['content-security-policy']).split('; ');
  expect(csp).toEqual(
    expect.arrayContaining([
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
      "connect-src 'self' http://127.0.0.1:18790",
    ]),
  );
  expect(csp.join(' ')).not.toMatch(/unsafe-(inline|eval)|\*/);
});

test('une demande qui change quelque chose depuis une autre origine est refusée, une lecture non', async () => {
  const app = await serveurDEssai();
  const poster = (origin: string) =>
    app.inject({ method: 'POST', url: '/api/ouvert', headers: { origin }, payload: CORPS });
  const refusee = await poster('https://mechant.exemple');
  expect(refusee.statusCode).toBe(403);
  expect(refusee.json()).toMatchObject({ code: 'origine-refusee', status: 403 });
  expect((await poster('null')).statusCode).toBe(403);
  expect((await poster(`${ORIGINE}0`)).statusCode).toBe(403);
  expect((await poster(ORIGINE)).statusCode).toBe(201);
  const lecture = await app.inject({
    url: '/api/prive/1',
    headers: { origin: 'https://mechant.exemple', cookie: 'session=x' },
  });
  expect(lecture.statusCode).toBe(200);
  expect(lecture.headers['access-control-allow-origin']).toBeUndefined();
});

test('un corps JSON de plus d’1 Mo est refusé avec ce qu’il faut faire', async () => {
  const app = await serveurDEssai();
  const reponse = await app.inject({
    method: 'POST',
    url: '/api/ouvert',
    payload: { ...CORPS, nom: 'x'.repeat(1024 * 1024) },
  });
  expect(reponse.statusCode).toBe(413);
  expect(reponse.json()).toMatchObject({ code: 'trop-volumineux', detail: expect.stringContaining('1 Mo') });
});

test('une panne rend une référence, jamais une pile d’appels ni un secret, et le journal garde tout', async () => {
  const consignes: Parameters<typeof serveurDEssai>[1] = [];
  const app = await serveurDEssai({}, consignes);
  const reponse = await app.inject('/api/panne');
  expect(reponse.statusCode).toBe(500);
  expect(reponse.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(reponse.body).not.toMatch(/secret|postgres|\.ts|at /);
  const { reference } = reponse.json<{ reference: string }>();
  expect(consignes).toEqual([
    { message: 'Demande en échec', details: expect.objectContaining({ reference, route: '/api/panne' }) },
  ]);
});

test.each([
  ['/api/prive/%00', 'octet nul'],
  ['/api/prive/%E0%A4%A', 'encodage faux'],
  [`/api/prive/${'a'.repeat(300)}`, 'trop longue'],
])('une adresse que rien ne lit est un problème en français (%#)', async (url) => {
  const app = await serveurDEssai();
  const reponse = await app.inject({ url, headers: { cookie: 'session=x' } });
  expect(reponse.statusCode).toBe(400);
  expect(reponse.headers['content-type']).toContain('application/problem+json');
  expect(reponse.json()).toMatchObject({ code: 'adresse-illisible' });
});

test('un dépôt refusé avant sa fin ne bloque pas la demande suivante de la même liaison', async () => {
  const app = await serveurDEssai();
  onTestFinished(() => app.close());
  const adresse = await app.listen({ port: 0, host: '127.0.0.1' });
  const deposer = async (taille: number, enFlux: boolean): Promise<number> => {
    let reste = taille;
    const body = new ReadableStream<Uint8Array>({
      pull(suite) {
        if (reste <= 0) return suite.close();
        suite.enqueue(new Uint8Array(Math.min(reste, 1_000_000)));
        reste -= 1_000_000;
        return undefined;
      },
    });
    const corps = enFlux ? { body, duplex: 'half' as const } : { body: new Uint8Array(taille) };
    const reponse = await fetch(`${adresse}/api/depot`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      ...corps,
    });
    await reponse.text();
    return reponse.status;
  };
  const statuts: number[] = [];
  for (const taille of [4_000_000, 50_000, 8_000_000, 50_000])
    statuts.push(await deposer(taille, true), await deposer(taille, false));
  expect(statuts).toEqual([413, 413, 201, 201, 413, 413, 201, 201]);
});

test.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', 'faux'])(
  'un dépôt annoncé « %s » arrive octet pour octet',
  async (type) => {
    const app = await serveurDEssai();
    onTestFinished(() => app.close());
    const adresse = await app.listen({ port: 0, host: '127.0.0.1' });
    const reponse = await fetch(`${adresse}/api/depot`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(50_000).fill(0x7b),
    });
    expect([reponse.status, await reponse.json()]).toEqual([201, { taille: 50_000 }]);
  },
);

test('avec un certificat, le même serveur parle HTTP/2 et HTTP/1.1 en TLS, et demande à y rester', async () => {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-http-'));
  const { lieux } = await creerConfiance({ dossier });
  const { serveur, autorites } = lieux.tls('interieur');
  const [cle, certificat, ca] = [serveur.cle, serveur.certificats, autorites].map((chemin) =>
    readFileSync(chemin, 'utf8'),
  );
  rmSync(dossier, { recursive: true });
  const app = await serveurDEssai({ tls: { cle: cle ?? '', certificat: certificat ?? '' } });
  onTestFinished(() => app.close());
  const adresse = (await app.listen({ port: 0, host: '127.0.0.1' })).replace('http:', 'https:');

  const session = connect(adresse, { ca, checkServerIdentity: () => undefined });
  onTestFinished(() => session.destroy());
  const flux = session.request({ ':path': '/api/prive/7', cookie: 'session=camille' });
  const entetes = await new Promise<{ readonly [nom: string]: unknown }>((lus) => flux.once('response', lus));
  let texte = '';
  for await (const morceau of flux) texte += String(morceau);
  expect(session.alpnProtocol).toBe('h2');
  expect(entetes[':status']).toBe(200);
  expect(entetes['strict-transport-security']).toBe('max-age=31536000');
  expect(JSON.parse(texte)).toEqual({ id: 'camille:7' });

  const version = await new Promise<string>((lue, echouer) =>
    get(`${adresse}/api/prive/7`, { ca, checkServerIdentity: () => undefined }, (reponse) => {
      reponse.resume();
      lue(`${reponse.httpVersion} ${reponse.statusCode}`);
    }).on('error', echouer),
  );
  expect(version).toBe('1.1 401');
});
