import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { dansUneTransaction } from '@ppn/postgres';
import { jusqua } from '../essais/attentes.ts';
import { type Banc, monterBanc, nouveau } from '../essais/banc.ts';
import { depecheDansLEtat, depecher } from '../essais/depecher.ts';
import { depechesDe } from './depeches-visibles.ts';
import { emettreDepeche, oublierDepeches } from './emettre-depeche.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());
beforeEach(() => {
  banc.justice.recepteur = async () => undefined;
});

const recues = (objet: string): readonly string[] =>
  banc.justice.vu.depeches
    .filter((vue) => vue.startsWith(`${objet} `))
    .map((vue) => vue.slice(objet.length + 1));
const finie = (objet: string, id: string, etat: 'accusee' | 'refusee' = 'accusee') =>
  depecheDansLEtat(banc.interieur, { objet, id }, etat);

test('une dépêche part, arrive une fois, et son accusé scellé est gardé des deux côtés', async () => {
  const id = await depecher(banc.interieur, 'mesure-1', { texte: 'repas pris' });
  const vue = await finie('mesure-1', id);
  expect(Date.parse(vue.accuseA ?? '')).toBeGreaterThan(0);
  expect(recues('mesure-1')).toEqual(['{"texte":"repas pris"}']);
  await jusqua(async () => {
    const lot = (noeud: typeof banc.interieur, sens: 'emis' | 'recu') =>
      noeud.reglages.base.db.selectFrom('echange_lot').selectAll().where('sens', '=', sens).execute();
    const [emis] = await lot(banc.interieur, 'emis');
    const [recu] = await lot(banc.justice, 'recu');
    expect(emis?.manifeste).toContain(id);
    expect(emis?.accuse).toContain(id);
    expect(recu).toMatchObject({ manifeste: emis?.manifeste, accuse: emis?.accuse });
    expect(emis?.manifeste).not.toContain('repas');
  });
  expect(banc.interieur.vu.conclues).toContain(`${id} acceptee`);
});

test('les dépêches d’un objet arrivent dans l’ordre des validations, même écrites à la fois', async () => {
  const ids = await Promise.all(
    Array.from({ length: 40 }, (_, rang) => depecher(banc.interieur, `mesure-o${rang % 2}`, rang)),
  );
  for (const [rang, id] of ids.entries()) await finie(`mesure-o${rang % 2}`, id);
  for (const objet of ['mesure-o0', 'mesure-o1']) {
    const emises = await depechesDe(banc.interieur.reglages.base, objet);
    const parId = new Map(ids.map((id, rang) => [id, String(rang)]));
    expect(recues(objet)).toEqual(emises.map(({ id }) => parId.get(id)));
    expect(recues(objet)).toHaveLength(20);
  }
});

test('rien ne part d’une transaction annulée, et un corps trop gros est refusé à l’émission', async () => {
  const { db } = banc.interieur.reglages.base;
  const demande = {
    id: nouveau(),
    objet: 'mesure-annulee',
    genre: 'essai',
    corps: 1,
    emisA: '2026-11-21T10:00:00Z',
  };
  await expect(
    dansUneTransaction(db, async (tx) => {
      await emettreDepeche(tx, demande);
      throw new Error('annulée');
    }),
  ).rejects.toThrow('annulée');
  expect(await depechesDe(banc.interieur.reglages.base, 'mesure-annulee')).toEqual([]);
  await expect(
    dansUneTransaction(db, (tx) => emettreDepeche(tx, { ...demande, corps: 'é'.repeat(33 * 1024) })),
  ).rejects.toThrow(RangeError);
});

test('un refus du métier se voit chez l’émetteur avec son motif, et n’arrête pas la suite de l’objet', async () => {
  banc.justice.recepteur = async (_tx, { corps }) =>
    corps === 'non' ? { refus: 'Mesure inconnue.' } : undefined;
  const refusee = await depecher(banc.interieur, 'mesure-r', 'non');
  const suivante = await depecher(banc.interieur, 'mesure-r', 'oui');
  expect((await finie('mesure-r', refusee, 'refusee')).motif).toBe('Mesure inconnue.');
  await finie('mesure-r', suivante);
  expect(recues('mesure-r')).toEqual(['"oui"']);
  expect(banc.interieur.vu.conclues).toContain(`${refusee} refusee`);
});

