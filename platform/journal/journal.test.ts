import { horodate } from '@ppn/core';
import { baseTemporaire, codeSql, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  abonner,
  ajouterFaits,
  ecouter,
  lireDepuis,
  lireFlux,
  lirePage,
  migrationsDuJournal,
  rattraper,
  repositionner,
} from './index.ts';
import type { FaitEnregistre, FaitNouveau } from './index.ts';

type Rien = Record<never, never>;

const A = horodate('2026-10-25T00:30:00Z');
const fait = (type: string): FaitNouveau => ({
  type,
  donnees: { article: '15-3', liste: [1, null, 'é'] },
  survenuA: A,
});

let temporaire: BaseTemporaire;
let base: Base<Rien>;

beforeAll(async () => {
  temporaire = await baseTemporaire([migrationsDuJournal]);
  base = ouvrirBase<Rien>(temporaire.urlApplication, { connexions: 12 });
}, 120_000);
beforeEach(async () => {
  const proprietaire = new pg.Client({ connectionString: temporaire.urlProprietaire });
  await proprietaire.connect();
  await proprietaire.query(
    'alter table fait disable trigger fait_4_intronquable; truncate fait, abonnement; alter table fait enable always trigger fait_4_intronquable',
  );
  await proprietaire.end();
});
afterAll(async () => {
  await base.fermer();
  await temporaire.detruire();
});

const ecrire = (
  tx: QueryExecutorProvider,
  flux: string,
  versionAttendue: number,
  ...types: readonly string[]
) => ajouterFaits(tx, { flux, versionAttendue, faits: types.map(fait), auteur: 'opj-1' });
const valider = (flux: string, versionAttendue: number, ...types: readonly string[]) =>
  dansUneTransaction(base.db, (tx) => ecrire(tx, flux, versionAttendue, ...types));
const types = (faits: readonly FaitEnregistre[]): readonly string[] => faits.map(({ type }) => type);

test('les faits se relisent tels qu’ecrits, dans l’ordre de leur flux', async () => {
  await valider('p-1', 0, 'plainte-deposee', 'plainte-signee');
  await valider('p-2', 0, 'autre');
  const [premier, second] = await lireFlux(base.db, 'p-1');
  expect(premier).toMatchObject({
    flux: 'p-1',
    version: 1,
    type: 'plainte-deposee',
    donnees: fait('').donnees,
    survenuA: A,
    auteur: 'opj-1',
  });
  expect(premier?.enregistreA).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  expect(second?.version).toBe(2);
  expect(types(await lireFlux(base.db, 'p-1', 1))).toEqual(['plainte-signee']);
});

test('ecrire a partir d’une version depassee, ou inventee, est un conflit et n’ecrit rien', async () => {
  await valider('p-1', 0, 'un');
  for (const version of [0, 2, 7])
    expect(await valider('p-1', version, 'deux', 'trois')).toEqual({
      ok: false,
      refus: 'conflit-de-version',
    });
  expect(types(await lireFlux(base.db, 'p-1'))).toEqual(['un']);
});

test('de plusieurs ecrivains de la meme version, un seul passe, et les autres peuvent continuer leur transaction', async () => {
  const resultats = await Promise.all(['a', 'b', 'c', 'd'].map((nom) => valider('p-1', 0, nom)));
  expect(resultats.filter(({ ok }) => ok)).toHaveLength(1);
  const repris = await dansUneTransaction(base.db, async (tx) => [
    await ecrire(tx, 'p-1', 0, 'x'),
    await ecrire(tx, 'p-1', 1, 'y'),
  ]);
  expect(repris.map(({ ok }) => ok)).toEqual([false, true]);
});

test('un fait ne se modifie, ne s’efface ni ne se vide, pas meme par le proprietaire', async () => {
  await valider('p-1', 0, 'un');
  const proprietaire = ouvrirBase<Rien>(temporaire.urlProprietaire);
  for (const { pool } of [base, proprietaire]) {
    const requetes = ["update fait set type = 'x'", 'delete from fait', 'truncate fait'];
    const codes = await Promise.all(
      requetes.map((requete) => pool.query(requete).then(() => 'acceptee', codeSql)),
    );
    expect(codes).toEqual(['42501', '42501', '42501']);
  }
  expect(await base.pool.query('alter table fait disable trigger all').catch(codeSql)).toBe('42501');
  await proprietaire.fermer();
});

