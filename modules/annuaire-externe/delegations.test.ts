import { randomUUID } from 'node:crypto';
import { lireFlux, migrationsDuJournal } from '@ppn/journal';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trouverParNumero } from './chercher.ts';
import {
  chercherConfreres,
  declarerUnCollaborateur,
  delegantsDe,
  donnerUneDelegation,
  revoquerUneDelegation,
} from './delegations.ts';
import type { PersonneLue } from './domain/personnes.ts';
import { importer } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import type { TablesAnnuaire } from './tables.ts';

let base: Awaited<ReturnType<typeof baseTemporaire>>;
let db: ReturnType<typeof ouvrirBase<TablesAnnuaire>>['db'];
let fermer: () => Promise<void>;
let [zoe, paul] = ['', ''];
const maintenant = new Date('2026-11-22T10:00:00Z');

const lue = (nom: string, numero: string): PersonneLue => ({
  cle: nom,
  precision: '',
  numero,
  nom,
  prenom: 'Zoé',
  organisation: 'AGEN',
  courriel: null,
});
const inscrire = (...lues: readonly PersonneLue[]) =>
  importer(db, {
    genre: 'avocat',
    maintenant,
    source: {
      nom: 'essai',
      sha256: '0'.repeat(64),
      personnes: async function* () {
        yield* lues;
      },
    },
  });

beforeAll(async () => {
  base = await baseTemporaire([migrationsDuJournal, MIGRATIONS_ANNUAIRE_EXTERNE]);
  ({ db, fermer } = ouvrirBase<TablesAnnuaire>(base.urlApplication));
  await inscrire(lue('MARTIN', 'AV1'), lue('DURAND', 'AV2'), lue('PETIT', 'AV3'));
  zoe = (await trouverParNumero(db, 'AV1'))?.id ?? '';
  paul = (await trouverParNumero(db, 'AV2'))?.id ?? '';
});
afterAll(async () => {
  await fermer();
  await base.detruire();
});

const donner = (delegataire: string, changements = {}) =>
  donnerUneDelegation(
    db,
    { id: randomUUID(), delegant: zoe, delegataire, du: '2026-11-22', au: '2026-11-30', ...changements },
    maintenant,
  );
const supplees = async (delegataire: string, a = maintenant) =>
  (await delegantsDe(db, delegataire, a)).map(({ delegant }) => delegant.nom);

test('une délégation vaut les jours dits, cesse quand elle est révoquée, et chaque pas est au journal', async () => {
  const rendue = await donner(paul, { du: '2026-11-23' });
  if (!rendue.ok) throw new Error(rendue.refus);
  const { id } = rendue.valeur;
  expect(await supplees(paul)).toEqual([]);
  expect(await supplees(paul, new Date('2026-11-23T08:00:00Z'))).toEqual(['MARTIN']);
  expect(await supplees(paul, new Date('2026-12-01T08:00:00Z'))).toEqual([]);
  expect(await revoquerUneDelegation(db, { id, par: paul }, maintenant)).toEqual({
    ok: false,
    refus: 'delegation-inconnue',
  });
  await revoquerUneDelegation(db, { id, par: zoe }, maintenant);
  expect(await supplees(paul, new Date('2026-11-23T08:00:00Z'))).toEqual([]);
  expect((await lireFlux(db, `delegation/${id}`)).map(({ type }) => type)).toEqual([
    'delegation-donnee',
    'delegation-revoquee',
  ]);
});

test('un collaborateur se déclare sous son propre numéro ; il ne prend pas celui d’un inscrit, et ne sert que son déclarant', async () => {
  const declarer = (de: string, numero: string) =>
    declarerUnCollaborateur(
      db,
      { de, prenom: 'Luc', nom: 'Secret', numero, organisation: 'AGEN' },
      maintenant,
    );
  expect(await declarer(zoe, 'AV3')).toEqual({ ok: false, refus: 'numero-pris' });
  const luc = await declarer(zoe, 'SEC-1');
  expect(await declarer(zoe, 'SEC-1')).toEqual(luc);
  expect(await declarer(paul, 'SEC-1')).toEqual({ ok: false, refus: 'numero-pris' });
  const id = luc.ok ? luc.valeur : '';
  expect((await donner(id)).ok).toBe(true);
  expect(await supplees(id)).toEqual(['MARTIN']);
  expect(await donner(id, { delegant: paul })).toEqual({ ok: false, refus: 'delegataire-inconnu' });
  expect((await chercherConfreres(db, paul, 'secret')).length).toBe(0);
  expect((await chercherConfreres(db, zoe, 'secret')).length).toBe(1);
});

test('un délégant sorti de l’annuaire n’est plus suppléé', async () => {
  await donner(paul);
  expect(await supplees(paul)).toEqual(['MARTIN']);
  await inscrire(lue('DURAND', 'AV2'), lue('PETIT', 'AV3'));
  expect(await supplees(paul)).toEqual([]);
});
