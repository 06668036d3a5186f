import { creerIdj, horodate } from '@ppn/core';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import { cosigner, entreeDuFait, lireNote, signerPoint, verifierPreuve, verifierTete } from '@ppn/tlog';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ajouterFaits, migrationsDuJournal } from '../index.ts';
import { lireTrousseau, nouveauTrousseau } from './cles.ts';
import { faireCosigner, localiser } from './cosignature.ts';
import type { TemoinDistant } from './cosignature.ts';
import { horodaterLeDernierPoint } from './horodater.ts';
import { dernierPoint } from './points.ts';
import { preuvesDuDossier } from './preuves-du-dossier.ts';
import { scellerUnLot } from './sceller.ts';
import { dernierPointDuPair, ecrireDemande, temoigner } from './temoin.ts';
import { garderTeteDuPair, jugerTeteDuPair, remettreTete, tetesDuPair } from './tetes.ts';
import type { TeteRemise } from './tetes.ts';

type Rien = Record<never, never>;
const A = horodate('2026-10-25T00:30:00Z');
const DEBUT = new Date('2026-01-01T00:00:00Z');
const MAINTENANT = new Date('2026-10-25T00:30:00Z');
const interieur = lireTrousseau(nouveauTrousseau('interieur', DEBUT));
const justice = lireTrousseau(nouveauTrousseau('justice', DEBUT));
const idj = creerIdj(2026, new Uint8Array(8).fill(3));

type Cote = { readonly temporaire: BaseTemporaire; readonly base: Base<Rien> };
let ici: Cote;
let labas: Cote;
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
beforeEach(async () => {
  await fermer();
  [ici, labas] = await Promise.all([ouvrir(), ouvrir()]);
});
afterAll(fermer);

const ecrire = async (flux: string, versionAttendue: number, nombre: number): Promise<void> => {
  await dansUneTransaction(ici.base.db, (tx) =>
    ajouterFaits(tx, {
      flux,
      versionAttendue,
      auteur: 'agent/1',
      faits: Array.from({ length: nombre }, (_, rang) => ({
        type: 'acte-scelle',
        donnees: { rang },
        survenuA: A,
      })),
    }),
  );
  await scellerUnLot({ db: ici.base.db, cle: interieur.journal });
};
const demander = (corps: string) =>
  temoigner(corps, {
    db: labas.base.db,
    cle: justice.temoin,
    origine: 'ppn/interieur',
    clesDuPair: () => interieur.publiques,
    maintenant: () => MAINTENANT,
  });
const distant = (): TemoinDistant => ({
  nom: 'ppn/justice/temoin',
  cles: () => justice.publiques,
  demander,
  pointGarde: async (jusqua) => (await dernierPointDuPair(labas.base.db, 'ppn/interieur', jusqua))?.note,
});
/** Un administrateur coupe les declencheurs et fait ce qu'il veut. */
const enAdministrateur = async (ordre: string): Promise<void> => {
  const proprietaire = ouvrirBase<Rien>(ici.temporaire.urlProprietaire);
  for (const table of ['fait', 'feuille', 'noeud', 'point', 'point_cosignature'])
    await proprietaire.pool.query(`alter table ${table} disable trigger user`);
  await proprietaire.pool.query(ordre);
  await proprietaire.fermer();
};

test('le témoin cosigne ce qui prolonge, et rien d’autre', async () => {
  expect(await faireCosigner(ici.base.db, distant())).toBe('rien');
  await ecrire('dossier/1', 0, 3);
  expect(await faireCosigner(ici.base.db, distant())).toBe('cosigne');
  expect(await faireCosigner(ici.base.db, distant())).toBe('rien');
  expect(await faireCosigner(ici.base.db, distant(), { meme: true })).toBe('cosigne');
  await ecrire('dossier/1', 3, 2);
  expect(await faireCosigner(ici.base.db, distant())).toBe('cosigne');
  const point = await dernierPoint(ici.base.db);
  expect(lireNote(point?.note ?? '')?.signatures.map(({ nom }) => nom)).toEqual([
    'ppn/interieur',
    'ppn/justice/temoin',
  ]);
  expect((await dernierPointDuPair(labas.base.db, 'ppn/interieur', 4))?.taille).toBe(3);
});

