import { randomUUID } from 'node:crypto';
import { agent, bancDuDossier } from '@ppn/dossier/essais/banc';
import { rattraper } from '@ppn/journal';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { beforeAll, afterAll, describe, expect, test } from 'vitest';
import { chercher, type Demande } from './chercher.ts';
import { trouverDansLeDossier } from './trouver-dans-le-dossier.ts';
import {
  type PortsRecherche,
  lireUnePiece,
  MIGRATIONS_RECHERCHE,
  noterARefaire,
  ouvrirFrequences,
  reconstruireRecherche,
  refaireLesDossiers,
  type TablesDeLaRecherche,
  type TexteLu,
} from './index.ts';
import { gestionnairesRecherche } from './gestionnaires.ts';
import { abonnementDeRecherche } from './suivre.ts';

const UN_AUTRE = agent({ matricule: 'PN1', rattachement: { code: '99999', libelle: 'Une autre unité' } });
const JUGE = agent({ matricule: 'MJ1', qualite: 'juge-instruction', service: 'justice' });

/** Textes des pieces, par identifiant : ce que la lecture des PDF rendrait. */
const textes = new Map<string, TexteLu>();
let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let ports: PortsRecherche;
let idj: string;
let cambriolage: string;

beforeAll(async () => {
  banc = await bancDuDossier([MIGRATIONS_RECHERCHE]);
  ports = {
    db: vueTypee<TablesDeLaRecherche>(banc.ports.db),
    service: 'interieur',
    maintenant: banc.ports.maintenant,
    titreDe: banc.ports.titreDe,
    qualifier: banc.ports.qualifier,
    lireTexte: async ({ piece }) => textes.get(piece) ?? { etat: 'sans-texte' },
    ouvrirDossier: async () => undefined,
    frequences: ouvrirFrequences(),
    consignerErreur: () => undefined,
  };
  idj = await banc.ouvrir();
  cambriolage = await verser('plainte', [
    'Plainte reçue le 12 mars 2026.',
    `${'Les constatations suivent. '.repeat(20)}La victime déplore plusieurs cambriolages à l’été : des bijoux anciens, une garde-à-vue levée, véhicule AB-123-CD.`,
  ]);
  await verser('synthese', ['Synthèse : un vol simple, rien de plus.']);
  await indexer();
});
afterAll(() => banc.fermer());

async function verser(type: string, pages: readonly string[], numero = 1): Promise<string> {
  const acteId = randomUUID();
  textes.set(acteId, { etat: 'lu', pages });
  await banc.verser(idj, await banc.etatDe(idj), { acteId, type, numero });
  return acteId;
}

async function indexer(): Promise<void> {
  await rattraper(abonnementDeRecherche(ports));
  await refaireLesDossiers(ports);
  while (await lireUnePiece(ports));
}

const demander = (q: string, demande: Partial<Demande> = {}, qui = agent()) =>
  chercher(ports, qui, { q, tri: 'pertinence', ...demande });
const trouves = async (q: string, demande: Partial<Demande> = {}) =>
  (await demander(q, demande)).pieces.map(({ piece }) => piece);

