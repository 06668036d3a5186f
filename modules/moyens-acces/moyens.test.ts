import { randomUUID } from 'node:crypto';
import { migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clesDe, enregistrerUneCle, noterLaPresentation, revoquerUneCle, trouverUneCle } from './cles.ts';
import { codesRestants, creerLesCodes, utiliserUnCode } from './codes.ts';
import { MIGRATIONS_MOYENS_ACCES } from './index.ts';
import { creerUnJeton, jetonsDe, presenterUnJeton, revoquerUnJeton, usagesDe } from './jetons.ts';
import type { TablesMoyens } from './tables.ts';

let base: Awaited<ReturnType<typeof baseTemporaire>>;
let ouverte: ReturnType<typeof ouvrirBase<TablesMoyens>>;
const ZOE = 'avocat:zoe';
const maintenant = new Date('2026-11-22T10:00:00Z');
const dans = (jours: number): Date => new Date(maintenant.getTime() + jours * 86_400_000);

beforeAll(async () => {
  base = await baseTemporaire([migrationsDuJournal, MIGRATIONS_MOYENS_ACCES]);
  ouverte = ouvrirBase<TablesMoyens>(base.urlApplication);
});
afterAll(async () => {
  await ouverte.fermer();
  await base.detruire();
});

const demande = (change = {}) => ({
  id: randomUUID(),
  porteur: ZOE,
  libelle: 'Logiciel du cabinet',
  portees: ['consulter'] as const,
  dureeJours: 30,
  identifieA: maintenant,
  ...change,
});
const presenter = (secret: string, methode: string, chemin: string, a = maintenant) =>
  presenterUnJeton(ouverte.db, { secret, methode, chemin, adresse: '192.0.2.7' }, a);

test('un jeton ouvre sa portée et rien d’autre, se note à chaque usage, et finit à l’heure ou révoqué', async () => {
  const { db, pool } = ouverte;
  const posee = demande();
  const rendu = await creerUnJeton(db, posee, maintenant);
  const secret = rendu.ok ? rendu.valeur.secret : '';
  expect(secret).toMatch(/^plex_[\w-]{43}$/);
  expect(await creerUnJeton(db, posee, maintenant)).toEqual({ ok: false, refus: 'jeton-deja-cree' });

  expect(await presenter(secret, 'GET', '/api/depots')).toEqual({
    ok: true,
    valeur: { porteur: ZOE, creeA: maintenant },
  });
  expect(await presenter(secret, 'GET', '/telechargements/a/b')).toEqual({
    ok: false,
    refus: 'portee-absente',
  });
  expect(await presenter(`${secret}a`, 'GET', '/api/depots')).toEqual({ ok: false, refus: 'jeton-invalide' });
  expect(await presenter(secret, 'GET', '/api/depots', dans(30))).toEqual({
    ok: false,
    refus: 'jeton-invalide',
  });
  const { id } = posee;
  expect((await usagesDe(db, { id, porteur: ZOE })).map(({ chemin, admis }) => [chemin, admis])).toEqual(
    expect.arrayContaining([
      ['/api/depots', true],
      ['/telechargements/a/b', false],
    ]),
  );
  expect(await usagesDe(db, { id, porteur: 'avocat:autre' })).toEqual([]);
  expect(await jetonsDe(db, ZOE)).toMatchObject([{ id, usages: 2, revoque_a: null }]);

  // Le secret n'est nulle part en base, ni au journal.
  const { rows } = await pool.query<{ tout: string }>(
    'select (select string_agg(f::text, $1) from fait f) || (select string_agg(j::text, $1) from jeton_api j) as tout',
    [' '],
  );
  expect(rows[0]?.tout).toContain('jeton-cree');
  expect(rows[0]?.tout).not.toContain(secret.slice(5));

  expect(await revoquerUnJeton(db, { id, porteur: 'avocat:autre' }, maintenant)).toEqual({
    ok: false,
    refus: 'jeton-inconnu',
  });
  expect((await revoquerUnJeton(db, { id, porteur: ZOE }, maintenant)).ok).toBe(true);
  expect((await revoquerUnJeton(db, { id, porteur: ZOE }, dans(1))).ok).toBe(true);
  expect(await presenter(secret, 'GET', '/api/depots')).toEqual({ ok: false, refus: 'jeton-invalide' });
});

test('un jeton ne se crée pas longtemps après la connexion', async () => {
  expect(await creerUnJeton(ouverte.db, demande({ identifieA: dans(-1) }), maintenant)).toEqual({
    ok: false,
    refus: 'connexion-ancienne',
  });
});

test('une clé ne s’enregistre qu’une fois, ne sert qu’à son tour, et plus après sa révocation', async () => {
  const { db } = ouverte;
  const cle = { id: 'cle-de-zoe', clePublique: new Uint8Array(91), compteur: 3, sauvegardee: false };
  const posee = { porteur: ZOE, libelle: 'Téléphone', identifieA: maintenant, cle };
  expect((await enregistrerUneCle(db, posee, maintenant)).ok).toBe(true);
  expect(await enregistrerUneCle(db, { ...posee, porteur: 'avocat:autre' }, maintenant)).toEqual({
    ok: false,
    refus: 'cle-deja-prise',
  });
  const tard = { ...posee, cle: { ...cle, id: 'cle-tardive' } };
  expect(await enregistrerUneCle(db, tard, dans(1))).toEqual({ ok: false, refus: 'connexion-ancienne' });

  // Deux presentations du meme compteur : la seconde n'ouvre rien.
  const presentation = { id: cle.id, avant: 3, apres: 4 };
  expect(await noterLaPresentation(db, presentation, maintenant)).toBe(true);
  expect(await noterLaPresentation(db, presentation, maintenant)).toBe(false);
  expect(await trouverUneCle(db, cle.id)).toMatchObject({ porteur: ZOE, compteur: 4 });

  expect((await revoquerUneCle(db, { id: cle.id, porteur: 'avocat:autre' }, maintenant)).ok).toBe(false);
  expect((await revoquerUneCle(db, { id: cle.id, porteur: ZOE }, maintenant)).ok).toBe(true);
  expect(await trouverUneCle(db, cle.id)).toBeUndefined();
  expect(await clesDe(db, ZOE)).toMatchObject([{ id: cle.id, revoquee_a: maintenant }]);
});

test('un code de secours sert une fois, à son porteur, jusqu’au jeu suivant', async () => {
  const { db } = ouverte;
  const donner = () => creerLesCodes(db, { porteur: ZOE, identifieA: maintenant }, maintenant);
  const utiliser = async (code = '', porteur = ZOE) => utiliserUnCode(db, { porteur, code }, maintenant);
  const premiers = await donner();
  const [un = '', deux = ''] = premiers.ok ? premiers.valeur : [];
  expect(un).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  expect(await utiliser(un, 'avocat:autre')).toEqual({ ok: false, refus: 'code-faux' });
  expect(await utiliser(un.replaceAll('-', ' ').toLowerCase())).toEqual({ ok: true, valeur: 9 });
  expect(await utiliser(un)).toEqual({ ok: false, refus: 'code-faux' });
  await donner();
  expect(await utiliser(deux)).toEqual({ ok: false, refus: 'code-faux' });
  expect(await codesRestants(db, ZOE)).toBe(10);
  expect(await creerLesCodes(db, { porteur: ZOE, identifieA: dans(-1) }, maintenant)).toEqual({
    ok: false,
    refus: 'connexion-ancienne',
  });
});