test('un fait de plus de 256 Kio est refuse avant la base', async () => {
  const gros = { type: 'gros', donnees: { texte: 'é'.repeat(131_072) }, survenuA: A };
  await expect(
    ajouterFaits(base.db, { flux: 'p-1', versionAttendue: 0, faits: [gros], auteur: 'a' }),
  ).rejects.toThrow(RangeError);
});

test('un curseur n’avance pas au-dela d’un fait qui peut encore etre valide', async () => {
  const lente = await base.db.startTransaction().execute();
  await ecrire(lente, 'lent', 0, 'lent');
  await valider('rapide', 0, 'rapide');
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual([]);
  await lente.commit().execute();
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual(['lent', 'rapide']);
});

test('un fait annule ne bloque pas les suivants', async () => {
  const lente = await base.db.startTransaction().execute();
  await ecrire(lente, 'lent', 0, 'lent');
  await valider('rapide', 0, 'rapide');
  await lente.rollback().execute();
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual(['rapide']);
});

test('annuler jusqu’a un point de reprise lache l’annonce, et la suite de la transaction en refait une', async () => {
  const lente = await base.db.startTransaction().execute();
  const point = await lente.savepoint('avant').execute();
  await ecrire(point, 'lent', 0, 'annule');
  await point.rollbackToSavepoint('avant').execute();
  await valider('rapide', 0, 'rapide');
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual(['rapide']);
  await ecrire(lente, 'lent', 0, 'lent');
  await ecrire(lente, 'lent', 1, 'lent-2');
  await valider('rapide', 1, 'apres');
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual(['rapide']);
  await lente.commit().execute();
  expect(types(await lireDepuis(base.db, 0, 10))).toEqual(['rapide', 'lent', 'lent-2', 'apres']);
});

test('un journal neuf a l’horizon zero : un curseur parti de la ne manque pas le premier fait', async () => {
  const neuve = await baseTemporaire([migrationsDuJournal]);
  const vide = ouvrirBase<Rien>(neuve.urlApplication);
  const { horizon } = await lirePage(vide.db, 0, 1);
  await dansUneTransaction(vide.db, (tx) => ecrire(tx, 'p-1', 0, 'premier'));
  expect([horizon, types(await lireDepuis(vide.db, horizon, 10))]).toEqual([0, ['premier']]);
  await vide.fermer();
  await neuve.detruire();
});

test('un instantane fige est refuse au lecteur par curseur', async () => {
  const lire = dansUneTransaction(base.db, (tx) => lireDepuis(tx, 0, 10), { isolation: 'repeatable read' });
  await expect(lire).rejects.toThrow('read committed');
});

