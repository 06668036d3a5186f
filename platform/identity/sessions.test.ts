import { createHash } from 'node:crypto';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { cookieDeSession, limiteur, migrationsDeLIdentite, ouvrirDefis, ouvrirSessions } from './index.ts';

const AGENT = { matricule: '1048221', nom: 'Camille MOREAU' };
const CERTIFICAT = Buffer.from('certificat DER');
const MINUTE = 60_000;
const schemaAgent = z.object({ matricule: z.string(), nom: z.string() });

let temporaire: BaseTemporaire;
let base: Base<Record<never, never>>;
let heure = new Date('2026-11-21T10:00:00Z');
const horloge = (): Date => heure;
const passer = (minutes: number): void => {
  heure = new Date(heure.getTime() + minutes * MINUTE);
};
beforeAll(async () => {
  temporaire = await baseTemporaire([migrationsDeLIdentite]);
  base = ouvrirBase(temporaire.urlApplication);
}, 120_000);
beforeEach(async () => {
  heure = new Date('2026-11-21T10:00:00Z');
  await sql`delete from session`.execute(base.db);
});
afterAll(async () => {
  await base.fermer();
  await temporaire.detruire();
});
const sessions = () =>
  ouvrirSessions({ db: base.db, lireAgent: (valeur) => schemaAgent.parse(valeur), horloge });

test('une session ouverte se relit avec son agent et le certificat de sa carte', async () => {
  const { jeton, session } = await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT });
  expect(session.expireA).toEqual(new Date('2026-11-21T20:00:00Z'));
  expect(await sessions().lire(jeton)).toEqual({ ...session, certificatSignature: CERTIFICAT });
  expect(await sessions().lire(`${jeton}x`)).toBeUndefined();
});

test('la base ne connaît que l’empreinte du jeton', async () => {
  const { jeton } = await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT });
  const { rows } = await sql<{ readonly ligne: string }>`select session::text as ligne from session`.execute(
    base.db,
  );
  expect(rows[0]?.ligne).toContain(createHash('sha256').update(jeton).digest('hex'));
  expect(rows[0]?.ligne).not.toContain(jeton);
});

test('trente minutes sans rien faire ferment la session, une activité la prolonge', async () => {
  const { jeton } = await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT });
  passer(29);
  expect(await sessions().lire(jeton)).toBeDefined();
  passer(29);
  expect(await sessions().lire(jeton)).toBeDefined();
  passer(30);
  expect(await sessions().lire(jeton)).toBeUndefined();
});

test('dix heures après, la session est finie même active', async () => {
  const { jeton } = await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT });
  for (let quart = 0; quart < 39; quart += 1) {
    passer(15);
    expect(await sessions().lire(jeton)).toBeDefined();
  }
  passer(15);
  expect(await sessions().lire(jeton)).toBeUndefined();
});

test('la déconnexion vaut tout de suite, la purge n’ôte que les sessions échues', async () => {
  const [une, autre] = [
    await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT }),
    await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT }),
  ];
  await sessions().fermer(une.jeton);
  expect(await sessions().lire(une.jeton)).toBeUndefined();
  expect(await sessions().purger()).toBe(0);
  passer(31);
  expect(await sessions().purger()).toBe(1);
  expect(await sessions().lire(autre.jeton)).toBeUndefined();
});

test('le rôle applicatif ne peut pas changer l’agent d’une session', async () => {
  await sessions().ouvrir({ agent: AGENT, certificatSignature: CERTIFICAT });
  await expect(sql`update session set agent = '{}'`.execute(base.db)).rejects.toThrow(
    /permission denied|droit refusé/,
  );
});

test('le cookie est fermé aux scripts et propre à chaque service', () => {
  expect(cookieDeSession({ service: 'interieur', tls: false })).toEqual({
    nom: 'ppn-interieur',
    options: { httpOnly: true, sameSite: 'strict', path: '/', secure: false, maxAge: 36_000 },
  });
  expect(cookieDeSession({ service: 'justice', tls: true })).toMatchObject({
    nom: '__Host-ppn-justice',
    options: { secure: true },
  });
});

test('un défi ne sert qu’une fois, pour son origine, pendant cinq minutes', () => {
  const defis = ouvrirDefis(horloge);
  const [un, deux, trois] = [defis.creer('http://a'), defis.creer('http://a'), defis.creer('http://a')];
  expect(Buffer.from(un, 'base64url')).toHaveLength(32);
  expect([
    defis.consommer(un, 'http://a'),
    defis.consommer(un, 'http://a'),
    defis.consommer(deux, 'http://b'),
  ]).toEqual([true, false, false]);
  passer(5);
  expect(defis.consommer(trois, 'http://a')).toBe(false);
});

test('la mémoire des défis est bornée : les plus anciens cèdent la place', () => {
  const defis = ouvrirDefis(horloge);
  const premier = defis.creer('http://a');
  const derniers = Array.from({ length: 10_000 }, () => defis.creer('http://a'));
  expect(defis.consommer(premier, 'http://a')).toBe(false);
  expect(defis.consommer(derniers.at(-1) ?? '', 'http://a')).toBe(true);
});

test('les tentatives sont limitées par adresse, et la fenêtre se rouvre', () => {
  const { admettre, oublier } = limiteur({ essais: 3, horloge });
  const trois = ['::1', '::1', '::1'];
  expect(trois.map(admettre)).toEqual([true, true, true]);
  expect([admettre('::1'), admettre('10.0.0.2')]).toEqual([false, true]);
  oublier('::1');
  expect(trois.map(admettre)).toEqual([true, true, true]);
  passer(5);
  expect(admettre('::1')).toBe(true);
});
