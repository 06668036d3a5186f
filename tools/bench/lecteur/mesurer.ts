import { availableParallelism, loadavg } from 'node:os';
import { contexteDe, ouvrirNavigateur, seConnecter } from '@ppn/scenarios/ecran';
import { attendu } from '@ppn/scenarios/jeu';
import type { Page } from 'playwright-core';
import { type Banc, ouvrirBanc } from '../banc.ts';
import { arrondi, mediane, quantile } from '../statistiques.ts';
import { gonflerLeJournal, type GrandDossier, ouvrirUnGrandDossier } from './grand-dossier.ts';

/** Volumes : pieces du dossier, ouvertures, images d'un defilement, lignes du journal des acces. */
export type PlanDuLecteur = {
  readonly pieces: number;
  readonly fois: number;
  readonly images: number;
  readonly acces: number;
};

/** Intervalles entre images, en ms ; `tenues` : part des images a moins de 20 ms de la precedente. */
export type Defilement = {
  readonly pixelsParImage: number;
  readonly p50: number;
  readonly p95: number;
  readonly tenues: number;
  /** Le meme defilement d'une page vide, juste avant : ce que la machine permet. */
  readonly temoin: { readonly p50: number; readonly p95: number; readonly tenues: number };
};

/** Ce que le lecteur coute sur un grand dossier, dans le Chromium des essais ; durees en ms. */
export type MesuresDuLecteur = {
  readonly pieces: number;
  readonly pages: number;
  readonly coeurs: number;
  readonly charge: readonly [number, number];
  /** Du clic dans la liste a la premiere page dessinee, le portail deja charge. */
  readonly ouverture: { readonly p50: number; readonly max: number };
  /** Le service seul : l'octet dernier de la vue du dossier. */
  readonly vue: { readonly p50: number; readonly octets: number };
  /** D'une cote tapee a sa page dessinee, au bout du dossier. */
  readonly aller: { readonly p50: number; readonly max: number };
  /** Un mot dans toutes les pages, vu de l'appelant. */
  readonly trouver: { readonly rare: number; readonly partout: number };
  readonly defilements: readonly Defilement[];
  /** Qui a lu ce dossier, depuis quand : le journal entier, ses lignes pour ce dossier, et la reponse. */
  readonly journal: {
    readonly lignes: number;
    readonly duDossier: number;
    readonly p50: number;
    readonly max: number;
  };
};

const MAGISTRAT = { titulaire: 'Claire Fontaine', carte: 'claire-fontaine' } as const;

/** Mesure sur un systeme neuf, portails compris, efface a la fin. */
export async function mesurerLecteur(
  plan: PlanDuLecteur,
  dire: (phrase: string) => void,
): Promise<MesuresDuLecteur> {
  dire('Démarrage d’un système neuf, écrans compris…');
  const banc = await ouvrirBanc({ portails: true });
  const navigateur = await ouvrirNavigateur();
  try {
    dire(`Dossier de ${plan.pieces} pièces…`);
    const dossier = await ouvrirUnGrandDossier(banc, plan.pieces);
    const page = await (await contexteDe(navigateur)).newPage();
    page.setDefaultTimeout(60_000);
    const pin = banc.systeme.agents.find(({ carte }) => carte === MAGISTRAT.carte)?.pin ?? '';
    await page.goto(banc.systeme.justice.origine);
    await seConnecter(page, MAGISTRAT.titulaire, pin);
    dire('Ouvertures, déplacements, recherches, défilements…');
    const avant = loadavg()[0] ?? 0;
    return {
      pieces: dossier.pieces,
      pages: dossier.pages,
      coeurs: availableParallelism(),
      ouverture: await mesurerLOuverture(page, banc, plan.fois),
      vue: await mesurerLaVue(banc, dossier, plan.fois),
      aller: await mesurerAller(page, dossier, plan.fois),
      trouver: await mesurerTrouver(banc, dossier, plan.fois),
      defilements: [
        await mesurerUnDefilement(page, 15, plan.images),
        await mesurerUnDefilement(page, 60, plan.images),
        await mesurerUnDefilement(page, 600, plan.images),
      ],
      journal: await mesurerLeJournal(banc, dossier, plan),
      charge: [arrondi(avant), arrondi(loadavg()[0] ?? 0)],
    };
  } finally {
    await navigateur.close();
    await banc.fermer();
  }
}

/** Une page du dossier est dessinee, et rien n'attend a l'ecran. */
const premierePage = (page: Page) =>
  page.locator('.lecteur-page[aria-busy="false"] canvas').first().waitFor();

async function mesurerLOuverture(page: Page, { systeme }: Banc, fois: number) {
  const durees: number[] = [];
  for (let rang = 0; rang < fois; rang += 1) {
    await page.goto(systeme.justice.origine);
    const ligne = page.getByRole('link', { name: /Vol à l’étalage/ }).first();
    await ligne.waitFor();
    const depart = performance.now();
    await ligne.click();
    await premierePage(page);
    durees.push(performance.now() - depart);
  }
  return { p50: Math.round(mediane(durees)), max: Math.round(Math.max(...durees)) };
}

