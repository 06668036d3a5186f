import { horodate } from '@ppn/core';
import { baseTemporaire, dansUneTransaction, ouvrirBase } from '@ppn/postgres';
import type { Base, BaseTemporaire } from '@ppn/postgres';
import {
  arbreEnMemoire,
  entreeDuFait,
  enHexa,
  hacherFeuille,
  lireNote,
  prouverCoherence,
  prouverInclusion,
  verifierNote,
} from '@ppn/tlog';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { ajouterFaits, migrationsDuJournal } from '../index.ts';
import { lireTrousseau, nouveauTrousseau, tournerLaCle } from './cles.ts';
import { lireASceller } from './faits-sales.ts';
import { etatDHorodatage, graceDepassee, horodaterLeDernierPoint, versionsEnAttente } from './horodater.ts';
import { frangeDe, lecteurDeNoeuds } from './lecteur.ts';
import { dernierPoint, pointPour } from './points.ts';
import { scellerUnLot } from './sceller.ts';
import { demarrerSequenceur } from './sequenceur.ts';

type Rien = Record<never, never>;
const A = horodate('2026-10-25T00:30:00Z');
const cles = lireTrousseau(nouveauTrousseau('interieur', new Date('2026-01-01T00:00:00Z')));

let temporaire: BaseTemporaire;
let base: Base<Rien>;
const fermer = async (): Promise<void> => {
  await base?.fermer();
  await temporaire?.detruire();
};
beforeEach(async () => {
  await fermer();
  temporaire = await baseTemporaire([migrationsDuJournal]);
  base = ouvrirBase<Rien>(temporaire.urlApplication, { connexions: 12 });
});
afterAll(fermer);

const ecrire = (flux: string, versionAttendue: number, nombre: number) =>
  dansUneTransaction(base.db, (tx) =>
    ajouterFaits(tx, {
      flux,
      versionAttendue,
      auteur: 'agent/1',
      faits: Array.from({ length: nombre }, (_, rang) => ({
        type: 'acte-scelle',
        donnees: { rang, texte: 'é « » \u{1F600}' },
        survenuA: A,
      })),
    }),
  );
const toutSceller = async (parLot: number): Promise<number> => {
  for (;;) {
    const lot = await scellerUnLot({ db: base.db, cle: cles.journal, parLot });
    if (lot === 'occupe' || lot.feuilles === 0) return lot === 'occupe' ? -1 : lot.taille;
  }
};

test('les feuilles suivent les faits, les nœuds et le point sont ceux de l’arbre', async () => {
  for (const [rang, nombre] of [3, 1, 7, 12, 20].entries()) await ecrire(`dossier/${rang}`, 0, nombre);
  expect(await toutSceller(5)).toBe(43);
  const faits = await lireASceller(base.db, 0, 100);
  const arbre = arbreEnMemoire(faits.map(entreeDuFait).map(hacherFeuille));
  const point = await dernierPoint(base.db);
  const verifie = verifierNote(point?.note ?? '', { nom: 'ppn/interieur', cles: cles.publiques });
  expect(verifie.ok && [verifie.valeur.note.taille, enHexa(verifie.valeur.note.racine)]).toEqual([
    43,
    enHexa(arbre.racine()),
  ]);
  const lire = lecteurDeNoeuds(base.db);
  for (const indice of [0, 17, 42])
    expect((await prouverInclusion(lire, indice, 43)).map(enHexa)).toEqual(
      arbre.inclusion(indice).map(enHexa),
    );
  expect((await prouverCoherence(lire, 20, 43)).map(enHexa)).toEqual(arbre.coherence(20).map(enHexa));
  expect((await frangeDe(base.db, 43)).sommets).toHaveLength(4);
});

test('un fait non validé n’est pas scellé, ni ce qui le suit : l’ordre des feuilles est celui des positions', async () => {
  const lente = await base.db.startTransaction().execute();
  await ajouterFaits(lente, {
    flux: 'lent',
    versionAttendue: 0,
    auteur: 'a',
    faits: [{ type: 'a', donnees: {}, survenuA: A }],
  });
  await ecrire('apres', 0, 2);
  expect(await toutSceller(10)).toBe(0);
  await lente.commit().execute();
  expect(await toutSceller(10)).toBe(3);
  const { rows } = await base.pool.query<{ flux: string }>('select flux from feuille order by indice');
  expect(rows.map(({ flux }) => flux)).toEqual(['lent', 'apres', 'apres']);
});