describe('la recherche dans les pièces', () => {
  test.each([
    ['l’inflexion', 'cambriolage bijou'],
    ['les accents absents', 'deplorer ete'],
    ['le début d’un mot en cours de frappe', 'victime cambrio'],
    ['les liaisons', 'garde à vue'],
    ['une plaque d’immatriculation', 'AB-123-CD'],
    ['une date écrite autrement', '12/03/2026'],
    ['une suite exacte', '« bijoux anciens »'],
  ])('ne s’arrête pas à %s', async (_, q) => expect(await trouves(q)).toEqual([cambriolage]));

  test('exige la suite exacte et écarte un mot exclu', async () => {
    expect(await trouves('« anciens bijoux »')).toEqual([]);
    expect(await trouves('victime -bijoux')).toEqual([]);
  });

  test('ouvre à la page qui répond, surligne ce qui répond dans le texte tel qu’il est écrit', async () => {
    const [trouvee] = (await demander('cambriolage d’été')).pieces;
    expect(trouvee).toMatchObject({
      idj,
      page: 2,
      cote: '1',
      titre: 'Titre plainte',
      intitule: 'Vol à l’étalage',
    });
    const surligne = trouvee?.extrait.filter(({ trouve }) => trouve).map(({ texte }) => texte);
    expect(surligne).toEqual(['cambriolages']);
    expect(trouvee?.extrait.map(({ texte }) => texte).join('')).toContain('cambriolages à l’été');
  });

  test('dans un dossier : les pièces qui répondent, leurs pages, un extrait, et les écritures à surligner', async () => {
    const trouver = (q: string, qui = agent()) => trouverDansLeDossier(ports, qui, { idj, q });
    const { pieces, formes, aLire } = await trouver('cambriolage');
    expect(pieces.map(({ piece, pages }) => [piece, pages.map(({ page }) => page)])).toEqual([
      [cambriolage, [2]],
    ]);
    expect(pieces[0]?.extrait.filter(({ trouve }) => trouve).map(({ texte }) => texte)).toEqual([
      'cambriolages',
    ]);
    expect([formes, aLire]).toEqual([['cambriolages'], 0]);
    expect((await trouver('« bijoux anciens »')).pieces).toHaveLength(1);
    expect((await trouver('hélicoptère')).pieces).toEqual([]);
    const ailleurs = agent({ rattachement: { code: '00999', libelle: 'Autre unité' } });
    expect((await trouver('cambriolage', ailleurs)).pieces).toEqual([]);
  });

  test('s’élargit quand aucune pièce ne porte tous les mots, et le dit', async () => {
    const { elargie, exactes, pieces } = await demander('cambriolage hélicoptère');
    expect([elargie, exactes, pieces.map(({ piece }) => piece)]).toEqual([true, 0, [cambriolage]]);
    const simple = await demander('vol simple simple victime -perrin');
    expect(simple.pieces).toHaveLength(2);
    const deux = await demander('victime cambriolage');
    expect([deux.exactes, deux.pieces[0]?.piece]).toEqual([1, cambriolage]);
    expect((await demander('bijoux')).elargie).toBe(false);
  });

  test('ne cherche rien sans question ni filtre ; un filtre seul liste', async () => {
    expect(await trouves('')).toEqual([]);
    expect(await trouves('', { type: 'synthese' })).toHaveLength(1);
    expect(await trouves('', { du: '2999-01-01' })).toEqual([]);
  });

  test('compte les facettes et resserre par elles', async () => {
    const { facettes } = await demander('', { etat: 'en-cours' });
    expect(facettes.types.map(({ code, nombre }) => [code, nombre])).toEqual([
      ['plainte', 1],
      ['synthese', 1],
    ]);
    expect(await trouves('vol', { type: 'plainte' })).toEqual([]);
  });

  test('rend la suite d’une liste longue, sans doublon ni trou, dans les deux tris', async () => {
    const ids: string[] = [];
    for (let rang = 0; rang < 45; rang += 1) ids.push(await verser('note', [`Note hirondelle ${rang}.`]));
    await indexer();
    for (const tri of ['pertinence', 'date'] as const) {
      const lus: string[] = [];
      let apres: string | undefined;
      do {
        const page = await demander('hirondelle', { tri, ...(apres === undefined ? {} : { apres }) });
        lus.push(...page.pieces.map(({ piece }) => piece));
        apres = page.suivante ?? undefined;
      } while (apres !== undefined);
      expect(lus.toSorted()).toEqual(ids.toSorted());
    }
  });
});

describe('les personnes et les procédures', () => {
  test.each(['perrin', 'PERIN', 'Pérain', 'elise perrin', 'Perrinn'])(
    'retrouve Élise Perrin écrite « %s »',
    async (q) => {
      const { personnes } = await demander(q);
      expect(personnes.map(({ nom }) => nom)).toEqual(['Élise PERRIN']);
    },
  );

  test('retrouve une procédure par son numéro, son IDJ, son intitulé et ses personnes', async () => {
    const [dossier] = (await demander('étalages')).dossiers;
    expect(dossier).toMatchObject({ idj, intitule: 'Vol à l’étalage' });
    for (const q of [idj.toLowerCase(), dossier?.numero ?? '', 'perrin', 'Élise'])
      expect((await demander(q)).dossiers.map((lu) => lu.idj)).toContain(idj);
  });
});