async function mesurerLaVue({ magistrat }: Banc, { idj }: GrandDossier, fois: number) {
  const durees: number[] = [];
  let octets = 0;
  for (let rang = 0; rang < fois; rang += 1) {
    const depart = performance.now();
    const lu = attendu('dossier', await magistrat.client.lire('GET /api/dossiers/:idj', { idj }));
    octets = (await lu.arrayBuffer()).byteLength;
    durees.push(performance.now() - depart);
  }
  return { p50: Math.round(mediane(durees)), octets };
}

async function mesurerAller(page: Page, { pieces }: GrandDossier, fois: number) {
  const durees: number[] = [];
  for (let rang = 0; rang < fois; rang += 1) {
    const lieu = 100 + Math.max(1, pieces - rang * 7);
    await page.getByLabel('Lecture continue des pièces').focus();
    const depart = performance.now();
    await page.keyboard.press('t');
    await page.keyboard.type(`${lieu}.3`);
    await page.keyboard.press('Enter');
    await page
      .locator(`.lecteur-page[aria-label^="Pièce ${lieu}, page 3"][aria-busy="false"] canvas`)
      .waitFor();
    durees.push(performance.now() - depart);
  }
  return { p50: Math.round(mediane(durees)), max: Math.round(Math.max(...durees)) };
}

async function mesurerTrouver({ magistrat }: Banc, { idj }: GrandDossier, fois: number) {
  const medianeDe = async (q: string): Promise<number> => {
    const durees: number[] = [];
    for (let rang = 0; rang < fois; rang += 1) {
      const depart = performance.now();
      const { pieces } = attendu(
        'recherche',
        await magistrat.client.appeler('GET /api/dossiers/:idj/trouver', { idj, requete: { q } }),
      );
      if (pieces.length === 0) throw new Error(`« ${q} » n’est trouvé nulle part.`);
      durees.push(performance.now() - depart);
    }
    return Math.round(mediane(durees));
  };
  return { rare: await medianeDe('hirondelle'), partout: await medianeDe('rayon') };
}

/** Une ligne sur cent est de ce dossier : les plus lus en ont des milliers. */
const PART_DU_DOSSIER = 100;

async function mesurerLeJournal(banc: Banc, { idj }: GrandDossier, { acces, fois }: PlanDuLecteur) {
  const duDossier = Math.round(acces / PART_DU_DOSSIER);
  await gonflerLeJournal(banc, idj, { lignes: acces, duDossier });
  const durees: number[] = [];
  for (const requete of Array.from({ length: fois }).flatMap(() => [
    {},
    { depuis: '2026-01-01T00:00:00Z' },
    { matricule: 'MJ7' },
  ])) {
    const depart = performance.now();
    const { lecteurs } = attendu(
      'journal des accès',
      await banc.magistrat.client.appeler('GET /api/dossiers/:idj/consultations', { idj, requete }),
    );
    durees.push(performance.now() - depart);
    if (lecteurs.length < 100) throw new Error('Le journal des accès n’a pas tous ses lecteurs.');
  }
  return {
    lignes: acces,
    duDossier,
    p50: Math.round(mediane(durees)),
    max: Math.round(Math.max(...durees)),
  };
}

/** Defile `images` images d'affilee, puis le temoin : une page vide de meme hauteur. */
async function mesurerUnDefilement(page: Page, pixelsParImage: number, images: number): Promise<Defilement> {
  await page.getByLabel('Lecture continue des pièces').evaluate((cadre) => cadre.scrollTo({ top: 200_000 }));
  await premierePage(page);
  const temoin = resume(await page.evaluate(defiler, { pixelsParImage, images, vide: true }));
  const lu = resume(await page.evaluate(defiler, { pixelsParImage, images, vide: false }));
  return { pixelsParImage, ...lu, temoin };
}

const resume = (intervalles: readonly number[]) => ({
  p50: arrondi(mediane(intervalles)),
  p95: arrondi(quantile(intervalles, 0.95)),
  tenues: arrondi(intervalles.filter((duree) => duree < 20).length / intervalles.length, 3),
});

/** Execute dans la page : un pas a chaque image, et le temps entre deux. */
function defiler({
  pixelsParImage,
  images,
  vide,
}: {
  readonly pixelsParImage: number;
  readonly images: number;
  readonly vide: boolean;
}): Promise<number[]> {
  const cadre = vide ? document.createElement('div') : document.querySelector('.lecteur-defile');
  if (!(cadre instanceof HTMLElement)) throw new Error('Le lecteur n’est pas à l’écran.');
  if (vide) {
    cadre.className = 'lecteur-defile';
    cadre.style.cssText = 'position:fixed;inset:0;z-index:99;overflow:auto';
    const haut = document.createElement('div');
    haut.style.height = '20000000px';
    cadre.append(haut);
    document.body.append(cadre);
  }
  const intervalles: number[] = [];
  return new Promise((rendre) => {
    let avant = performance.now();
    const pas = (maintenant: number): void => {
      intervalles.push(maintenant - avant);
      avant = maintenant;
      cadre.scrollTop += pixelsParImage;
      if (intervalles.length <= images) requestAnimationFrame(pas);
      else {
        if (vide) cadre.remove();
        rendre(intervalles.slice(1));
      }
    };
    requestAnimationFrame(pas);
  });
}
