import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createHmac, randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { CleDuJourDetruite, clesSurDisque, isJour } from './cles-du-jour.ts';
import { clesEnCoffre, type SecretsEnCoffre } from './cles-en-coffre.ts';
import { bancDesEnvois, client, DEPOT, JOUR, type Banc } from './essais/banc.ts';
import { octetsDEssai } from './essais/octets.ts';
import { ObjetIllisible } from './envoi/resumer.ts';

const jetable = mkdtempSync(join(tmpdir(), 'ppn-cles-'));
afterAll(() => rmSync(jetable, { recursive: true, force: true }));
let banc: Banc;
beforeEach(async () => {
  banc = await bancDesEnvois();
});
afterEach(() => banc.arreter());

const OCTETS = octetsDEssai(600_001, 21);
const cles = () => clesSurDisque(join(banc.dossier, 'cles'));

/** Un fichier complet de l'espace, d'un trait ou reuni de deux parties. */
async function deposer(parties: 1 | 2 = 1): Promise<string> {
  const tus = client(banc);
  const envoyer = async (octets: Buffer, entetes = {}): Promise<string> => {
    const adresse = (await tus.creer(octets.length, 'p.bin', entetes)).entetes.location ?? '';
    await tus.envoyer(adresse, 0, octets);
    return adresse;
  };
  if (parties === 1) return (await envoyer(OCTETS)).slice(-32);
  const partielle = { 'upload-concat': 'partial' };
  const adresses = [
    await envoyer(OCTETS.subarray(0, 300_000), partielle),
    await envoyer(OCTETS.subarray(300_000), partielle),
  ];
  return ((await tus.reunir(adresses)).entetes.location ?? '').slice(-32);
}

async function relire(id: string): Promise<Buffer> {
  const fichier = await banc.entrepot().trouver(DEPOT, id);
  if (fichier === undefined) throw new Error('fichier absent');
  const morceaux: Buffer[] = [];
  for await (const octets of banc.entrepot().lire(DEPOT, fichier, 0, fichier.longueur)) morceaux.push(octets);
  return Buffer.concat(morceaux);
}

test('la sauvegarde d’hier, base et objets restaurés, n’ouvre plus rien une fois la clé du jour détruite', async () => {
  const [trait, reuni] = [await deposer(), await deposer(2)];
  expect((await relire(trait)).equals(OCTETS) && (await relire(reuni)).equals(OCTETS)).toBe(true);
  cpSync(join(banc.dossier, 'objets'), join(banc.dossier, 'objets-hier'), { recursive: true });
  const hier = await sauvegarder();
  await (await cles()).detruire(JOUR);
  await banc.entrepot().effacerEspace(DEPOT);
  expect(await banc.entrepot().lister(DEPOT)).toEqual([]);
  cpSync(join(banc.dossier, 'objets-hier'), join(banc.dossier, 'objets'), { recursive: true });
  await restaurer(hier);
  await banc.redemarrer();
  for (const id of [trait, reuni]) await expect(relire(id)).rejects.toThrow(CleDuJourDetruite);
  const recommence = await client(banc).creer(10);
  expect(recommence.statut).toBe(410);
});

type Sauvegarde = { readonly envois: readonly object[]; readonly troncons: readonly object[] };
const sauvegarder = async (): Promise<Sauvegarde> => ({
  envois: (await sql<object>`select to_jsonb(t) as l from televersement t`.execute(banc.db)).rows,
  troncons: (await sql<object>`select to_jsonb(t) as l from troncon t`.execute(banc.db)).rows,
});
async function restaurer({ envois, troncons }: Sauvegarde): Promise<void> {
  for (const [table, lignes] of [
    ['televersement', envois],
    ['troncon', troncons],
  ] as const)
    for (const ligne of lignes)
      await sql`insert into ${sql.table(table)} select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(Object.values(ligne)[0])}::jsonb)`.execute(
        banc.db,
      );
}

