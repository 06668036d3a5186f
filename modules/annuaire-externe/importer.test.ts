import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { baseTemporaire, ouvrirBase } from '@ppn/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { chercherExternes, trouverExterne, trouverParNumero } from './chercher.ts';
import { conclureLImport } from './conclure.ts';
import { importerUneListe } from './importer.ts';
import { MIGRATIONS_ANNUAIRE_EXTERNE } from './index.ts';
import { ListeIllisible } from './lire-une-liste.ts';
import type { TablesAnnuaire } from './tables.ts';

const dossier = mkdtempSync(join(tmpdir(), 'ppn-annuaire-'));
const maintenant = new Date('2026-11-22T02:00:00Z');
let base: Awaited<ReturnType<typeof baseTemporaire>>;
let db: ReturnType<typeof ouvrirBase<TablesAnnuaire>>['db'];
let fermer: () => Promise<void>;
beforeAll(async () => {
  base = await baseTemporaire([MIGRATIONS_ANNUAIRE_EXTERNE]);
  ({ db, fermer } = ouvrirBase<TablesAnnuaire>(base.urlApplication));
});
afterAll(async () => {
  await fermer();
  await base.detruire();
  rmSync(dossier, { recursive: true, force: true });
});
let genres = 0;
/** Chaque essai a sa liste : experts et commissaires aussi se vident entre deux. */
beforeEach(async () => {
  genres += 1;
  const autre = ouvrirBase<TablesAnnuaire>(base.urlProprietaire);
  await autre.pool.query('truncate externe, externe_import cascade');
  await autre.fermer();
});

const ENTETE = 'NomBarreau;avNom;avPrenom;cbRaisonSociale;cbSiretSiren;cbCp;acDateSerment';
const ligne = (nom: string, barreau = 'AGEN', prenom = 'Zoé'): string =>
  `${barreau};${nom};${prenom};;;47000;01/01/2010`;
const importer = (contenu: string | Buffer, genre: 'avocat' | 'expert' = 'avocat') => {
  const chemin = join(dossier, `liste-${genres}.csv`);
  writeFileSync(chemin, contenu);
  return importerUneListe(db, { genre, chemin, nom: 'liste.csv', maintenant });
};
const noms = async (texte: string) => (await chercherExternes(db, texte)).map(({ nom }) => nom);
const ecarts = async (id: string) =>
  await db
    .selectFrom('externe_ecart')
    .select(['nature', 'detail'])
    .where('import', '=', id)
    .orderBy('nature')
    .execute();

test('les mêmes personnes en latin-1, en UTF-8 avec indicateur, en virgules et colonnes mêlées : rien ne change', async () => {
  const lignes = [
    ENTETE,
    ligne('QUÉMÉNEUR'),
    ligne('ÇELIK', 'VALENCIENNES'),
    'AGEN;20260923;2;;;;',
    ';;;;;;',
  ];
  const premier = await importer(Buffer.from(lignes.join('\r\n'), 'latin1'));
  expect(premier).toMatchObject({ etat: 'applique', bilan: { lues: 2, arrives: 2, pieds: 1, vides: 1 } });
  const encore = await importer(`\uFEFF${lignes.join('\n')}`);
  expect(encore.bilan).toMatchObject({ arrives: 0, changes: 0, partis: 0 });
  const melees = [
    'avPrenom,barreau,acdateserment,AVNOM,cbCp',
    'Zoé,AGEN,01/01/2010,QUÉMÉNEUR,47000',
    '"Zoé",VALENCIENNES,01/01/2010,ÇELIK,47000',
  ];
  expect((await importer(melees.join('\n'))).bilan).toMatchObject({ arrives: 0, partis: 0, changes: 0 });
  expect(await noms('quem')).toEqual(['QUÉMÉNEUR']);
  expect(await noms('zoe val')).toEqual(['ÇELIK']);
  expect(await noms('qu')).toEqual([]);
});

test('qui sort de la liste n’est plus trouvé, et le compte rendu le nomme ; qui revient l’est de nouveau', async () => {
  await importer([ENTETE, ligne('MARTIN'), ligne('DURAND')].join('\n'));
  const [durand] = await chercherExternes(db, 'durand');
  const parti = await importer([ENTETE, ligne('MARTIN')].join('\n'));
  expect(await trouverExterne(db, durand?.id ?? '')).toBeUndefined();
  expect(await ecarts(parti.id)).toEqual([{ nature: 'parti', detail: 'DURAND Zoé, AGEN' }]);
  const revenu = await importer([ENTETE, ligne('MARTIN'), ligne('DURAND')].join('\n'));
  expect(revenu.bilan).toMatchObject({ revenus: 1, arrives: 0 });
  expect((await trouverExterne(db, durand?.id ?? ''))?.nom).toBe('DURAND');
});

