import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ecrireJeton, jetonLogiciel, lecteurDeDossier } from './index.ts';

const PIN = '4821';
const CONTENU = Buffer.from('attributs signés');
const cles = {
  authentification: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  signature: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
};
const publique = (usage: keyof typeof cles) =>
  createPublicKey(cles[usage].export({ type: 'pkcs8', format: 'pem' }).toString());

let dossier: string;
let carte: string;
beforeEach(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-jeton-'));
  carte = join(dossier, 'camille');
  const certificats = { authentification: Buffer.from('A'), signature: Buffer.from('S') };
  await ecrireJeton(carte, {
    id: 'camille',
    titulaire: 'Camille MOREAU',
    pin: PIN,
    cles,
    certificats,
    chaine: [],
  });
});
afterEach(() => rm(dossier, { recursive: true, force: true }));

const signer = (pin: string, usage: keyof typeof cles = 'signature') =>
  jetonLogiciel(carte).signerLot({ usage, pin, contenus: [CONTENU, CONTENU] });
const essais = async (): Promise<unknown> => JSON.parse(await readFile(join(carte, 'essais.json'), 'utf8'));

test('un PIN juste signe tout le lot, en RSA comme en ECDSA', async () => {
  for (const usage of ['signature', 'authentification'] as const) {
    const signees = await signer(PIN, usage);
    expect(
      signees.ok && signees.valeur.map((signature) => verify('sha256', CONTENU, publique(usage), signature)),
    ).toEqual([true, true]);
  }
});

test('trois PIN faux verrouillent la carte, même pour le bon PIN ensuite', async () => {
  expect(await signer('0000')).toEqual({ ok: false, refus: { code: 'pin-faux', essaisRestants: 2 } });
  expect(await signer('0000')).toEqual({ ok: false, refus: { code: 'pin-faux', essaisRestants: 1 } });
  expect(await signer('0000')).toEqual({ ok: false, refus: { code: 'carte-verrouillee' } });
  expect(await signer(PIN)).toEqual({ ok: false, refus: { code: 'carte-verrouillee' } });
});

test('un PIN juste rend les trois essais', async () => {
  await signer('0000');
  await signer(PIN);
  expect(await essais()).toEqual({ restants: 3 });
});

test('dix PIN présentés ensemble ne valent pas plus de trois essais', async () => {
  const issues = await Promise.all(Array.from({ length: 10 }, (_, rang) => signer(`111${rang}`)));
  expect(
    issues.map((issue) => (issue.ok ? 'signé' : issue.refus.code)).filter((code) => code === 'pin-faux'),
  ).toHaveLength(2);
  expect(await essais()).toEqual({ restants: 0 });
});

test('l’essai est décompté sur le disque avant que le PIN soit regardé', async () => {
  const enCours = signer(PIN);
  const vus: unknown[] = [];
  for (let fini = false; !fini;) {
    vus.push(await essais());
    fini = await Promise.race([enCours.then(() => true), stat(carte).then(() => false)]);
  }
  expect(vus).toContainEqual({ restants: 2 });
});

test('un PIN mal formé ne coûte pas d’essai', async () => {
  expect(await signer('abcd')).toEqual({ ok: false, refus: { code: 'pin-mal-forme' } });
  expect(await essais()).toEqual({ restants: 3 });
});

test('une carte abîmée est vue illisible, un dossier vide n’en montre aucune', async () => {
  await writeFile(join(carte, 'carte.json'), '{');
  expect((await lecteurDeDossier(dossier)()).map(({ id, carte: lue }) => [id, lue])).toEqual([
    ['camille', undefined],
  ]);
  expect(await signer(PIN)).toEqual({ ok: false, refus: { code: 'carte-illisible' } });
  expect(await lecteurDeDossier(join(dossier, 'rien'))()).toEqual([]);
});
