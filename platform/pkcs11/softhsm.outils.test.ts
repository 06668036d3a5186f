import { verify, X509Certificate } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  creerCle,
  initialiserSoftHsm,
  monterBanc,
  PIN_DU_BANC as PIN,
  PUK_DU_BANC as PUK,
} from '@ppn/confiance';
import type { BancDeCartes, CertificatsDeCarte } from '@ppn/confiance';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { CKF, ouvrirCachet, ouvrirCoffre, ouvrirPilote } from './index.ts';
import type { JetonLu, Pilote } from './index.ts';

const CONTENUS = ['Plainte', 'Audition'].map((texte) => Buffer.from(texte));
let banc: BancDeCartes;
const gravees = new Map<string, CertificatsDeCarte>();
beforeAll(async () => {
  banc = await monterBanc();
  gravees.set('EC', await banc.graver('EC', { algorithme: 'P-256', chaqueActe: true }));
  gravees.set('RSA', await banc.graver('RSA', { algorithme: 'RSA-3072' }));
});
afterAll(() => banc.fermer());
let pilote: Pilote;
beforeEach(() => {
  pilote = ouvrirPilote({
    module: banc.lecteur.module,
    acteMs: 3_000,
    environnement: { ...process.env, ...banc.lecteur.environnement },
  });
});
afterEach(async () => {
  await pilote.arreter();
  for (const ordre of ['clavier', 'fige', 'plante', 'retire'] as const) await banc.relacher(ordre);
  await rm(join(banc.dossier, 'journal'), { force: true });
});

const jeton = async (libelle: string): Promise<JetonLu> => {
  const lus = await pilote.lister();
  const trouve = lus.ok ? lus.valeur.find((lu) => lu.libelle === libelle) : undefined;
  if (trouve === undefined) throw new Error(`Le jeton ${libelle} manque.`);
  return trouve;
};
const certificatDe = (libelle: string, usage: keyof CertificatsDeCarte = 'signature'): Uint8Array =>
  gravees.get(libelle)?.[usage] ?? new Uint8Array();
const signer = async (libelle: string, pin: string | undefined, usage?: keyof CertificatsDeCarte) =>
  pilote.signer({
    jeton: await jeton(libelle),
    certificat: certificatDe(libelle, usage),
    pin,
    contenus: CONTENUS,
  });
const justes = (
  issue: Awaited<ReturnType<typeof signer>>,
  certificat: Uint8Array,
): readonly boolean[] | object =>
  issue.ok
    ? issue.valeur.map((signature, rang) =>
        verify(
          'sha256',
          CONTENUS[rang] ?? Buffer.alloc(0),
          new X509Certificate(certificat).publicKey,
          signature,
        ),
      )
    : issue.refus;
const journal = async (): Promise<readonly string[]> =>
  (await readFile(join(banc.dossier, 'journal'), 'utf8')).trim().split('\n');

test('les jetons se lisent sans code, certificats compris', async () => {
  const { certificats, drapeaux, lecteur } = await jeton('RSA');
  expect(certificats.map((der) => Buffer.from(der).toString('hex'))).toEqual(
    expect.arrayContaining(
      [certificatDe('RSA'), certificatDe('RSA', 'authentification')].map((der) =>
        Buffer.from(der).toString('hex'),
      ),
    ),
  );
  expect(drapeaux & (CKF.essaisEntames | CKF.dernierEssai | CKF.verrouille)).toBe(0);
  expect(lecteur).toContain('SoftHSM');
});

test.each(['EC', 'RSA'])('une carte %s signe un lot, de la clé du certificat demandé', async (libelle) => {
  for (const usage of ['signature', 'authentification'] as const)
    expect(justes(await signer(libelle, PIN, usage), certificatDe(libelle, usage))).toEqual([true, true]);
});

test('le code est redonné à chaque acte quand la carte l’exige, entre C_SignInit et C_Sign', async () => {
  await signer('EC', PIN);
  expect(await journal()).toEqual([
    'C_Login 1',
    'C_SignInit 0',
    'C_Login 2',
    'C_Sign 32',
    'C_SignInit 0',
    'C_Login 2',
    'C_Sign 32',
  ]);
});

test('un code faux se dit avec l’état relu de la carte, et ne laisse rien d’ouvert', async () => {
  expect(await signer('EC', '0000')).toMatchObject({
    ok: false,
    refus: {
      code: 'code-faux',
      drapeaux: expect.toSatisfy((lus: number) => (lus & CKF.essaisEntames) !== 0),
    },
  });
  expect((await jeton('EC')).drapeaux & CKF.essaisEntames).not.toBe(0);
  expect(justes(await signer('EC', PIN), certificatDe('EC'))).toEqual([true, true]);
  expect((await jeton('EC')).drapeaux & CKF.essaisEntames).toBe(0);
});

test('au clavier du lecteur, un code faux se redonne sur la même opération', async () => {
  await banc.commander('clavier', `${PIN}\n0000\n${PIN}\n${PIN}\n`);
  expect((await jeton('EC')).drapeaux & CKF.clavierDuLecteur).not.toBe(0);
  expect(justes(await signer('EC', undefined), certificatDe('EC'))).toEqual([true, true]);
  expect((await journal()).slice(0, 5)).toEqual([
    'C_Login 1',
    'C_SignInit 0',
    'C_Login 2',
    'C_Login 2',
    'C_Sign 32',
  ]);
});

test('la touche d’annulation du lecteur abandonne l’acte', async () => {
  await banc.commander('clavier', 'annuler\n');
  expect(await signer('RSA', undefined)).toEqual({ ok: false, refus: { code: 'saisie-abandonnee' } });
});