test('une cosignature perdue en route se redemande : le témoin dit la taille qu’il connaît', async () => {
  await ecrire('dossier/1', 0, 3);
  await faireCosigner(ici.base.db, distant());
  await ecrire('dossier/1', 3, 4);
  await enAdministrateur('delete from point_cosignature');
  expect(await faireCosigner(ici.base.db, distant())).toBe('cosigne');
});

test('le témoin répond comme C2SP le veut', async () => {
  await ecrire('dossier/1', 0, 2);
  const note = (await dernierPoint(ici.base.db))?.note ?? '';
  const autre = signerPoint(
    { origine: 'ppn/inconnu', taille: 2, racine: new Uint8Array(32) },
    interieur.journal,
  );
  const faussee = note.replace('\n2\n', '\n3\n');
  const statut = async (corps: string): Promise<number> => (await demander(corps)).statut;
  expect(await statut('n’importe quoi')).toBe(400);
  expect(await statut(ecrireDemande({ ancienne: 3, preuve: [], note }))).toBe(400);
  expect(await statut(ecrireDemande({ ancienne: 0, preuve: [], note: autre }))).toBe(404);
  expect(await statut(ecrireDemande({ ancienne: 0, preuve: [], note: faussee }))).toBe(403);
  expect(await demander(ecrireDemande({ ancienne: 1, preuve: [], note }))).toMatchObject({
    statut: 409,
    type: 'text/x.tlog.size',
    corps: '0\n',
  });
  expect(await statut(ecrireDemande({ ancienne: 0, preuve: [new Uint8Array(32)], note }))).toBe(422);
  expect(await statut(ecrireDemande({ ancienne: 0, preuve: [], note }))).toBe(200);
});

test('un journal réécrit et re-signé de bout en bout est pris par le témoin, qui dit quelle feuille', async () => {
  for (let version = 0; version < 9; version += 1) {
    await ecrire('dossier/1', version, 1);
    await faireCosigner(ici.base.db, distant());
  }
  await enAdministrateur(
    `update fait set donnees = '{"rang":99}' where version = 6; delete from feuille; delete from noeud;
     delete from point_cosignature; delete from point`,
  );
  for (let tour = 0; tour < 9; tour += 1)
    await scellerUnLot({ db: ici.base.db, cle: interieur.journal, parLot: 1 });
  const issue = await faireCosigner(ici.base.db, distant());
  expect(issue).toEqual({ code: 'journal-bifurque', connue: 9, taille: 9 });
  expect(await localiser(ici.base.db, distant(), { connue: 9 })).toEqual({ de: 5, a: 6 });
});

test('un journal raccourci est pris aussi', async () => {
  for (let version = 0; version < 4; version += 1) {
    await ecrire('dossier/1', version, 1);
    await faireCosigner(ici.base.db, distant());
  }
  await enAdministrateur(
    `delete from fait where version = 4; delete from feuille where indice = 3; delete from noeud where niveau = 2;
     delete from noeud where niveau = 1 and rang = 1; delete from point_cosignature; delete from point where taille = 4`,
  );
  expect(await faireCosigner(ici.base.db, distant())).toEqual({
    code: 'journal-recule',
    connue: 4,
    taille: 3,
  });
  expect(await localiser(ici.base.db, distant(), { connue: 4 })).toEqual({ de: 3, a: 4 });
});

test('un point que le séquenceur fait cosigner pendant l’audit n’est pas un journal raccourci', async () => {
  await ecrire('dossier/1', 0, 2);
  let grandir: Promise<unknown> | undefined;
  const enRetard: TemoinDistant = {
    ...distant(),
    demander: async (corps) => {
      grandir ??= ecrire('dossier/1', 2, 3).then(() => faireCosigner(ici.base.db, distant()));
      await grandir;
      return demander(corps);
    },
  };
  expect(await faireCosigner(ici.base.db, enRetard, { meme: true })).toBe('cosigne');
  expect(await grandir).toBe('cosigne');
});

const remettre = (): Promise<TeteRemise | undefined> =>
  remettreTete(ici.base.db, { idj, service: 'interieur', cle: interieur.journal });
const recevoir = async (tete: TeteRemise | undefined, note = tete?.note ?? '') => {
  const recue = {
    note,
    coherence: tete?.coherence ?? [],
    idj,
    pair: 'interieur',
    cles: interieur.publiques,
    a: MAINTENANT.toISOString(),
  };
  const jugee = await jugerTeteDuPair(labas.base.db, recue);
  if (jugee.ok) await garderTeteDuPair(labas.base.db, recue, jugee.valeur);
  return jugee.ok ? 'gardee' : jugee.refus;
};