test('un fichier tronqué ne retire l’accès à personne : l’import attend une confirmation, motifs à l’appui', async () => {
  const tous = Array.from({ length: 100 }, (_, rang) => ligne(`NOM${rang}`, rang < 40 ? 'AGEN' : 'LYON'));
  await importer([ENTETE, ...tous].join('\n'));
  const tronque = await importer([ENTETE, ...tous.slice(0, 45)].join('\n'));
  expect(tronque.etat).toBe('a-confirmer');
  expect(tronque.motifs).toEqual([
    '55 personnes sur 100 disparaîtraient',
    'LYON perdrait 55 de ses 60 inscrits',
  ]);
  expect(await noms('nom99')).toEqual(['NOM99']);
  const conclure = (choix: 'confirmer' | 'abandonner', id = tronque.id) =>
    conclureLImport(db, { id, par: 'exploitant', choix, maintenant });
  expect(await conclure('confirmer')).toEqual({ ok: true, valeur: true });
  expect(await noms('nom99')).toEqual([]);
  expect(await conclure('confirmer')).toEqual({ ok: false, refus: 'import-inconnu' });
});

test('un barreau entier qui manque arrête l’import, si peu qu’il pèse dans la liste', async () => {
  const tous = Array.from({ length: 1_000 }, (_, rang) => ligne(`NOM${rang}`, rang < 12 ? 'AIN' : 'PARIS'));
  await importer([ENTETE, ...tous].join('\n'));
  const sansAin = await importer([ENTETE, ...tous.slice(12)].join('\n'));
  expect(sansAin).toMatchObject({ etat: 'a-confirmer', motifs: ['AIN perdrait 12 de ses 12 inscrits'] });
  // Un import sain, plus recent, remplace celui qui attend.
  expect((await importer([ENTETE, ...tous].join('\n'))).etat).toBe('applique');
  expect((await conclureLImport(db, { id: sansAin.id, par: 'x', choix: 'confirmer', maintenant })).ok).toBe(
    false,
  );
});

test('un numéro relie une personne à elle-même quand son nom ou son barreau change', async () => {
  const entete = 'Barreau;avNom;avPrenom;avCnbfCode;avMelOrdre;acDateSerment';
  await importer([ENTETE, ligne('MARTIN')].join('\n'));
  const avec = await importer([entete, 'AGEN;MARTIN;Zoé;047123;zoe@avocat.invalid;01/01/2010'].join('\n'));
  expect(avec.bilan).toMatchObject({ arrives: 0, changes: 1, partis: 0 });
  const avant = await trouverParNumero(db, '047123');
  const mariee = await importer([entete, 'LYON;MARTIN-DURAND;Zoé;047123;;01/01/2010'].join('\n'));
  expect(mariee.bilan).toMatchObject({ arrives: 0, changes: 1, partis: 0 });
  expect(await trouverParNumero(db, '047123')).toMatchObject({
    id: avant?.id,
    organisation: 'LYON',
    courriel: 'zoe@avocat.invalid',
  });
});

test('deux homonymes restent deux, deux lignes pareilles n’en font qu’une, et les deux se disent', async () => {
  const homonyme = 'AGEN;MARTIN;Zoé;SELARL B;999000002;47200;01/01/2010';
  const rendu = await importer(
    [ENTETE, ligne('MARTIN'), homonyme, ligne('MARTIN'), 'AGEN;;Zoé;;;;'].join('\n'),
  );
  expect(rendu.bilan).toMatchObject({ lues: 3, arrives: 2, doublons: 1, illisibles: 1 });
  expect((await ecarts(rendu.id)).map(({ nature }) => nature)).toEqual([
    'arrive',
    'arrive',
    'doublon',
    'homonyme',
    'illisible',
  ]);
  expect((await importer([ENTETE, ligne('MARTIN'), homonyme].join('\n'))).bilan).toMatchObject({
    arrives: 0,
    partis: 0,
  });
});

test('un fichier qui n’est pas une liste est refusé par une phrase, et rien ne change', async () => {
  await importer([ENTETE, ligne('MARTIN')].join('\n'));
  await expect(importer('Nom;Ville\nMARTIN;Agen\n')).rejects.toThrow(/prenom, organisation.*nom, ville/i);
  await expect(importer('')).rejects.toThrow(ListeIllisible);
  await expect(importer(Buffer.from('PK\u0003\u0004\0\0'))).rejects.toThrow('pas du texte');
  await expect(importer(`${ENTETE}\n"${ligne('X')}\n`)).rejects.toThrow(ListeIllisible);
  expect((await importer(`${ENTETE}\n`)).motifs).toContain('la liste ne donne personne');
  expect(await noms('martin')).toEqual(['MARTIN']);
});

test('une liste d’experts ne touche pas aux avocats', async () => {
  await importer([ENTETE, ligne('MARTIN')].join('\n'));
  await importer('Nom,Prénom,Cour d’appel,Courriel\nDURAND,Paul,AGEN,paul@expert.invalid\n', 'expert');
  expect(await chercherExternes(db, 'agen')).toMatchObject([
    { genre: 'expert', nom: 'DURAND', courriel: 'paul@expert.invalid' },
    { genre: 'avocat', nom: 'MARTIN' },
  ]);
});