test('une carte retirée disparaît, un acte en cours le dit, et la carte remise resigne', async () => {
  const tenue = await jeton('RSA');
  await banc.commander('retire');
  expect(await pilote.lister()).toEqual({ ok: true, valeur: [] });
  const demande = { jeton: tenue, certificat: certificatDe('RSA'), pin: PIN, contenus: CONTENUS };
  expect(await pilote.signer(demande)).toEqual({ ok: false, refus: { code: 'carte-absente' } });
  await banc.relacher('retire');
  expect(justes(await signer('RSA', PIN), certificatDe('RSA'))).toEqual([true, true]);
});

test('un module qui plante ou se fige n’emporte que son processus, et repart', async () => {
  for (const ordre of ['plante', 'fige'] as const) {
    await banc.commander(ordre);
    expect(await signer('RSA', PIN)).toEqual({ ok: false, refus: { code: 'pilote-en-panne' } });
    await banc.relacher(ordre);
    expect(justes(await signer('RSA', PIN), certificatDe('RSA'))).toEqual([true, true]);
  }
});

test('pendant une saisie au lecteur, la liste rend la dernière lecture sans attendre', async () => {
  const avant = await pilote.lister();
  await banc.commander('fige');
  const acte = signer('RSA', PIN);
  await expect.poll(() => journal().catch(() => [])).toContain('C_Sign 51');
  expect(await pilote.lister()).toEqual(avant);
  expect(await acte).toEqual({ ok: false, refus: { code: 'pilote-en-panne' } });
});

test('un fichier qui n’est pas un module PKCS#11 est une panne, pas un plantage', async () => {
  const faux = ouvrirPilote({ module: join(banc.dossier, 'softhsm2.conf') });
  expect(await faux.lister()).toEqual({ ok: false, refus: { code: 'pilote-en-panne' } });
});

test('le cachet d’un service signe par PKCS#11, session gardée, clé retrouvée sans certificat dans le jeton', async () => {
  for (const algorithme of ['P-256', 'RSA-3072'] as const) {
    const libelle = `CACHET-${algorithme}`;
    await initialiserSoftHsm(banc.softhsm, { libelle, pin: PIN, puk: PUK });
    const cle = await creerCle(
      { ...banc.softhsm, libelle, pin: PIN, algorithme },
      { id: '01', nom: 'cachet' },
    );
    const [certificat = new Uint8Array()] = await banc.confiance.certifierCachet('interieur', cle);
    Object.assign(process.env, banc.lecteur.environnement);
    const cachet = ouvrirCachet({ module: banc.lecteur.module, certificat, pin: PIN, jeton: libelle });
    for (const contenu of CONTENUS)
      expect(verify('sha256', contenu, cle, await cachet.signer(contenu))).toBe(true);
    await cachet.fermer();
  }
  expect((await journal()).filter((ligne) => ligne.startsWith('C_Sign ')).length).toBe(4);
});

test('un cachet au code faux ne le représente jamais : il ne verrouille pas son jeton', async () => {
  Object.assign(process.env, banc.lecteur.environnement);
  const cachet = ouvrirCachet({
    module: banc.lecteur.module,
    certificat: certificatDe('RSA'),
    pin: '0000',
    jeton: 'RSA',
  });
  for (let essai = 0; essai < 5; essai += 1)
    await expect(cachet.signer(Buffer.from('acte'))).rejects.toThrow('refuse son code');
  await cachet.fermer();
  expect((await journal()).filter((ligne) => ligne === 'C_Login 1')).toHaveLength(1);
});

test('un coffre dérive d’un secret qui ne sort pas du jeton, et l’efface pour toujours', async () => {
  const libelle = 'COFFRE';
  await initialiserSoftHsm(banc.softhsm, { libelle, pin: PIN, puk: PUK });
  const environnement = { ...process.env, ...banc.softhsm.environnement };
  const ouvrir = (pin = PIN) =>
    ouvrirCoffre({ module: banc.softhsm.module, pin, jeton: libelle, environnement });
  const [coffre, contenu] = [ouvrir(), Buffer.from('nonce et ce qui est lié')];
  try {
    expect(await coffre.deriver('ppn plex 2026-12-01', contenu, false)).toBeUndefined();
    const derive = await coffre.deriver('ppn plex 2026-12-01', contenu, true);
    expect(derive?.length).toBe(32);
    expect(await coffre.deriver('ppn plex 2026-12-02', contenu, true)).not.toEqual(derive);
    // Un autre processus, le meme jeton : le secret y est reste.
    const relance = ouvrir();
    expect(await relance.deriver('ppn plex 2026-12-01', contenu, false)).toEqual(derive);
    await relance.fermer();
    expect(await coffre.nommer('ppn plex ')).toEqual(['ppn plex 2026-12-01', 'ppn plex 2026-12-02']);
    await coffre.effacer('ppn plex 2026-12-01');
    expect(await coffre.deriver('ppn plex 2026-12-01', contenu, false)).toBeUndefined();
    expect(await coffre.deriver('ppn plex 2026-12-01', contenu, true)).not.toEqual(derive);
    expect(await coffre.nommer('ppn pline ')).toEqual([]);
  } finally {
    await coffre.fermer();
  }
  const faux = ouvrir('000000');
  await expect(faux.nommer('')).rejects.toThrow('refuse son code');
  await expect(faux.nommer('')).rejects.toThrow('redémarrez le service');
  await faux.fermer();
});
