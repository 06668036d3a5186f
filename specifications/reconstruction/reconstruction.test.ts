import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ServiceEnMarche } from '@ppn/demarrage';
import {
  AFFAIRES,
  annuler,
  attendre,
  attendreLaMention,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderClassement,
  deciderCopj,
  enregistrerAuGreffe,
  faireSigner,
  interjeterAppel,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  retournerALUnite,
  signer,
  signerLesDocuments,
  transmettre,
} from '@ppn/scenarios/jeu';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let essai: Essai;
let systeme: Essai['systeme'];
const idjs: string[] = [];

beforeAll(async () => {
  essai = await demarrerUnEssai();
  ({ systeme } = essai);
  await jouer();
}, 120_000);

afterAll(async () => {
  await essai?.fermer();
});

/** Quatre dossiers : une convocation, avec un appel et une annulation, un classement, un dossier transmis, un dossier en cours. */
async function jouer(): Promise<void> {
  const terrain = await essai.terrain();
  const enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  const magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  const greffier = await connecterMagistrat(terrain, 'sophie-roux');
  await signerLesDocuments(greffier, await faireSigner(magistrat, ['MJ200003', 'MJ200001']));
  for (const [rang, affaire] of AFFAIRES.slice(0, 4).entries()) {
    const procedure = await ouvrir(enqueteur, affaire);
    idjs.push(procedure.idj);
    const plainte = await redigerPlainte(enqueteur, procedure, affaire);
    const constatations = await redigerConstatations(enqueteur, procedure, await photographies(1));
    await signer(enqueteur, [plainte, constatations]);
    if (rang === 3) continue;
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, procedure.idj, 'tj47001');
    if (rang < 2) await enregistrerAuGreffe(greffier, procedure.idj);
    if (rang === 2) await retournerALUnite(greffier, procedure.idj);
    if (rang === 0) await deciderCopj(magistrat, procedure.idj, 30);
    if (rang === 0) {
      await interjeterAppel(greffier, procedure.idj, 'copj');
      await attendreLaMention(
        enqueteur,
        procedure.idj,
        await annuler(greffier, procedure.idj, 'constatations'),
      );
    }
    if (rang === 1) await deciderClassement(magistrat, procedure.idj, '71', 'Auteur inconnu à ce jour.');
    if (rang < 2)
      await attendre('décision chez l’enquêteur', async () => {
        const vue = attendu(
          'dossier',
          await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }),
        );
        return vue.etat === 'decidee' ? vue : undefined;
      });
  }
  await attendre('gestes du greffe chez l’enquêteur', async () => {
    const { dossiers } = attendu('liste', await enqueteur.client.appeler('GET /api/dossiers', {}));
    const enregistrees = dossiers.filter(({ numeroParquet }) => numeroParquet !== null);
    return enregistrees.length === 2 && dossiers.some(({ etat }) => etat === 'retournee') ? true : undefined;
  });
  await attendre('plis tous accusés', async () => {
    const vues = await Promise.all(
      idjs
        .slice(0, 3)
        .map(async (idj) =>
          attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj })),
        ),
    );
    return vues.every(({ plis }) => plis.every(({ etat }) => etat === 'accuse')) ? vues : undefined;
  });
}

async function surLaBase<T>(service: ServiceEnMarche, agir: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: service.base.urlApplication });
  await client.connect();
  try {
    return await agir(client);
  } finally {
    await client.end();
  }
}

type Ligne = { readonly [colonne: string]: unknown };
type Projections = { readonly [table: string]: readonly Ligne[] };

const TABLES = [
  'dossier',
  'piece',
  'acte_verse',
  'bureau_d_ordre',
  'cote',
  'incident',
  'circuit',
  'audience',
  'audience_affaire',
  'notification',
] as const;

/** Toutes les lignes des projections, dans un ordre stable. */
const projections = (service: ServiceEnMarche): Promise<Projections> =>
  surLaBase(service, async (client) => {
    const lues: { [table: string]: readonly Ligne[] } = {};
    for (const table of TABLES) {
      const { rows } = await client.query<{ ligne: Ligne }>(
        `select to_jsonb(t) as ligne from ${table} t order by t::text`,
      );
      lues[table] = rows.map(({ ligne }) => ligne);
    }
    return lues;
  });

/** Les projections d'a present, sans les archives ajoutees depuis `avant` : l'archivage tourne pendant l'essai. */
async function refaites(service: ServiceEnMarche, avant: Projections): Promise<Projections> {
  const apres = await projections(service);
  const sansArchive = new Set(
    (avant['piece'] ?? []).flatMap(({ id, archive }) => (archive === null ? [id] : [])),
  );
  return {
    ...apres,
    piece: (apres['piece'] ?? []).map((ligne) =>
      sansArchive.has(ligne['id']) ? { ...ligne, archive: null, archive_jusqua: null } : ligne,
    ),
  };
}