test('un métier en panne reporte la dépêche, défait ses écritures, et ne retient que son objet', async () => {
  let panne = true;
  banc.justice.recepteur = async (tx, { corps, objet }) => {
    if (objet !== 'mesure-p') return undefined;
    await tx
      .insertInto('echange_rejet')
      .values({ pli: `ecrit-${String(corps)}`, empreinte: 'x', motifs: '[]', recu_a: '2026-11-21T10:00:00Z' })
      .execute();
    if (panne) throw new Error('base du métier en panne');
    return undefined;
  };
  const premiere = await depecher(banc.interieur, 'mesure-p', 1);
  const seconde = await depecher(banc.interieur, 'mesure-p', 2);
  await depecheDansLEtat(banc.interieur, { objet: 'mesure-p', id: premiere }, 'en-attente', 1);
  const ailleurs = await depecher(banc.interieur, 'mesure-q', 3);
  await finie('mesure-q', ailleurs);
  const attente = await depecheDansLEtat(
    banc.interieur,
    { objet: 'mesure-p', id: premiere },
    'en-attente',
    1,
  );
  expect(attente.derniereErreur).toBe('Le destinataire n’a pas pu l’enregistrer : elle sera renvoyée.');
  const ecrits = () =>
    banc.justice.reglages.base.db
      .selectFrom('echange_rejet')
      .select('pli')
      .where('pli', 'like', 'ecrit-%')
      .execute();
  expect(await ecrits()).toEqual([]);
  panne = false;
  await finie('mesure-p', premiere);
  await finie('mesure-p', seconde);
  expect((await ecrits()).map(({ pli }) => pli)).toEqual(['ecrit-1', 'ecrit-2']);
  expect(recues('mesure-p')).toEqual(['1', '2']);
});

test('un genre que le destinataire ne connaît pas encore attend, à la vue de tous', async () => {
  const id = await depecher(banc.interieur, 'mesure-g', 1, { genre: 'genre-futur' });
  const vue = await depecheDansLEtat(banc.interieur, { objet: 'mesure-g', id }, 'en-attente', 1);
  expect(vue.derniereErreur).toBe('Le genre « genre-futur » n’est pas encore connu du destinataire.');
});

test('le pair absent, tout attend et se voit, puis part seul, dans l’ordre, dès son retour', async () => {
  await banc.justice.arreter();
  const ids: string[] = [];
  for (let rang = 0; rang < 250; rang += 1)
    ids.push(await depecher(banc.interieur, `mesure-a${rang % 5}`, rang));
  const attente = await depecheDansLEtat(
    banc.interieur,
    { objet: 'mesure-a0', id: ids[0] ?? '' },
    'en-attente',
    1,
  );
  expect(attente.derniereErreur).toMatch(
    /^Le service destinataire ne répond pas .*La dépêche attend et partira dès son retour\.$/,
  );
  await banc.interieur.arreter();
  await banc.interieur.demarrer();
  await banc.justice.demarrer();
  for (const [rang, id] of ids.entries()) await finie(`mesure-a${rang % 5}`, id);
  for (let objet = 0; objet < 5; objet += 1)
    expect(recues(`mesure-a${objet}`)).toEqual(
      Array.from({ length: 50 }, (_, rang) => String(rang * 5 + objet)),
    );
}, 60_000);

test('une dépêche conclue s’oublie : son contenu n’est plus ici, son empreinte reste', async () => {
  const id = await depecher(banc.interieur, 'mesure-oubli', 'secret');
  await finie('mesure-oubli', id);
  const { db } = banc.interieur.reglages.base;
  await dansUneTransaction(db, (tx) => oublierDepeches(tx, [id]));
  const ligne = await db
    .selectFrom('echange_depeche')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect([ligne.corps, ligne.sel, ligne.empreinte.length]).toEqual([null, null, 64]);
});