test('prolonger ré-enveloppe les clés sans toucher un octet ; l’ancien jour peut alors mourir', async () => {
  const ids = [await deposer(), await deposer(2)];
  const objets = () =>
    readdirSync(join(banc.dossier, 'objets'), { recursive: true, withFileTypes: true })
      .filter((entree) => entree.isFile())
      .map((entree) => `${entree.name} ${statSync(join(entree.parentPath, entree.name)).mtimeMs}`)
      .toSorted();
  const avant = objets();
  await banc.entrepot().changerDeJour(DEPOT, '2026-12-30');
  expect(objets()).toEqual(avant);
  await (await cles()).detruire(JOUR);
  await banc.redemarrer();
  for (const id of ids) expect((await relire(id)).equals(OCTETS)).toBe(true);
  await (await cles()).detruire('2026-12-30');
  await banc.redemarrer();
  for (const id of ids) await expect(relire(id)).rejects.toThrow(CleDuJourDetruite);
});

test('un tronçon déplacé, pris ailleurs, ôté ou d’un autre fichier ne rend pas un octet', async () => {
  const [reuni, autre] = [await deposer(2), await deposer(2)];
  const changer = async (geste: ReturnType<typeof sql>): Promise<void> => {
    const garde = await sauvegarder();
    await geste.execute(banc.db);
    await expect(relire(reuni)).rejects.toThrow(ObjetIllisible);
    await sql`delete from troncon`.execute(banc.db);
    await restaurer({ envois: [], troncons: garde.troncons });
  };
  await changer(sql`delete from troncon where fichier = ${reuni} and rang = 1`);
  // Echange des deux cles : chacune est liee a son rang.
  await changer(sql`update troncon t set cle_enveloppee = u.cle_enveloppee from troncon u
    where t.fichier = ${reuni} and u.fichier = ${reuni} and t.rang <> u.rang`);
  await changer(sql`update troncon t set cle_enveloppee = u.cle_enveloppee from troncon u
    where t.fichier = ${reuni} and u.fichier = ${autre} and t.rang = u.rang`);
  expect((await relire(reuni)).equals(OCTETS)).toBe(true);
});

test.each([
  ['un bit changé', (chemin: string) => basculer(chemin, 100_000)],
  ['un en-tête changé', (chemin: string) => basculer(chemin, 20)],
  ['une fin ôtée', (chemin: string) => truncateSync(chemin, statSync(chemin).size - 1)],
  ['un segment entier ôté', (chemin: string) => truncateSync(chemin, 74 + 2 * 262_176)],
])('%s se voit avant que le segment soit rendu', async (_nom, alterer) => {
  const id = await deposer();
  alterer(join(banc.dossier, 'objets', id.slice(0, 2), id));
  await expect(relire(id)).rejects.toThrow(ObjetIllisible);
});

function basculer(chemin: string, place: number): void {
  const octets = readFileSync(chemin);
  octets[place] = (octets[place] ?? 0) ^ 1;
  writeFileSync(chemin, octets);
}

test('une clé n’est lisible que du service, et ne renaît pas une fois détruite', async () => {
  const dossier = join(jetable, 'cles');
  const service = await clesSurDisque(dossier);
  const enveloppe = await service.envelopper('2026-12-01', Buffer.alloc(32, 7), Buffer.from('a'));
  expect(enveloppe.length).toBe(60);
  expect(statSync(join(dossier, '2026-12-01.cle')).mode & 0o777).toBe(0o600);
  expect(await service.developper('2026-12-01', enveloppe, Buffer.from('b'))).toBeUndefined();
  expect(await service.developper('2026-12-01', enveloppe, Buffer.from('a'))).toEqual(Buffer.alloc(32, 7));
  await service.envelopper('2026-12-02', Buffer.alloc(32), Buffer.from('a'));
  await expect(service.developper('2026-12-02', enveloppe, Buffer.from('a'))).resolves.toBeUndefined();
  await service.detruire('2026-12-01');
  expect(await service.jours()).toEqual(['2026-12-02']);
  await expect(service.developper('2026-12-01', enveloppe, Buffer.from('a'))).rejects.toThrow(
    CleDuJourDetruite,
  );
  await expect(service.envelopper('2026-12-01', Buffer.alloc(32), Buffer.from('a'))).rejects.toThrow(
    CleDuJourDetruite,
  );
  expect(readdirSync(dossier)).toEqual(['2026-12-01.detruite', '2026-12-02.cle']);
});