describe('les droits', () => {
  test('un agent d’une autre unité ne trouve rien : ni pièce, ni personne, ni procédure, ni compte', async () => {
    const vu = await demander('cambriolage perrin', {}, UN_AUTRE);
    expect([vu.pieces, vu.personnes, vu.dossiers, vu.total, vu.aLire]).toEqual([[], [], [], 0, 0]);
    expect(vu.facettes.types).toEqual([]);
  });

  test('l’index en retard ne montre rien de plus : le dossier tel qu’il est fait foi', async () => {
    await banc.sql(`update dossier set unite = '77777' where idj = '${idj}'`);
    const vu = await demander('cambriolage perrin');
    await banc.sql(`update dossier set unite = '00123' where idj = '${idj}'`);
    expect([vu.pieces, vu.personnes, vu.dossiers, vu.total]).toEqual([[], [], [], 0]);
  });

  test('une pièce retirée ne se trouve plus, même avant que l’index le sache, et son texte en sort', async () => {
    const annulee = await verser('constatations', ['Perquisition irrégulière au grenier.']);
    await indexer();
    expect(await trouves('grenier')).toEqual([annulee]);
    await banc.sql(
      `update dossier set contenu = jsonb_set(contenu, '{retraits}', '[{"piece":"${annulee}"}]') where idj = '${idj}'`,
    );
    expect(await trouves('grenier')).toEqual([]);
    await dansUneTransaction(ports.db, (tx) => noterARefaire(tx, idj));
    await indexer();
    const { rows } = await banc.sql<{ n: number }>(
      `select (select count(*) from recherche_texte where piece = '${annulee}') + (select count(*) from recherche_piece where piece = '${annulee}') as n`,
    );
    expect(rows[0]?.n).toBe(0);
  });

  test('chaque recherche est tracée avant d’être servie ; qui ne lit pas les dossiers n’y cherche pas', async () => {
    const demande = { requete: { q: 'bijoux', tri: 'pertinence' }, brute: { ip: '127.0.0.1' } };
    const servir = gestionnairesRecherche(ports)['GET /api/recherche'] as unknown as (
      recue: unknown,
    ) => Promise<{ total: number }>;
    expect((await servir({ ...demande, agent: agent() })).total).toBe(1);
    await expect(servir({ ...demande, agent: JUGE })).rejects.toMatchObject({ corps: { status: 403 } });
    const { rows } = await banc.sql(
      `select matricule, action, resultat, idj from consultation where action like 'rechercher%' order by numero`,
    );
    expect(rows).toEqual([
      { matricule: 'PN100001', action: 'rechercher : « bijoux »', resultat: 'accorde', idj: null },
      { matricule: 'MJ1', action: 'rechercher : « bijoux »', resultat: 'refuse', idj: null },
    ]);
  });
});

describe('l’index', () => {
  test('se refait entier depuis l’état des dossiers, identique', async () => {
    const avant = await demander('cambriolage');
    await reconstruireRecherche(ports.db);
    expect((await demander('cambriolage')).pieces).toEqual([]);
    await refaireLesDossiers(ports);
    expect((await demander('cambriolage')).aLire).toBeGreaterThan(0);
    while (await lireUnePiece(ports));
    expect(await demander('cambriolage')).toEqual(avant);
  });

  test('dit ce qui ne se lit pas, sans s’arrêter', async () => {
    const abimee = await verser('constatations', []);
    textes.set(abimee, { etat: 'illisible' });
    await indexer();
    expect(await demander('constatation')).toMatchObject({ aLire: 0, illisibles: 1 });
  });

  test('une question retorse ne casse rien', async () => {
    for (const q of [
      "'",
      '\\',
      "a' | 'b",
      '!!! ((',
      '<->',
      ':* & |',
      '%_',
      '«',
      '"'.repeat(50),
      'ﬁ œ 😀',
      '-',
    ])
      await expect(demander(q)).resolves.toMatchObject({ auMoins: false });
    await expect(demander('vol', { apres: "x|'; drop|" })).resolves.toBeDefined();
  });
});
