import {
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  redigerConstatations,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import pg from 'pg';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ecartsDEcran, ouvrirNavigateur, ouvrirPoste, seConnecter } from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let idj = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  navigateur = await ouvrirNavigateur();
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  const [affaire] = AFFAIRES;
  if (!affaire) throw new Error('Aucune affaire de démonstration.');
  const procedure = await ouvrir(enqueteur, affaire);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerConstatations(enqueteur, procedure, [])]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, idj, 'tj47001');
}, 180_000);

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

const supervision = async () =>
  attendu('rapprochement', await enqueteur.client.appeler('POST /api/supervision/rapprochement'));

test('rien n’est perdu, et chaque ministère le dit avec son journal cosigné et horodaté', async () => {
  const { rapprochement } = await supervision();
  expect(rapprochement).toMatchObject({ perdus: 0, plis: 1, erreur: null, ecarts: [] });
  for (const { client } of [enqueteur, magistrat]) {
    const { journal } = await attendre('journal cosigné et horodaté', async () => {
      const vue = attendu('supervision', await client.appeler('GET /api/supervision'));
      return vue.journal.cosigne && vue.journal.horodate ? vue : undefined;
    });
    expect(journal.faits).toBeGreaterThan(0);
  }
});

test('un pli effacé de la base Justice est renvoyé seul, et l’incident se lit au dossier', async () => {
  const client = new pg.Client({ connectionString: systeme.justice.base.urlProprietaire });
  await client.connect();
  try {
    // L'incident part lui aussi en pli, du meme objet : seuls ceux d'avant sont comptes.
    const effaces = await client.query<{ id: string }>(
      'delete from echange_reception where objet = $1 returning id',
      [idj],
    );
    const ids = effaces.rows.map(({ id }) => id);
    expect(ids).toHaveLength(1);
    const { rapprochement } = await supervision();
    expect(rapprochement.perdus).toBe(0);
    expect(rapprochement.ecarts).toMatchObject([{ genre: 'perdu' }]);
    expect(rapprochement.ecarts[0]?.repareA).not.toBeNull();
    const { rows } = await client.query<{ n: number }>(
      'select count(*)::int as n from echange_reception where id = any($1)',
      [ids],
    );
    expect(rows[0]?.n).toBe(1);
  } finally {
    await client.end();
  }
  const vue = attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));
  expect(vue.incidents.map(({ code }) => code)).toEqual(['pli-perdu']);
  await attendre('incident connu de la Justice', async () => {
    const lu = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
    return lu.incidents.some(({ code }) => code === 'pli-perdu') ? lu : undefined;
  });
  // Le pli rejoue n'a pas double les actes.
  const lu = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  expect(lu.pieces.filter(({ genre }) => genre === 'acte')).toHaveLength(2);
});

test('la page de supervision se lit au clavier, dans les deux thèmes et à 320 px', async () => {
  const { page, violations, contexte } = await ouvrirPoste(navigateur);
  await page.goto(systeme.interieur.origine);
  await seConnecter(page, 'Camille Moreau', '258025');
  await page.keyboard.press('g');
  await page.keyboard.press('e');
  await page.getByRole('heading', { name: 'Supervision', level: 1 }).waitFor();
  await page.getByText('0 perdu', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Comparer maintenant' }).press('Enter');
  await page.getByText('réparé', { exact: true }).waitFor();
  expect(await ecartsDEcran(page, 'supervision')).toEqual([]);
  expect(violations).toEqual([]);
  await contexte.close();
});