/** Un coffre qui tient ses secrets en memoire. */
function coffreEnMemoire(): SecretsEnCoffre & { readonly secrets: Map<string, Buffer> } {
  const secrets = new Map<string, Buffer>();
  return {
    secrets,
    deriver: async (etiquette, contenu, creer) => {
      const secret = secrets.get(etiquette) ?? (creer ? randomBytes(32) : undefined);
      if (secret === undefined) return undefined;
      secrets.set(etiquette, secret);
      return createHmac('sha256', secret).update(contenu).digest();
    },
    effacer: async (etiquette) => void secrets.delete(etiquette),
    nommer: async (debut) => [...secrets.keys()].filter((nom) => nom.startsWith(debut)).toSorted(),
  };
}

test('en coffre aussi, une clé ne sort pas, lie son jour, ne renaît pas, et sa destruction s’achève au départ suivant', async () => {
  const dossier = join(jetable, 'coffre');
  const coffre = coffreEnMemoire();
  const service = await clesEnCoffre(coffre, { zone: 'plex', dossier });
  const autre = await clesEnCoffre(coffre, { zone: 'pline', dossier: `${dossier}-pline` });
  const [cle, aad] = [Buffer.alloc(32, 7), Buffer.from('a')];
  const enveloppe = await service.envelopper('2026-12-01', cle, aad);
  expect(enveloppe.length).toBe(60);
  expect(await service.developper('2026-12-01', enveloppe, aad)).toEqual(cle);
  expect(await service.developper('2026-12-01', enveloppe, Buffer.from('b'))).toBeUndefined();
  await service.envelopper('2026-12-02', cle, aad);
  expect(await service.developper('2026-12-02', enveloppe, aad)).toBeUndefined();
  await expect(autre.developper('2026-12-01', enveloppe, aad)).rejects.toThrow(CleDuJourDetruite);
  expect([await service.jours(), await autre.jours()]).toEqual([['2026-12-01', '2026-12-02'], []]);

  await service.detruire('2026-12-01');
  expect([...coffre.secrets.keys()]).toEqual(['ppn plex 2026-12-02']);
  await expect(service.developper('2026-12-01', enveloppe, aad)).rejects.toThrow(CleDuJourDetruite);
  await expect(service.envelopper('2026-12-01', cle, aad)).rejects.toThrow(CleDuJourDetruite);
  writeFileSync(join(dossier, '2026-12-02.detruite'), '');
  await clesEnCoffre(coffre, { zone: 'plex', dossier });
  expect(coffre.secrets.size).toBe(0);
});

test('une destruction interrompue s’achève au départ suivant', async () => {
  const dossier = join(jetable, 'interrompue');
  const service = await clesSurDisque(dossier);
  const enveloppe = await service.envelopper('2026-12-01', Buffer.alloc(32, 7), Buffer.from('a'));
  writeFileSync(join(dossier, '2026-12-01.detruite'), '');
  const relance = await clesSurDisque(dossier);
  expect(readdirSync(dossier)).toEqual(['2026-12-01.detruite']);
  await expect(relance.developper('2026-12-01', enveloppe, Buffer.from('a'))).rejects.toThrow(
    CleDuJourDetruite,
  );
});

test.each([
  ['2026-02-28', true],
  ['2026-02-29', false],
  ['2028-02-29', true],
  ['2026-13-01', false],
  ['../2026-01-01', false],
])('%s est un jour : %s', (texte, attendu) => expect(isJour(texte)).toBe(attendu));
