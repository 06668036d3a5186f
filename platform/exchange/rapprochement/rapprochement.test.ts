import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { pliDansLEtat } from '../essais/attentes.ts';
import { type Banc, envoyer, monterBanc, type NoeudDEssai, piece } from '../essais/banc.ts';
import { depecheDansLEtat, depecher } from '../essais/depecher.ts';
import { etatDuRapprochement } from './etat.ts';
import { couper, resumer } from './fenetre.ts';

let banc: Banc;
beforeAll(async () => {
  banc = await monterBanc();
}, 60_000);
afterAll(() => banc.fermer());

/** Ce qu'un administrateur de la base peut faire, sans passer par le service. */
async function commeAdministrateur({ urlProprietaire }: NoeudDEssai, requete: string, valeurs: unknown[]) {
  const client = new pg.Client({ connectionString: urlProprietaire });
  await client.connect();
  try {
    await client.query(requete, valeurs);
  } finally {
    await client.end();
  }
}

let numero = 0;
async function envoyerPlusieurs(nombre: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let rang = 0; rang < nombre; rang += 1) {
    numero += 1;
    const octets = new TextEncoder().encode(`acte ${numero}`);
    ids.push(
      await envoyer(banc.interieur, `dossier-${numero}`, [
        await piece(banc.interieur, `actes/a${numero}.pdf`, octets),
      ]),
    );
  }
  for (const [rang, id] of ids.entries())
    await pliDansLEtat(banc.interieur, { objet: `dossier-${numero - nombre + 1 + rang}`, id }, 'accuse');
  return ids;
}

const comparer = () => banc.interieur.noeud().comparer();
const etat = () => etatDuRapprochement(banc.interieur.reglages.base);

test('deux services d’accord : zéro perdu, et l’heure de la comparaison', async () => {
  await envoyerPlusieurs(5);
  const { plis, ecarts, fenetres } = await comparer();
  expect({ plis, ecarts, fenetres }).toEqual({ plis: 5, ecarts: [], fenetres: 1 });
  const vu = await etat();
  expect(vu).toMatchObject({ plis: 5, perdus: 0, erreur: null, ecarts: [] });
  expect(Date.parse(vu.faiteA ?? '')).toBeGreaterThan(0);
});

test('un pli effacé chez le destinataire est trouvé, nommé, rejoué, et de nouveau compté', async () => {
  const ids = await envoyerPlusieurs(4);
  const [, , perdu = ''] = ids;
  await commeAdministrateur(banc.justice, 'delete from echange_reception where id = $1', [perdu]);
  const { ecarts, rejoues } = await comparer();
  expect(ecarts.map(({ genre, pli }) => [genre, pli])).toEqual([['perdu', perdu]]);
  expect(rejoues).toEqual([perdu]);
  expect(banc.interieur.vu.ecarts).toContain(`perdu ${perdu}`);
  expect((await comparer()).ecarts).toEqual([]);
  const { perdus, ecarts: gardes } = await etat();
  expect(perdus).toBe(0);
  expect(gardes.find(({ pli }) => pli === perdu)?.repareA).not.toBeNull();
});

test('un pli remplacé chez le destinataire reste un écart, signalé une seule fois', async () => {
  const [change = ''] = await envoyerPlusieurs(1);
  await commeAdministrateur(
    banc.justice,
    `update echange_reception set pli_empreinte = repeat('ab', 32) where id = $1`,
    [change],
  );
  expect((await comparer()).ecarts.map(({ genre }) => genre)).toEqual(['different']);
  await comparer();
  expect(banc.interieur.vu.ecarts.filter((vu) => vu === `different ${change}`)).toHaveLength(1);
  expect((await etat()).perdus).toBe(1);
  await commeAdministrateur(banc.justice, `update echange_reception set pli_empreinte = $2 where id = $1`, [
    change,
    await empreinteEmise(change),
  ]);
  await comparer();
  expect((await etat()).perdus).toBe(0);
});

const empreinteEmise = async (id: string): Promise<string> =>
  (
    await banc.interieur.reglages.base.db
      .selectFrom('echange_envoi')
      .select('pli_empreinte')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).pli_empreinte ?? '';

test('un envoi effacé chez l’émetteur est trouvé chez le destinataire', async () => {
  const [efface = ''] = await envoyerPlusieurs(1);
  await commeAdministrateur(banc.interieur, 'delete from echange_envoi where id = $1', [efface]);
  await envoyerPlusieurs(1);
  expect((await comparer()).ecarts.map(({ genre, pli }) => [genre, pli])).toEqual([['inattendu', efface]]);
});

test('ce qui attend encore ne compte pas ; un pair absent se voit, sans effacer la dernière comparaison', async () => {
  const avant = (await etat()).faiteA;
  await banc.justice.arreter();
  await envoyer(banc.interieur, 'dossier-attente', [
    await piece(banc.interieur, 'actes/attente.pdf', new TextEncoder().encode('attente')),
  ]);
  await expect(comparer()).rejects.toThrow(/ne répond pas/);
  const vu = await etat();
  expect(vu.erreur).toMatch(/ne répond pas/);
  expect(vu).toMatchObject({ faiteA: avant, enAttente: 1 });
  await banc.justice.demarrer();
  banc.interieur.noeud().reveiller();
  expect((await comparer()).ecarts.map(({ genre }) => genre)).toEqual(['inattendu']);
});

test('une fenêtre se coupe sans trou ni doublon, ses exclus avec elle', () => {
  expect(couper({ de: 0, a: 5, exclus: [1, 2, 3, 5] })).toEqual([
    { de: 0, a: 2, exclus: [1, 2] },
    { de: 2, a: 5, exclus: [3, 5] },
  ]);
  expect(resumer([])).toEqual({
    nombre: 0,
    racine: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  });
});

test('les dépêches se comptent comme les plis : effacée là-bas, une dépêche est trouvée et rejouée ; oubliée ici, elle reste un écart', async () => {
  const ids: string[] = [];
  for (const corps of [1, 2, 3]) ids.push(await depecher(banc.interieur, 'mesure-1', corps));
  for (const id of ids) await depecheDansLEtat(banc.interieur, { objet: 'mesure-1', id }, 'accusee');
  expect((await comparer()).depeches).toBe(3);
  const [, perdue = '', derniere = ''] = ids;
  await commeAdministrateur(banc.justice, 'delete from echange_depeche_recue where id = $1', [perdue]);
  const { ecarts, rejoues } = await comparer();
  expect(ecarts.filter(({ quoi }) => quoi === 'depeche').map(({ genre, pli }) => [genre, pli])).toEqual([
    ['perdu', perdue],
  ]);
  expect(rejoues).toEqual([perdue]);
  expect((await comparer()).ecarts.filter(({ quoi }) => quoi === 'depeche')).toEqual([]);
  expect(banc.justice.vu.depeches.filter((vue) => vue === 'mesure-1 2')).toHaveLength(2);
  await commeAdministrateur(
    banc.interieur,
    'update echange_depeche set corps = null, sel = null where id = $1',
    [derniere],
  );
  await commeAdministrateur(banc.justice, 'delete from echange_depeche_recue where id = $1', [derniere]);
  expect((await comparer()).rejoues).toEqual([]);
  expect((await etat()).ecarts.find(({ pli }) => pli === derniere)).toMatchObject({
    quoi: 'depeche',
    genre: 'perdu',
    repareA: null,
  });
});
