import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { baseTemporaire, migrer } from './index.ts';
import type { BaseTemporaire } from './index.ts';
import { avecClient } from './roles.ts';

const racine = mkdtempSync(join(tmpdir(), 'ppn-migrer-test-'));
let rang = 0;
let dossier = '';
let base: BaseTemporaire;

const ecrire = (fichier: string, sql: string): void => writeFileSync(join(dossier, fichier), sql);
const appliquer = (): Promise<void> =>
  migrer(base.urlProprietaire, [{ nom: 'plainte', dossier }], base.roleApplicatif);
const fichiers = (): Promise<unknown> =>
  avecClient(base.urlProprietaire, async (client) =>
    (await client.query('select fichier from migration order by numero')).rows.map(({ fichier }) => fichier),
  );

beforeEach(async () => {
  dossier = join(racine, String((rang += 1)));
  mkdirSync(dossier);
  base = await baseTemporaire([]);
  ecrire('0001-table.sql', 'create table t (n int); grant select on t to ${application};');
});
afterEach(() => base.detruire());
afterAll(() => rmSync(racine, { recursive: true, force: true }));

test('applique dans l’ordre, une seule fois, meme lancee deux fois ensemble', async () => {
  ecrire('0002-colonne.sql', 'alter table t add m int;');
  await Promise.all([appliquer(), appliquer()]);
  await appliquer();
  expect(await fichiers()).toEqual(['0001-table.sql', '0002-colonne.sql']);
});

test('une migration modifiee apres coup est refusee', async () => {
  await appliquer();
  ecrire('0001-table.sql', 'create table t (n bigint);');
  await expect(appliquer()).rejects.toThrow(
    '« plainte/0001-table.sql » a été modifiée après avoir été appliquée',
  );
});

test('une fin de ligne de Windows n’est pas une modification', async () => {
  ecrire('0002-deux.sql', 'select 1;\r\nselect 2;\r\n');
  await appliquer();
  ecrire('0002-deux.sql', 'select 1;\nselect 2;\n');
  await appliquer();
});

test('un programme plus ancien que la base est refuse', async () => {
  ecrire('0002-colonne.sql', 'alter table t add m int;');
  await appliquer();
  rmSync(join(dossier, '0002-colonne.sql'));
  await expect(appliquer()).rejects.toThrow('plus ancien que la base');
});

test('une migration inseree avant une migration appliquee est refusee', async () => {
  ecrire('0003-colonne.sql', 'alter table t add m int;');
  await appliquer();
  ecrire('0002-oubli.sql', 'select 1;');
  await expect(appliquer()).rejects.toThrow('a été insérée avant une migration déjà appliquée (3)');
});

test('une migration qui echoue n’a rien change et nomme son fichier', async () => {
  ecrire('0002-faute.sql', 'create table u (n int); selectionne;');
  await expect(appliquer()).rejects.toThrow('« plainte/0002-faute.sql » a échoué et n’a rien changé');
  expect(await fichiers()).toEqual(['0001-table.sql']);
  await avecClient(base.urlProprietaire, async (client) =>
    expect((await client.query("select to_regclass('u') as u")).rows).toEqual([{ u: null }]),
  );
});

test('un nom mal forme ou un numero double est refuse avant toute ecriture', async () => {
  ecrire('0001-autre.sql', 'select 1;');
  await expect(appliquer()).rejects.toThrow('portent le numéro 1');
  rmSync(join(dossier, '0001-autre.sql'));
  ecrire('1-court.sql', 'select 1;');
  await expect(appliquer()).rejects.toThrow('NNNN-sujet.sql');
});
