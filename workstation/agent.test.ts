import { generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { MAINTENANT, monterPoste, PIRATE, PORTAIL } from './essais/poste.ts';
import type { PosteDEssai } from './essais/poste.ts';
import { clientAgent, messageAuthentification } from './index.ts';

const DEFI = 'Z'.repeat(43);
const objet = z.record(z.string(), z.unknown());
let poste: PosteDEssai;
beforeAll(async () => {
  poste = await monterPoste();
});
afterAll(() => poste.fermer());

const client = () => clientAgent({ url: poste.agent.url, origine: PORTAIL });
const deposer = async (
  ordres: readonly string[],
  origine = PORTAIL,
): Promise<{ readonly statut: number; readonly code?: unknown }> => {
  const reponse = await fetch(`${poste.agent.url}/demandes`, {
    method: 'POST',
    headers: { origin: origine, 'content-type': 'application/json' },
    body: JSON.stringify({ ordres }),
  });
  return { statut: reponse.status, ...objet.parse(await reponse.json()) };
};
/** Requête brute, pour choisir l'en-tête `Host`. */
const brute = (
  chemin: string,
  entetes: Readonly<Record<string, string>>,
  methode = 'GET',
): Promise<{ readonly statut: number; readonly entetes: Readonly<Record<string, unknown>> }> =>
  new Promise((tenir, rompre) => {
    request(`${poste.agent.url}${chemin}`, { method: methode, headers: entetes }, (reponse) => {
      reponse.resume();
      tenir({ statut: reponse.statusCode ?? 0, entetes: reponse.headers });
    })
      .on('error', rompre)
      .end();
  });

test('la carte prouve qui elle est, pour cette origine et ce défi', async () => {
  const preuve = await client().authentifier(await poste.ordre({ op: 'authentifier', defi: DEFI }), {
    carte: 'camille',
  });
  const { publicKey } = new X509Certificate(Buffer.from(preuve.certificatAuthentification, 'base64'));
  expect(
    verify(
      'sha256',
      messageAuthentification(PORTAIL, DEFI),
      publicKey,
      Buffer.from(preuve.signature, 'base64'),
    ),
  ).toBe(true);
  expect(Buffer.from(preuve.certificatSignature, 'base64')).toEqual(
    Buffer.from(poste.camille.certificatSignature),
  );
  expect(preuve.chaine).toHaveLength(2);
});

test('un seul PIN signe quarante actes, chacun de sa signature', async () => {
  const actes = Array.from({ length: 40 }, (_, rang) => poste.acte(`Procès-verbal ${rang}`));
  const resultats = await client().signer(await Promise.all(actes.map((acte) => poste.ordre(acte))));
  const { publicKey } = new X509Certificate(poste.camille.certificatSignature);
  const justes = resultats.map(({ signature }, rang) =>
    verify(
      'sha256',
      Buffer.from(actes[rang]?.attributs ?? '', 'base64'),
      publicKey,
      Buffer.from(signature, 'base64'),
    ),
  );
  expect(justes).toEqual(Array.from({ length: 40 }, () => true));
});

test('un site hors de la liste n’obtient rien, ni à l’envoi ni à la lecture', async () => {
  const ordre = await poste.ordre({ op: 'authentifier', defi: DEFI, origin: PIRATE });
  expect(await deposer([ordre], PIRATE)).toMatchObject({ statut: 403, code: 'origine-refusee' });
  expect(await brute('/etat', { origin: PIRATE })).toMatchObject({ statut: 403 });
  expect(await brute('/etat', {})).toMatchObject({ statut: 403 });
  const prealable = await brute(
    '/demandes',
    { origin: PIRATE, 'access-control-request-method': 'POST' },
    'OPTIONS',
  );
  expect(prealable.entetes['access-control-allow-origin']).toBeUndefined();
});

test('le contrôle préalable ouvre le réseau local au seul portail admis', async () => {
  const { statut, entetes } = await brute(
    '/demandes',
    {
      origin: PORTAIL,
      'access-control-request-method': 'POST',
      'access-control-request-private-network': 'true',
    },
    'OPTIONS',
  );
  expect(statut).toBe(204);
  expect(entetes).toMatchObject({
    'access-control-allow-origin': PORTAIL,
    'access-control-allow-private-network': 'true',
    vary: 'Origin',
  });
});

test('un nom d’hôte qui se résout vers le poste n’est pas l’agent', async () => {
  expect(await brute('/etat', { origin: PORTAIL, host: `pirate.example:${poste.agent.port}` })).toMatchObject(
    { statut: 421 },
  );
  expect(await brute('/etat', { origin: PORTAIL, host: '127.0.0.1' })).toMatchObject({ statut: 421 });
  expect(await brute('/etat', { origin: PORTAIL, host: `localhost:${poste.agent.port}` })).toMatchObject({
    statut: 200,
  });
});

const seconde = MAINTENANT.getTime() / 1000;
const etrangere = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
test.each([
  ['forgé par une autre clé', { op: 'authentifier', defi: DEFI }, { cle: etrangere }, 403, 'ordre-faux'],
  ['signé par un service inconnu', { op: 'authentifier', defi: DEFI }, { kid: 'autre' }, 403, 'ordre-faux'],
  ['d’un autre type de jeton', { op: 'authentifier', defi: DEFI }, { typ: 'JWT' }, 403, 'ordre-faux'],
  [
    'expiré',
    { op: 'authentifier', defi: DEFI, iat: seconde - 301, exp: seconde - 1 },
    {},
    403,
    'ordre-expire',
  ],
  [
    'valable plus de cinq minutes',
    { op: 'authentifier', defi: DEFI, exp: seconde + 301 },
    {},
    403,
    'ordre-expire',
  ],
  [
    'daté de l’avenir',
    { op: 'authentifier', defi: DEFI, iat: seconde + 120, exp: seconde + 300 },
    {},
    403,
    'ordre-expire',
  ],
  [
    'd’une autre origine',
    { op: 'authentifier', defi: DEFI, origin: 'http://localhost:4000' },
    {},
    403,
    'origine-refusee',
  ],
  ['sans défi', { op: 'authentifier' }, {}, 400, 'ordre-mal-forme'],
  ['d’une opération inconnue', { op: 'dechiffrer', defi: DEFI }, {}, 400, 'ordre-mal-forme'],
])('un ordre %s est refusé', async (_cas, charge, change, statut, code) => {
  expect(await deposer([await poste.ordre(charge, change)])).toMatchObject({ statut, code });
});

test('un ordre non signé (alg none) est refusé', async () => {
  const corps = Buffer.from(
    JSON.stringify({
      op: 'authentifier',
      defi: DEFI,
      origin: PORTAIL,
      jti: '12345678',
      iat: seconde,
      exp: seconde + 60,
    }),
  ).toString('base64url');
  const tete = Buffer.from(JSON.stringify({ alg: 'none', kid: 'interieur', typ: 'ppn-ordre+jwt' })).toString(
    'base64url',
  );
  expect(await deposer([`${tete}.${corps}.`])).toMatchObject({ statut: 403, code: 'ordre-faux' });
});

test('l’agent ne signe ni un condensat nu, ni d’autres octets, ni pour une autre empreinte ou une autre carte', async () => {
  const acte = poste.acte('Plainte');
  const autre = poste.acte('Autre');
  const nu = { ...acte, attributs: Buffer.from(acte.empreinte, 'hex').toString('base64') };
  for (const charge of [
    nu,
    { ...acte, attributs: autre.attributs },
    { ...acte, certificat: autre.empreinte },
    { ...acte, attributs: Buffer.from('ppn-auth-v1').toString('base64') },
  ]) {
    expect(await deposer([await poste.ordre(charge)])).toMatchObject({
      statut: 400,
      code: 'attributs-discordants',
    });
  }
});

test('un ordre déjà présenté est refusé, dans le lot, ensuite, et après un redémarrage de l’agent', async () => {
  const ordre = await poste.ordre(poste.acte('Audition'));
  expect(await deposer([ordre, ordre])).toMatchObject({ statut: 403, code: 'ordre-rejoue' });
  expect(await deposer([ordre])).toMatchObject({ statut: 201 });
  expect(await deposer([ordre])).toMatchObject({ statut: 403, code: 'ordre-rejoue' });
  const relance = await poste.demarrer();
  await expect(clientAgent({ url: relance.url, origine: PORTAIL }).signer([ordre])).rejects.toMatchObject({
    code: 'ordre-rejoue',
  });
});

test('une clé limitée à un portail n’en commande pas un autre', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const clesServeur = {
    justice: { ...publicKey.export({ format: 'jwk' }), origines: ['http://localhost:4000'] },
  };
  const agent = await poste.demarrer({ clesServeur });
  const ordre = await poste.ordre(poste.acte('Soit-transmis'), { cle: privateKey, kid: 'justice' });
  await expect(clientAgent({ url: agent.url, origine: PORTAIL }).signer([ordre])).rejects.toMatchObject({
    code: 'origine-refusee',
  });
});

