import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AFFAIRE_S1, attendu, ouvrir } from '@ppn/scenarios/jeu';
import { construireLaPage, deposer, ouvrirNavigateur, ouvrirPage } from '@ppn/verifier/banc-de-page';
import type { Banc } from './banc.ts';
import { cpuDe } from './cpu.ts';
import { enParallele, redigerSynthese, signerTout } from './procedures.ts';
import { arrondi, mediane } from './statistiques.ts';

/** Verification hors ligne d'un grand dossier exporte par un vrai service. */
export type VerificationDeDossier = {
  readonly pieces: number;
  readonly tailleMio: number;
  /** Secondes, du clic au dernier octet de l'export. */
  readonly exportS: number;
  readonly commande: Duree;
  /** La page HTML, ouverte en `file://` dans le Chromium des essais, du depot du fichier au rapport montre. */
  readonly page: Duree;
};

/** Medianes, en secondes. */
export type Duree = {
  /** A l'horloge, sur cette machine telle que chargee. */
  readonly murS: number;
  /** Ce que deux coeurs libres mettraient : temps de processeur, tout compris, partage en deux. */
  readonly deuxCoeursS: number;
};

type Passage = { readonly murS: number; readonly cpuS: number };

const ESSAIS = 3;
const NAVIGATEUR = 'chromium';
const COMMANDE = join(import.meta.dirname, '..', '..', 'verifier', 'principal.ts');

/** Redige et signe `pieces` actes dans un dossier, l'exporte, le verifie plusieurs fois par la commande et dans la page. Lance s'il n'est pas valide. */
export async function mesurerDossier(banc: Banc, pieces: number): Promise<VerificationDeDossier> {
  const [enqueteur] = banc.enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  const actes = await enParallele(pieces, 4, () => redigerSynthese(enqueteur, procedure.idj));
  await signerTout(enqueteur, actes, { taille: 20, clients: 4 });
  const lieu = mkdtempSync(join(tmpdir(), 'ppn-bench-dossier-'));
  try {
    const archive = join(lieu, 'dossier.zip');
    const depart = performance.now();
    const reponse = attendu(
      'export',
      await enqueteur.client.lire('GET /api/dossiers/:idj/export', { idj: procedure.idj }),
    );
    writeFileSync(archive, new Uint8Array(await reponse.arrayBuffer()));
    const exportS = (performance.now() - depart) / 1000;
    const { ancres } = banc.systeme.confiance;
    const html = await construireLaPage(join(lieu, 'page'));
    const [commande, page]: [Passage[], Passage[]] = [[], []];
    // En alternance : la charge de la machine pese autant sur les deux.
    for (let essai = 0; essai < ESSAIS; essai += 1) {
      commande.push(await verifier(archive, ancres));
      page.push(await verifierDansLaPage(html, archive, ancres));
    }
    return {
      pieces,
      tailleMio: arrondi(statSync(archive).size / 1024 ** 2),
      exportS: arrondi(exportS),
      commande: dureeDe(commande),
      page: dureeDe(page),
    };
  } finally {
    rmSync(lieu, { recursive: true, force: true });
  }
}

const dureeDe = (passages: readonly Passage[]): Duree => ({
  murS: arrondi(mediane(passages.map(({ murS }) => murS))),
  deuxCoeursS: arrondi(mediane(passages.map(({ cpuS }) => cpuS)) / 2),
});

/** Un navigateur neuf a chaque fois : le premier dossier d'une personne, pas le dixieme. */
async function verifierDansLaPage(html: string, archive: string, ancres: string): Promise<Passage> {
  const navigateur = await ouvrirNavigateur();
  try {
    const { page } = await ouvrirPage(navigateur, html);
    const [depart, avant] = [performance.now(), cpuDe(NAVIGATEUR)];
    await deposer(page, ...readdirSync(ancres).map((nom) => join(ancres, nom)), archive);
    const passage = { murS: (performance.now() - depart) / 1000, cpuS: cpuDe(NAVIGATEUR) - avant };
    if ((await page.locator('#rapport .bandeau.ton-valide').count()) !== 1)
      throw new Error('La page ne juge pas valide le dossier exporté.');
    return passage;
  } finally {
    await navigateur.close();
  }
}

async function verifier(archive: string, ancres: string): Promise<Passage> {
  const [depart, avant] = [performance.now(), cpuDesEnfants()];
  await promisify(execFile)(process.execPath, [COMMANDE, '--json', '--ancres', ancres, archive], {
    maxBuffer: 512 * 1024 * 1024,
  }).catch(() => {
    throw new Error('Le dossier exporté n’est pas jugé valide.');
  });
  return { murS: (performance.now() - depart) / 1000, cpuS: cpuDesEnfants() - avant };
}

/** Temps de processeur des enfants deja finis, en secondes : champs cutime et cstime de /proc (proc(5)), ticks de 10 ms. */
function cpuDesEnfants(): number {
  const champs = readFileSync('/proc/self/stat', 'latin1').split(') ')[1]?.split(' ') ?? [];
  return (Number(champs[13] ?? 0) + Number(champs[14] ?? 0)) / 100;
}