test('chaque tête remise prolonge celles que le pair garde, même dans le désordre', async () => {
  expect(await remettre()).toBeUndefined();
  await ecrire(`dossier/${idj}`, 0, 2);
  const deux = await remettre();
  await ecrire(`dossier/${idj}`, 2, 3);
  const cinq = await remettre();
  await ecrire(`dossier/${idj}`, 5, 1);
  const six = await remettre();
  expect(await recevoir(deux)).toBe('gardee');
  expect(await recevoir(six)).toBe('gardee');
  expect(await recevoir(cinq)).toBe('gardee');
  expect(await recevoir(six)).toBe('gardee');
  expect((await tetesDuPair(labas.base.db, idj)).map(({ taille }) => taille)).toEqual([2, 5, 6]);
  expect(six?.coherence.map(({ de }) => de)).toEqual([2, 5]);
});

test('un dossier où un fait manque, change ou change de place ne convainc plus le pair, preuve ou pas', async () => {
  await ecrire(`dossier/${idj}`, 0, 3);
  expect(await recevoir(await remettre())).toBe('gardee');
  await enAdministrateur(`update fait set donnees = '{"rang":7}' where version = 2`);
  await ecrire(`dossier/${idj}`, 3, 1);
  expect(await recevoir(await remettre())).toEqual({ code: 'tete-incoherente', gardee: 3 });
  const tete = await remettre();
  expect(await recevoir(tete && { ...tete, coherence: [] })).toEqual({ code: 'tete-incoherente', gardee: 3 });
  expect(await recevoir(tete, tete?.note.replace('\n4\n', '\n5\n'))).toEqual({ code: 'signature-fausse' });
});

test('les preuves d’un dossier : chaque fait inclus, la tête signée, le point cosigné et horodaté', async () => {
  await ecrire('dossier/autre', 0, 2);
  await ecrire(`dossier/${idj}`, 0, 3);
  await remettre();
  await dansUneTransaction(ici.base.db, (tx) =>
    ajouterFaits(tx, {
      flux: `dossier/${idj}`,
      versionAttendue: 3,
      auteur: 'agent/1',
      faits: [{ type: 'b', donnees: {}, survenuA: A }],
    }),
  );
  const demande = { idj, service: 'interieur', cle: interieur.journal };
  expect(await preuvesDuDossier(ici.base.db, demande)).toEqual({ ok: false, refus: 'journal-en-retard' });
  await scellerUnLot({ db: ici.base.db, cle: interieur.journal });
  await horodaterLeDernierPoint(ici.base.db, async () => Uint8Array.of(1, 2, 3));
  await faireCosigner(ici.base.db, distant());
  const reunies = await preuvesDuDossier(ici.base.db, demande);
  if (!reunies.ok) throw new Error(reunies.refus);
  const { faits, preuves, tete, point, jeton, coherences, tetes } = reunies.valeur;
  const attente = { nom: 'ppn/interieur', cles: interieur.publiques };
  const indices = preuves.map(({ texte }, rang) => {
    const fait = faits[rang];
    const jugee = fait && verifierPreuve(texte, entreeDuFait(fait), attente);
    return jugee?.ok === true ? jugee.valeur.index : -1;
  });
  expect(indices).toEqual([2, 3, 4, 5]);
  expect(verifierTete(tete, interieur.publiques)).toMatchObject({ ok: true, valeur: { taille: 4 } });
  expect(lireNote(point)?.signatures).toHaveLength(2);
  expect([...(jeton ?? [])]).toEqual([1, 2, 3]);
  expect([tetes.map(({ taille }) => taille), coherences.map(({ de, a }) => [de, a])]).toEqual([
    [3],
    [[3, 4]],
  ]);
});

test('une cosignature d’une autre clé n’est pas gardée', async () => {
  await ecrire('dossier/1', 0, 1);
  const corps = lireNote((await dernierPoint(ici.base.db))?.note ?? '')?.corps ?? '';
  const imposteur = lireTrousseau(nouveauTrousseau('justice', DEBUT)).temoin;
  const demanderAUnAutre = async () => ({ statut: 200, corps: cosigner(corps, imposteur, 1_790_000_000) });
  await expect(faireCosigner(ici.base.db, { ...distant(), demander: demanderAUnAutre })).rejects.toThrow(
    'ne vaut pas',
  );
});