test.each(['interieur', 'justice'] as const)(
  'les projections de %s se refont identiques, pendant que le service tourne',
  async (nom) => {
    const service = systeme[nom];
    const avant = await projections(service);
    expect(avant['dossier']).toHaveLength(nom === 'interieur' ? 4 : 3);
    expect(avant['piece']?.length).toBeGreaterThan(10);
    expect(avant['circuit']).toHaveLength(nom === 'interieur' ? 0 : 1);

    const { code, sortie } = await service.executer('reconstruire');
    expect(sortie).toMatch(/^\d+ faits rejoués : les projections de \d+ flux sont refaites\.$/m);
    expect(code).toBe(0);
    expect(await refaites(service, avant)).toEqual(avant);
  },
);

test('des projections perdues, faussées ou inventées sont rétablies depuis les seuls actes', async () => {
  const { justice } = systeme;
  const avant = await projections(justice);
  await surLaBase(justice, async (client) => {
    await client.query('delete from piece');
    await client.query('delete from dossier where idj = $1', [idjs[0]]);
    await client.query(`update dossier set etat = 'en-cours', contenu = contenu || '{"intitule":"faux"}'`);
    await client.query(
      `insert into dossier (idj, unite, juridiction, etat, maj_a, contenu) select 'IDJ-2026-INVENTE-0', unite, juridiction, etat, maj_a, contenu from dossier limit 1`,
    );
    await client.query(
      `insert into incident (id, idj, constate_a, constate_par, code, phrase) values (gen_random_uuid(), 'IDJ-2026-INVENTE-0', now(), 'justice', 'x', 'x')`,
    );
  });
  expect((await justice.executer('reconstruire')).code).toBe(0);
  expect(await refaites(justice, avant)).toEqual(avant);
});

test(
  'la commande marche pendant que « npm start » tourne, puis quand il est arrêté',
  { timeout: 120_000 },
  async () => {
    const avant = await projections(systeme.justice);
    const enMarche = await commander(['--service', 'justice']);
    expect(enMarche.erreur).toBe('');
    expect(enMarche.sortie).toMatch(/faits rejoués/);
    expect(enMarche.code).toBe(0);
    expect(await refaites(systeme.justice, avant)).toEqual(avant);
    const sansService = await commander([]);
    expect(sansService).toEqual({
      code: 1,
      sortie: '',
      erreur: 'Dites quel service : --service interieur, ou --service justice.\n',
    });
  },
);

test('un acte illisible laisse son dossier tel quel et n’arrête pas les autres', async () => {
  const { justice } = systeme;
  const avant = await projections(justice);
  const { identifiant, idj } = await surLaBase(justice, async (client) => {
    const { rows } = await client.query<{ identifiant: string; idj: string }>(
      `select identifiant, idj from objet join piece using (empreinte) where genre = 'acte' order by idj, rang limit 1`,
    );
    return rows[0] ?? { identifiant: '', idj: '' };
  });
  const fichier = readdirSync(justice.objets, { recursive: true, withFileTypes: true }).find(({ name }) =>
    name.startsWith(identifiant),
  );
  const chemin = join(fichier?.parentPath ?? '', fichier?.name ?? '');
  const octets = readFileSync(chemin);
  octets[octets.length - 100] = (octets[octets.length - 100] ?? 0) ^ 1;
  writeFileSync(chemin, octets);
  const { code, sortie } = await justice.executer('reconstruire');
  expect(code).toBe(1);
  expect(sortie).toContain(`dossier/${idj} est laissé tel quel : l’acte d’empreinte `);
  expect(sortie).not.toMatch(/\bat .*\.ts|node:/);
  expect(await refaites(justice, avant)).toEqual(avant);
});

test('arrêtés, les services se reconstruisent aussi', { timeout: 120_000 }, async () => {
  await systeme.arreter();
  const arrete = await commander(['--service', 'interieur']);
  expect(arrete.erreur).toBe('');
  expect(arrete.sortie).toMatch(/faits rejoués/);
  expect(arrete.code).toBe(0);
});

/** La commande telle qu'on la tape. */
function commander(
  args: readonly string[],
): Promise<{ code: number | null; sortie: string; erreur: string }> {
  const script = resolve(import.meta.dirname, '../../tools/demarrage/reconstruire.ts');
  const enfant = spawn(process.execPath, [script, ...args], {
    env: { ...process.env, PPN_DONNEES_DIR: join(essai.dossier, 'donnees') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lu = { sortie: '', erreur: '' };
  enfant.stdout.on('data', (texte) => (lu.sortie += String(texte)));
  enfant.stderr.on('data', (texte) => (lu.erreur += String(texte)));
  return new Promise((fini) => enfant.on('close', (code) => fini({ code, ...lu })));
}
