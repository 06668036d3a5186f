import type { Generated } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { baseTemporaire, codeSql, ouvrirBase } from './index.ts';
import type { Base, BaseTemporaire } from './index.ts';

type Tables = { registre: { numero: Generated<number>; jour: string; texte: string } };

const ENSEMBLES = [{ nom: 'registre', dossier: new URL('./essais/migrations', import.meta.url).pathname }];

let temporaire: BaseTemporaire;
let base: Base<Tables>;

beforeAll(async () => {
  temporaire = await baseTemporaire(ENSEMBLES);
  base = ouvrirBase(temporaire.urlApplication);
}, 120_000);

afterAll(async () => {
  await base.fermer();
  await temporaire.detruire();
});

/** Celles que la base n'a pas refusees faute de droit (42501). */
async function acceptees(requetes: readonly string[]): Promise<readonly string[]> {
  const codes = await Promise.all(
    requetes.map((requete) => base.pool.query(requete).then(() => 'acceptee', codeSql)),
  );
  return requetes.filter((_, rang) => codes[rang] !== '42501');
}

test('le role applicatif lit et ajoute, selon ce que la migration lui accorde', async () => {
  await base.db.insertInto('registre').values({ jour: '2026-11-21', texte: 'premier' }).execute();
  expect(await base.db.selectFrom('registre').selectAll().execute()).toEqual([
    { numero: 1, jour: '2026-11-21', texte: 'premier' },
  ]);
});

test('le role applicatif ne cree ni table, ni schema, ni table temporaire, ni role', async () => {
  const requetes = [
    'create table x (n int)',
    'create schema x',
    'create temporary table x (n int)',
    'create role x',
    'create database x',
  ];
  expect(await acceptees(requetes)).toEqual([]);
});

test('le role applicatif ne modifie ni n’efface ce qui ne lui est pas accorde', async () => {
  const requetes = [
    "update registre set texte = 'x'",
    'delete from registre',
    'truncate registre',
    'drop table registre',
    'alter table registre add z int',
    'delete from migration',
  ];
  expect(await acceptees(requetes)).toEqual([]);
});