test('dix ecrivains a la fois, certains annules : un lecteur par curseur voit chaque fait valide, une fois, dans l’ordre', async () => {
  const lus: number[] = [];
  let fini = false;
  const lecteur = async (): Promise<void> => {
    for (let dernier = false; ; dernier = fini) {
      const faits = await lireDepuis(base.db, lus.at(-1) ?? 0, 7);
      lus.push(...faits.map(({ position }) => position));
      if (dernier && faits.length === 0) return;
    }
  };
  const ecrivain = async (rang: number): Promise<void> => {
    for (let tour = 0; tour < 30; tour += 1)
      await dansUneTransaction(base.db, async (tx) => {
        const ajoute = await ecrire(tx, `f-${rang}-${tour}`, 0, 'a', 'b');
        await sql`select pg_sleep(${((rang * 7 + tour * 3) % 5) / 1000})`.execute(tx);
        return { ok: ajoute.ok && (rang + tour) % 6 !== 0 };
      });
  };
  const lecture = lecteur();
  await Promise.all([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(ecrivain)).finally(() => (fini = true));
  await lecture;
  const { rows } = await base.pool.query<{ position: number }>('select position from fait order by position');
  expect(rows.length).toBeGreaterThan(400);
  expect(lus).toEqual(rows.map(({ position }) => position));
});

test('un abonnement applique chaque fait une fois, meme a deux, et reprend apres un echec', async () => {
  await valider('p-1', 0, 'a', 'b', 'c');
  const vus: string[] = [];
  let panne = true;
  const abonnement = {
    db: base.db,
    nom: 'projection',
    parLot: 2,
    traiter: async (_tx: unknown, { type }: FaitEnregistre) => {
      if (type === 'c' && panne) throw new Error('panne');
      vus.push(type);
    },
  };
  await expect(rattraper(abonnement)).rejects.toThrow('panne');
  panne = false;
  await Promise.all([rattraper(abonnement), rattraper(abonnement)]);
  await rattraper(abonnement);
  expect(vus).toEqual(['a', 'b', 'c']);
  await repositionner(base.db, 'projection', 0);
  await rattraper(abonnement);
  expect(vus).toEqual(['a', 'b', 'c', 'a', 'b', 'c']);
});

test('NOTIFY reveille l’ecoute au commit, et l’ecoute survit a la coupure de sa connexion', async () => {
  const positions: number[] = [];
  let attendue: { readonly seuil: number; readonly resoudre: () => void } | undefined;
  const arreter = ecouter(
    temporaire.urlApplication,
    (position) => {
      positions.push(position);
      if (attendue !== undefined && position >= attendue.seuil) attendue.resoudre();
    },
    { releveMs: 600_000, attenteMaximaleMs: 200 },
  );
  const jusqua = (seuil: number): Promise<void> =>
    new Promise((resoudre) => {
      attendue = { seuil, resoudre };
      if (Math.max(0, ...positions) >= seuil) resoudre();
    });
  const dernierePosition = async (): Promise<number> =>
    (await lireDepuis(base.db, 0, 100)).at(-1)?.position ?? 0;
  await valider('p-1', 0, 'a');
  await jusqua(await dernierePosition());
  await base.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'ppn-ecoute' and datname = current_database()",
  );
  await valider('p-1', 1, 'b');
  await jusqua(await dernierePosition());
  await valider('p-1', 2, 'c');
  await jusqua(await dernierePosition());
  await arreter();
  expect(Math.max(...positions)).toBe(await dernierePosition());
});

test('l’ecoute n’annonce que des positions sures, et n’attend pas la releve quand un ecrivain lent renonce', async () => {
  await valider('p-1', 0, 'a');
  const annoncees: number[] = [];
  const premiere = Promise.withResolvers<void>();
  const suite = Promise.withResolvers<void>();
  const lente = await base.db.startTransaction().execute();
  await ecrire(lente, 'lent', 0, 'annule');
  const arreter = ecouter(
    temporaire.urlApplication,
    (position) => {
      annoncees.push(position);
      if (annoncees.length === 1) premiere.resolve();
      if (position > (annoncees[0] ?? 0)) suite.resolve();
    },
    { releveMs: 600_000 },
  );
  await premiere.promise;
  await valider('p-2', 0, 'b');
  const lus = (await lireDepuis(base.db, 0, 10)).length;
  await lente.rollback().execute();
  await suite.promise;
  await arreter();
  expect([lus, types(await lireDepuis(base.db, annoncees[0] ?? 0, 10))]).toEqual([1, ['b']]);
});

test('un abonnement vivant suit le journal, et rattrape ce qu’un ecrivain lent retenait', async () => {
  const vus: string[] = [];
  const fin = Promise.withResolvers<void>();
  const arreter = abonner(
    {
      db: base.db,
      nom: 'vivant',
      traiter: async (_tx, { type }) => {
        vus.push(type);
        if (vus.length === 3) fin.resolve();
      },
    },
    { urlDirecte: temporaire.urlApplication, releveMs: 600_000 },
  );
  await valider('p-1', 0, 'a');
  const lente = await base.db.startTransaction().execute();
  await ecrire(lente, 'lent', 0, 'annule');
  await valider('p-2', 0, 'b', 'c');
  await lente.rollback().execute();
  await fin.promise;
  await arreter();
  expect(vus).toEqual(['a', 'b', 'c']);
});