test('un lot ne mêle ni deux cartes, ni deux sortes d’ordres', async () => {
  const hugo = await poste.remettre({ id: 'hugo', prenom: 'Hugo' });
  const signer = await poste.ordre(poste.acte('A'));
  expect(await deposer([signer, await poste.ordre(poste.acte('B', hugo))])).toMatchObject({
    statut: 400,
    code: 'lot-heterogene',
  });
  expect(await deposer([signer, await poste.ordre({ op: 'authentifier', defi: DEFI })])).toMatchObject({
    statut: 400,
    code: 'lot-heterogene',
  });
});

test('une carte absente, expirée ou verrouillée est refusée avec sa phrase', async () => {
  const expiree = await poste.remettre({ id: 'expiree', cas: 'expiree' });
  await expect(client().signer([await poste.ordre(poste.acte('A', expiree))])).rejects.toMatchObject({
    code: 'certificat-expire',
    message: /expiré/,
  });
  await expect(
    client().authentifier(await poste.ordre({ op: 'authentifier', defi: DEFI }), { carte: 'absente' }),
  ).rejects.toMatchObject({ code: 'carte-absente' });
  const lea = await poste.remettre({ id: 'lea', pin: '7777' });
  const essayer = async (): Promise<unknown> => client().signer([await poste.ordre(poste.acte('A', lea))]);
  await expect(essayer()).rejects.toMatchObject({
    code: 'pin-faux',
    essaisRestants: 2,
    message: 'PIN faux. Il reste 2 essais.',
  });
  await expect(essayer()).rejects.toMatchObject({
    code: 'pin-faux',
    essaisRestants: 1,
    message: /Dernier essai/,
  });
  await expect(essayer()).rejects.toMatchObject({ code: 'carte-verrouillee' });
  const etat = objet.parse(
    await (await fetch(`${poste.agent.url}/etat`, { headers: { origin: PORTAIL } })).json(),
  );
  expect(etat.cartes).toContainEqual({
    id: 'lea',
    titulaire: 'Camille MOREAU',
    etat: 'verrouillee',
    essaisRestants: 0,
  });
  expect(etat.cartes).toContainEqual(expect.objectContaining({ id: 'expiree', etat: 'expiree' }));
});

