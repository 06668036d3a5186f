import { horodate } from '@ppn/core';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ajouterFaits, migrationsDuJournal } from '../index.ts';
import { lireTrousseau, nouveauTrousseau } from '../sceau/cles.ts';
import { faireCosigner } from '../sceau/cosignature.ts';
import type { TemoinDistant } from '../sceau/cosignature.ts';
import { scellerUnLot } from '../sceau/sceller.ts';
import { dernierPointDuPair, temoigner } from '../sceau/temoin.ts';
import { phraseDeLAlteration } from './alterations.ts';
import type { Alteration } from './alterations.ts';
import { ouvrirAudit } from './audit.ts';
import type { TourDAudit } from './audit.ts';

type Rien = Record<never, never>;
const A = horodate('2026-10-25T00:30:00Z');
const DEBUT = new Date('2026-01-01T00:00:00Z');
const interieur = lireTrousseau(nouveauTrousseau('interieur', DEBUT));
const justice = lireTrousseau(nouveauTrousseau('justice', DEBUT));
const cles = [...interieur.publiques, ...justice.publiques];

type Cote = { readonly temporaire: BaseTemporaire; readonly base: Base<Rien> };
let ici: Cote;
let labas: Cote;
let dites: Alteration[];
const ouvrir = async (): Promise<Cote> => {
  const temporaire = await baseTemporaire([migrationsDuJournal]);
  return { temporaire, base: ouvrirBase<Rien>(temporaire.urlApplication) };
};
const fermer = async (): Promise<void> => {
  for (const cote of [ici, labas]) {
    await cote?.base.fermer();
    await cote?.temporaire.detruire();
  }
};
/** Onze faits en deux dossiers, scelles fait par fait et cosignes : au calme, chaque fait a son point. */
beforeEach(async () => {
  await fermer();
  [ici, labas] = await Promise.all([ouvrir(), ouvrir()]);
  dites = [];
  for (let rang = 0; rang < 11; rang += 1) {
    await ecrire(`dossier/${rang % 2}`, Math.floor(rang / 2));
    await scellerUnLot({ db: ici.base.db, cle: interieur.journal });
    await faireCosigner(ici.base.db, temoin());
  }
});
afterAll(fermer);

const ecrire = (flux: string, versionAttendue: number) =>
  dansUneTransaction(ici.base.db, (tx) =>
    ajouterFaits(tx, {
      flux,
      versionAttendue,
      auteur: 'agent/1',
      faits: [{ type: 'acte', donnees: { n: versionAttendue }, survenuA: A }],
    }),
  );
const temoin = (): TemoinDistant => ({
  nom: 'ppn/justice/temoin',
  cles: () => justice.publiques,
  demander: (corps) =>
    temoigner(corps, {
      db: labas.base.db,
      cle: justice.temoin,
      origine: 'ppn/interieur',
      clesDuPair: () => interieur.publiques,
      maintenant: () => new Date('2026-10-25T00:30:00Z'),
    }),
  pointGarde: async (jusqua) => (await dernierPointDuPair(labas.base.db, 'ppn/interieur', jusqua))?.note,
});
const ouvrirLAudit = (parLot = 4) =>
  ouvrirAudit({
    db: ici.base.db,
    nom: 'ppn/interieur',
    cles: () => cles,
    parLot,
    temoin: temoin(),
    surAlteration: async (alteration) => void dites.push(alteration),
  });
/** L'administrateur coupe les declencheurs, frappe, et les remet : il ne laisse que ce que l'audit doit voir. */
const frapper = async (ordre: string): Promise<void> => {
  const base = ouvrirBase<Rien>(ici.temporaire.urlProprietaire, { connexions: 1 });
  const tables = ['fait', 'feuille', 'noeud', 'point', 'point_cosignature'];
  for (const table of tables) await base.pool.query(`alter table ${table} disable trigger user`);
  await base.pool.query(ordre);
  await base.pool
    .query(`do $$ declare d record; begin for d in select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled = 'D' loop execute format('alter table %I enable always trigger %I', d.relname, d.tgname); end loop; end $$`);
  await base.fermer();
};
const toutRefaire = async (): Promise<void> => {
  for (let tour = 0; tour < 12; tour += 1)
    await scellerUnLot({ db: ici.base.db, cle: interieur.journal, parLot: 1 });
};

test('un journal sain : rien à dire, tout est recomparé, le témoin aussi', async () => {
  const audit = ouvrirLAudit();
  const tour = await audit.tour();
  expect(tour).toMatchObject({
    alterations: [],
    taille: 11,
    comparees: 22,
    temoin: 'compare',
    entier: false,
  });
  await ecrire('dossier/9', 0);
  await scellerUnLot({ db: ici.base.db, cle: interieur.journal });
  expect((await audit.tour()).alterations).toEqual([]);
  expect(dites).toEqual([]);
});

