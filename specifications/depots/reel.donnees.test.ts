import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AFFAIRE_S1, attendu, connecterEnqueteur, type Enqueteur, ouvrir } from '@ppn/scenarios/jeu';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demander, ouvrirTerrain, type SystemeDEssai } from '../acces/terrain.ts';
import { sha256, sha256De } from './fichiers-d-essai.ts';

const DOSSIER = process.env['PPN_DONNEES'];
if (DOSSIER === undefined) throw new Error('PPN_DONNEES doit désigner le dossier des données de référence.');

const FAMILLES = ['pdf', 'medias', 'archives', 'antivirus'] as const;
const DUREE_MAX_MS = 40_000;

let terrain: SystemeDEssai;
let opj: Enqueteur;
let idj: string;

beforeAll(async () => {
  terrain = await ouvrirTerrain();
  opj = await connecterEnqueteur(terrain.terrain, 'camille-moreau');
  ({ idj } = await ouvrir(opj, AFFAIRE_S1));
}, 120_000);

afterAll(() => terrain?.fermer());

type Sort = {
  readonly nom: string;
  readonly sort: string;
  readonly phrase: string;
  readonly dureeMs: number;
  readonly id: string;
  readonly sha256: string;
};

/** Les fichiers d'une famille ; un dossier vide, ou qui n'a pas tout ce que son index annonce, est une faute du jeu. */
function fichiersDe(famille: string): readonly string[] {
  const presents = readdirSync(join(DOSSIER ?? '', famille));
  const annonces =
    readFileSync(join(DOSSIER ?? '', `${famille}_attendus.csv`), 'utf8')
      .trim()
      .split(/\r?\n/).length - 1;
  if (presents.length === 0 || presents.length < annonces)
    throw new Error(`${famille} : ${presents.length} fichiers présents, ${annonces} annoncés.`);
  return presents;
}

async function deposerUn(famille: string, nom: string): Promise<Sort> {
  const brut = readFileSync(join(DOSSIER ?? '', famille, nom));
  const octets = new Uint8Array(nom.endsWith('.b64') ? Buffer.from(brut.toString('latin1'), 'base64') : brut);
  const depart = performance.now();
  const rendu = await opj.client.deposer('POST /api/dossiers/:idj/fichiers', {
    idj,
    nom: nom.replace(/\.b64$/, ''),
    octets,
  });
  const commun = { nom, dureeMs: performance.now() - depart, sha256: sha256(octets) };
  return rendu.ok
    ? { ...commun, sort: 'accepte', phrase: '', id: rendu.valeur.id }
    : { ...commun, sort: `${rendu.refus.status} ${rendu.refus.code}`, phrase: rendu.refus.detail, id: '' };
}

async function deposerTous(famille: string): Promise<readonly Sort[]> {
  const reste = [...fichiersDe(famille)];
  const sorts: Sort[] = [];
  const suivre = async (): Promise<void> => {
    for (let nom = reste.shift(); nom !== undefined; nom = reste.shift())
      sorts.push(await deposerUn(famille, nom));
  };
  await Promise.all([suivre(), suivre()]);
  return sorts;
}

const RAISONS =
  /^(accepte|422 (pdf-chiffre|document-chiffre|contenu-actif|fichier-abime|archive-dangereuse|archive-chiffree|contenu-non-examinable|virus|type-interdit|examen-trop-long|examen-trop-lourd|vide))$/;

test.each(FAMILLES)(
  'tout ce qui est sous %s entre ou est refusé pour une raison claire, en un temps borné',
  { timeout: 200_000 },
  async (famille) => {
    const sorts = await deposerTous(famille);
    expect(sorts.filter(({ sort }) => !RAISONS.test(sort))).toEqual([]);
    expect(
      sorts.filter(({ sort, phrase }) => sort !== 'accepte' && !/^[A-ZÀÉ«].{15,}[.]$/su.test(phrase)),
    ).toEqual([]);
    expect(sorts.filter(({ dureeMs }) => dureeMs > DUREE_MAX_MS)).toEqual([]);
    const acceptes = sorts.filter(({ sort }) => sort === 'accepte');
    expect(acceptes.length > 0).toBe(famille !== 'antivirus');
    for (const { id, sha256: attendue } of acceptes) {
      const lue = attendu('lecture', await opj.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id }));
      expect(await sha256De(lue)).toBe(attendue);
    }
  },
);

test('après tout cela le service est vivant, sa mémoire bornée, le dossier lisible', async () => {
  const { interieur } = terrain.systeme;
  expect(await demander(interieur.origine, 'GET /sante')).toMatchObject({
    statut: 200,
    corps: { etat: 'pret' },
  });
  const { fichiers } = attendu('dossier', await opj.client.appeler('GET /api/dossiers/:idj', { idj }));
  expect(fichiers.length).toBeGreaterThan(150);
  for (const fichier of fichiers.filter(({ vignette }) => vignette))
    attendu(
      'vignette',
      await opj.client.lire('GET /api/dossiers/:idj/pieces/:id/vignette', { idj, id: fichier.id }),
    );
  const pic =
    Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${interieur.pid()}/status`, 'utf8'))?.[1]) / 1024;
  expect(pic).toBeLessThan(700);
});