test('deux séquenceurs à la fois : chaque fait a une feuille, et une seule', async () => {
  await ecrire('dossier/1', 0, 60);
  const vivre = async (): Promise<void> => {
    for (let tours = 0; tours < 40; tours += 1)
      await scellerUnLot({ db: base.db, cle: cles.journal, parLot: 3 });
  };
  await Promise.all([vivre(), vivre()]);
  await toutSceller(3);
  const { rows } = await base.pool.query<{ feuilles: number; noeuds: number }>(
    'select (select count(*) from feuille) as feuilles, (select count(*) from noeud) as noeuds',
  );
  expect(rows).toEqual([{ feuilles: 60, noeuds: 30 + 15 + 7 + 3 + 1 }]);
});

test('le séquenceur vivant scelle au réveil, et dit chaque point', async () => {
  const points: number[] = [];
  const fin = Promise.withResolvers<void>();
  const sequenceur = demarrerSequenceur(
    { db: base.db, cle: cles.journal },
    {
      urlDirecte: temporaire.urlApplication,
      cadenceMs: 5,
      releveMs: 600_000,
      surPoint: (taille) => {
        points.push(taille);
        if (taille === 12) fin.resolve();
      },
    },
  );
  for (let rang = 0; rang < 6; rang += 1) await ecrire(`dossier/${rang}`, 0, 2);
  await fin.promise;
  await sequenceur.arreter();
  expect(points.at(-1)).toBe(12);
  expect((await dernierPoint(base.db))?.taille).toBe(12);
});

test('le journal ne se modifie ni ne s’efface, même par son propriétaire', async () => {
  await ecrire('dossier/1', 0, 3);
  await toutSceller(10);
  const proprietaire = ouvrirBase<Rien>(temporaire.urlProprietaire);
  for (const ordre of [
    `update feuille set version = 9`,
    `delete from noeud`,
    `truncate point cascade`,
    `update point set note = ''`,
    `delete from feuille`,
  ])
    await expect(proprietaire.pool.query(ordre)).rejects.toThrow('ne se modifie pas');
  await proprietaire.fermer();
  await expect(base.pool.query('delete from feuille')).rejects.toThrow('permission denied');
});

test('l’horodatage couvre par lots ; l’autorité muette, la grâce court puis rien de ce qui attend ne vaut', async () => {
  const jeton = async (empreinte: Uint8Array): Promise<Uint8Array> => empreinte;
  await ecrire('dossier/1', 0, 3);
  await toutSceller(2);
  expect(await horodaterLeDernierPoint(base.db, jeton)).toBe(true);
  expect(await horodaterLeDernierPoint(base.db, jeton)).toBe(false);
  expect((await etatDHorodatage(base.db)).attendDepuis).toBeNull();
  await ecrire('dossier/1', 3, 2);
  await toutSceller(10);
  const muette = async (): Promise<Uint8Array> => Promise.reject(new Error('muette'));
  await expect(horodaterLeDernierPoint(base.db, muette)).rejects.toThrow('muette');
  const etat = await etatDHorodatage(base.db);
  const depuis = etat.attendDepuis?.getTime() ?? 0;
  expect(await versionsEnAttente(base.db, 'dossier/1', etat)).toEqual([4, 5]);
  expect(graceDepassee(etat, 60_000, new Date(depuis + 60_000))).toBe(false);
  expect(graceDepassee(etat, 60_000, new Date(depuis + 60_001))).toBe(true);
  expect((await pointPour(base.db, 2))?.taille).toBe(3);
  expect(await horodaterLeDernierPoint(base.db, jeton)).toBe(true);
  expect(await etatDHorodatage(base.db)).toMatchObject({ attendDepuis: null });
});

test('la clé tourne : la neuve signe, l’ancienne vérifie encore ce qu’elle a signé', async () => {
  const texte = nouveauTrousseau('interieur', new Date('2026-01-01T00:00:00Z'));
  const avant = lireTrousseau(texte);
  const apres = lireTrousseau(tournerLaCle(texte, new Date('2026-06-01T00:00:00Z')));
  await ecrire('dossier/1', 0, 1);
  await scellerUnLot({ db: base.db, cle: avant.journal });
  await ecrire('dossier/1', 1, 1);
  await scellerUnLot({ db: base.db, cle: apres.journal });
  const { rows } = await base.pool.query<{ note: string }>('select note from point order by taille');
  const juger = (note: string, a: string): boolean =>
    verifierNote(note, { nom: 'ppn/interieur', cles: apres.publiques, a }).ok;
  expect(rows.map(({ note }) => juger(note, '2026-03-01T00:00:00Z'))).toEqual([true, false]);
  expect(rows.map(({ note }) => juger(note, '2026-07-01T00:00:00Z'))).toEqual([false, true]);
  expect(lireNote(rows[1]?.note ?? '')?.taille).toBe(2);
  expect(apres.publiques).toHaveLength(4);
});