const vide = { flux: null, version: null };
test.each<[string, string, readonly Partial<Alteration>[]]>([
  [
    'modifie un fait',
    `update fait set donnees = '{"n": 99}' where flux = 'dossier/1' and version = 3`,
    [{ code: 'fait-modifie', de: 5, a: 6, flux: 'dossier/1', version: 3 }],
  ],
  [
    'change l’auteur d’un fait',
    `update fait set auteur = 'agent/2' where position = (select position from feuille where indice = 0)`,
    [{ code: 'fait-modifie', de: 0, a: 1, flux: 'dossier/0', version: 1 }],
  ],
  [
    'efface un fait',
    `delete from fait where flux = 'dossier/0' and version = 6`,
    [{ code: 'fait-supprime', de: 10, a: 11, flux: 'dossier/0', version: 6 }],
  ],
  [
    'échange deux faits',
    `update fait set version = 100 where flux = 'dossier/0' and version = 1;
     update fait set version = 1 where flux = 'dossier/0' and version = 2;
     update fait set version = 2 where flux = 'dossier/0' and version = 100`,
    [
      { code: 'fait-modifie', de: 0, version: 1 },
      { code: 'fait-modifie', de: 2, version: 2 },
    ],
  ],
  [
    'modifie une feuille et son fait',
    `update fait set donnees = '{"n": 99}' where flux = 'dossier/1' and version = 3;
     update feuille set empreinte = sha256(empreinte) where indice = 5`,
    [
      { code: 'feuille-alteree', de: 5, flux: 'dossier/1', version: 3 },
      { code: 'noeud-altere', de: 4, a: 6, ...vide },
      { code: 'point-faux', de: 5, a: 6, ...vide },
    ],
  ],
  [
    'modifie un nœud',
    `update noeud set empreinte = sha256(empreinte) where niveau = 2 and rang = 1`,
    [{ code: 'noeud-altere', de: 4, a: 8, ...vide }],
  ],
  ['efface une feuille', `delete from feuille where indice = 6`, [{ code: 'feuille-manquante', de: 6 }]],
  [
    'modifie un point',
    `update point set note = replace(note, E'\\n7\\n', E'\\n8\\n') where taille = 7`,
    [{ code: 'point-faux', de: 6, a: 7 }],
  ],
  [
    'efface le dernier point',
    `delete from point_cosignature where taille = 11; delete from point where taille = 11`,
    [{ code: 'point-manquant', de: 10, a: 11 }],
  ],
  [
    'modifie une cosignature',
    `update point_cosignature set ligne = (select ligne from point_cosignature where taille = 3) where taille = 4`,
    [{ code: 'cosignature-fausse', de: 3, a: 4 }],
  ],
])('un administrateur %s : l’audit le nomme', async (_, ordre, attendues) => {
  const audit = ouvrirLAudit();
  await audit.tour();
  await frapper(ordre);
  const { alterations } = await audit.tour();
  for (const attendue of attendues) expect(alterations).toContainEqual(expect.objectContaining(attendue));
  const phrases = dites.map(phraseDeLAlteration).join(' ');
  expect(phrases).toContain(String(attendues[0]?.de));
});

test('un administrateur glisse un fait à une position sautée, derrière le journal : l’audit le nomme', async () => {
  const { rows } = await ici.base.pool.query<{ sautee: number }>(`select nextval('fait_position') as sautee`);
  await ecrire('dossier/9', 0);
  await scellerUnLot({ db: ici.base.db, cle: interieur.journal });
  await frapper(`insert into fait (position, flux, version, type, donnees, survenu_a, auteur)
    select ${rows[0]?.sautee ?? 0}, 'dossier/1', 77, type, donnees, survenu_a, auteur from fait limit 1`);
  const { alterations } = await ouvrirLAudit().tour();
  expect(alterations).toEqual([
    expect.objectContaining({ code: 'fait-insere', flux: 'dossier/1', version: 77 }),
  ]);
});

test('tout réécrit et re-signé avec la vraie clé : le témoin le prend, et dit quel numéro', async () => {
  const audit = ouvrirLAudit();
  await audit.tour();
  await frapper(`update fait set donnees = '{"n": 99}' where flux = 'dossier/1' and version = 3;
    delete from feuille; delete from noeud; delete from point_cosignature; delete from point`);
  await toutRefaire();
  const { alterations } = await audit.tour();
  expect(alterations).toEqual([expect.objectContaining({ code: 'journal-bifurque', de: 5, a: 6 })]);
});

test('la fin du journal ôtée : pris ici de mémoire, et par le témoin après un redémarrage', async () => {
  const audit = ouvrirLAudit();
  await audit.tour();
  await frapper(`delete from fait where flux = 'dossier/0' and version = 6; delete from feuille where indice = 10;
    delete from point_cosignature where taille = 11; delete from point where taille = 11`);
  expect((await audit.tour()).alterations).toContainEqual(
    expect.objectContaining({ code: 'journal-recule', de: 10, a: 11 }),
  );
  const neuf: TourDAudit = await ouvrirLAudit().tour();
  expect(neuf.alterations).toEqual([expect.objectContaining({ code: 'journal-recule', de: 10, a: 11 })]);
});

test('un déclencheur coupé se voit, même si rien n’est encore changé', async () => {
  const base = ouvrirBase<Rien>(ici.temporaire.urlProprietaire);
  await base.pool.query('alter table feuille disable trigger feuille_immuable');
  await base.fermer();
  const audit = ouvrirLAudit();
  expect((await audit.tour()).alterations).toEqual([
    expect.objectContaining({ code: 'declencheur-coupe', table: 'feuille' }),
  ]);
  await audit.tour();
  expect(dites).toHaveLength(1);
});

test('le témoin absent n’empêche pas l’audit local', async () => {
  const muet = async (): Promise<never> => Promise.reject(new Error('muet'));
  const audit = ouvrirAudit({
    db: ici.base.db,
    nom: 'ppn/interieur',
    cles: () => cles,
    temoin: { ...temoin(), demander: muet },
    surAlteration: async (alteration) => void dites.push(alteration),
  });
  await frapper(`update fait set donnees = '{"n": 99}' where flux = 'dossier/1' and version = 3`);
  expect(await audit.tour()).toMatchObject({
    temoin: 'absent',
    alterations: [{ code: 'fait-modifie', de: 5 }],
  });
});
