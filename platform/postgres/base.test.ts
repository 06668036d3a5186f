import { refus, reussite } from '@ppn/core';
import type { Generated } from 'kysely';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { baseTemporaire, codeSql, dansUneTransaction, ouvrirBase } from './index.ts';
import type { Base, BaseTemporaire } from './index.ts';

type Tables = { registre: { numero: Generated<number>; jour: string; texte: string } };

const LIGNE = { jour: '2026-11-21', texte: 'ligne' };

let temporaire: BaseTemporaire;
let base: Base<Tables>;

beforeAll(async () => {
  temporaire = await baseTemporaire([
    { nom: 'registre', dossier: new URL('./essais/migrations', import.meta.url).pathname },
  ]);
  base = ouvrirBase(temporaire.urlProprietaire, { delaiRequeteMs: 5000 });
}, 120_000);
beforeEach(() => sql`truncate registre`.execute(base.db));
afterAll(async () => {
  await base.fermer();
  await temporaire.detruire();
});

const nombre = async (): Promise<number> =>
  (await base.db.selectFrom('registre').selectAll().execute()).length;

test('une reussite valide la transaction, un refus l’annule et revient tel quel', async () => {
  await dansUneTransaction(base.db, async (tx) =>
    reussite(await tx.insertInto('registre').values(LIGNE).execute()),
  );
  const rendu = await dansUneTransaction(base.db, async (tx) => {
    await tx.insertInto('registre').values(LIGNE).execute();
    return refus('non');
  });
  expect([await nombre(), rendu]).toEqual([1, { ok: false, refus: 'non' }]);
});

test('une exception annule tout et remonte', async () => {
  const echec = dansUneTransaction(base.db, async (tx) => {
    await tx.insertInto('registre').values(LIGNE).execute();
    throw new Error('panne');
  });
  await expect(echec).rejects.toThrow('panne');
  expect(await nombre()).toBe(0);
});

test('une transaction ou une erreur a ete avalee n’est pas donnee pour validee', async () => {
  const avalee = dansUneTransaction(base.db, async (tx) => {
    await tx.insertInto('registre').values(LIGNE).execute();
    await sql`select 1 / 0`.execute(tx).catch(() => undefined);
    return reussite('ecrit');
  });
  await expect(avalee).rejects.toThrow(/transaction|annul/i);
  expect(await nombre()).toBe(0);
  expect(base.pool.totalCount - base.pool.idleCount).toBe(0);
});

test('un conflit de serialisation est rejoue jusqu’a reussir', async () => {
  let essais = 0;
  const compterPuisAjouter = () =>
    dansUneTransaction(
      base.db,
      async (tx) => {
        essais += 1;
        const { rows } = await sql<{ n: number }>`select count(*) as n from registre`.execute(tx);
        await tx
          .insertInto('registre')
          .values({ ...LIGNE, texte: String(rows[0]?.n) })
          .execute();
      },
      { isolation: 'serializable', essais: 20 },
    );
  await Promise.all([1, 2, 3, 4].map(compterPuisAjouter));
  const textes = (await base.db.selectFrom('registre').select('texte').execute()).map(({ texte }) => texte);
  expect(textes.sort()).toEqual(['0', '1', '2', '3']);
  expect(essais).toBeGreaterThanOrEqual(4);
});

test('une requete trop longue est coupee par le serveur', async () => {
  const pressee = ouvrirBase(temporaire.urlApplication, { delaiRequeteMs: 50 });
  expect(await pressee.pool.query('select pg_sleep(20)').catch(codeSql)).toBe('57014');
  await pressee.fermer();
});

test('un entier qui depasse 2^53 est refuse plutot que faux', async () => {
  expect((await base.pool.query('select 9007199254740991::int8 as n')).rows).toEqual([
    { n: 9007199254740991 },
  ]);
  await expect(base.pool.query('select 9007199254740993::int8 as n')).rejects.toThrow(RangeError);
});

test('fermer une base dont seul le pool a servi rend ses connexions', async () => {
  const directe = ouvrirBase(temporaire.urlApplication, { nom: 'directe' });
  await directe.pool.query('select 1');
  await directe.fermer();
  expect(directe.pool.totalCount).toBe(0);
  await expect(directe.pool.query('select 1')).rejects.toThrow('end');
});

test('une connexion tuee entre deux requetes d’une transaction fait echouer la transaction, pas le processus', async () => {
  const vues: string[] = [];
  const fragile = ouvrirBase<Tables>(temporaire.urlProprietaire, {
    surErreur: (erreur) => vues.push(erreur.message),
  });
  try {
    await expect(
      dansUneTransaction(fragile.db, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(base.db);
        await vi.waitFor(() => expect(vues).not.toEqual([]));
        await tx.insertInto('registre').values(LIGNE).execute();
      }),
    ).rejects.toThrow(/connection|terminat/i);
    expect(await nombre()).toBe(0);
  } finally {
    await fragile.fermer();
  }
});

test('une requete a parametres qui se repete est preparee, sous le meme nom pour toutes les connexions', async () => {
  const preparees = async () =>
    (
      await sql<{
        name: string;
      }>`select name from pg_prepared_statements where statement like ${'%deux_fois%'}`.execute(base.db)
    ).rows.map(({ name }) => name);
  const demander = (n: number) =>
    base.db.connection().execute(async (db) => {
      const { rows } = await sql<{ deux_fois: number }>`select ${n}::int * 2 as deux_fois`.execute(db);
      return rows[0]?.deux_fois;
    });
  expect([await demander(1), await demander(2)]).toEqual([2, 4]);
  expect(await preparees()).toEqual([]);
  expect([await demander(3), await demander(4)]).toEqual([6, 8]);
  expect(await preparees()).toHaveLength(1);
});