test('un corps trop gros ou trop d’ordres sont refusés sans être gardés', async () => {
  expect(await deposer([`${'a'.repeat(1_100_000)}`])).toMatchObject({ statut: 413, code: 'trop-volumineux' });
  expect(await deposer(Array.from({ length: 501 }, () => 'a'))).toMatchObject({
    statut: 400,
    code: 'requete-mal-formee',
  });
  expect(await deposer([])).toMatchObject({ statut: 400, code: 'requete-mal-formee' });
});

test('une demande n’est lisible que du portail qui l’a déposée', async () => {
  const agent = await poste.demarrer({ origines: [PORTAIL, 'http://localhost:4000'] });
  const corps = JSON.stringify({ ordres: [await poste.ordre(poste.acte('A'))] });
  const { id } = objet.parse(
    await (
      await fetch(`${agent.url}/demandes`, {
        method: 'POST',
        headers: { origin: PORTAIL, 'content-type': 'application/json' },
        body: corps,
      })
    ).json(),
  );
  expect(
    (await fetch(`${agent.url}/demandes/${String(id)}`, { headers: { origin: 'http://localhost:4000' } }))
      .status,
  ).toBe(404);
  expect((await fetch(`${agent.url}/demandes/${String(id)}`, { headers: { origin: PORTAIL } })).status).toBe(
    200,
  );
});

test('un port déjà pris se dit en une phrase', async () => {
  await expect(poste.demarrer({ port: poste.agent.port })).rejects.toThrow(
    `Le port ${poste.agent.port} de l’agent de carte est déjà pris.`,
  );
});
