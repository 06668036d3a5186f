import type { Browser, Page } from 'playwright-core';
import type { Deroulement } from '../jouer-scenario.ts';
import type { TempsSimule } from '../temps-simule.ts';
import { creerCaptures, type Ecrans, type Montrer } from './captures.ts';
import { contexteDe, donnerLePin, ouvrirNavigateur, seConnecter, seDeconnecter } from './poste.ts';

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;

/** L'officier et le substitut, chacun a son ecran, et la tablette ou la personne signe. */
export type ADeux = Ecrans & {
  readonly tablette: Page;
  readonly montrer: Montrer;
  /** Va a cette heure ; les sessions fermees par un long intervalle se rouvrent a la carte, sans recharger la page de l'OPJ. */
  readonly aller: (jour: number, heure: string) => Promise<void>;
  /** Donne le PIN de l'OPJ, puis attend que tout soit signe et referme. */
  readonly signerOpj: () => Promise<void>;
  readonly signerParquet: () => Promise<void>;
  readonly fermer: () => Promise<void>;
};

/** Ouvre les deux postes et la tablette, et y connecte chacun. */
export async function ouvrirADeux({ systeme, deposer }: Deroulement, temps: TempsSimule): Promise<ADeux> {
  const navigateur = await ouvrirNavigateur();
  try {
    const [opj, parquet, tablette] = [
      await pageDe(navigateur, 'poste'),
      await pageDe(navigateur, 'poste'),
      await pageDe(navigateur, 'tablette'),
    ];
    await opj.goto(systeme.interieur.origine);
    await parquet.goto(`${systeme.justice.origine}/gardes-a-vue`);
    const connecter = async (): Promise<void> => {
      await seConnecter(opj, OPJ.titulaire, OPJ.pin);
      await seConnecter(parquet, SUBSTITUT.titulaire, SUBSTITUT.pin);
    };
    await connecter();
    return {
      opj,
      parquet,
      tablette,
      montrer: creerCaptures({ opj, parquet }, deposer),
      aller: allerDe({ opj, parquet }, temps, connecter),
      signerOpj: () => signer(opj, OPJ.pin),
      async signerParquet() {
        await donnerLePin(parquet, SUBSTITUT.pin);
        await parquet.getByText(/La décision est signée/).waitFor();
        await parquet.getByRole('button', { name: 'Fermer' }).last().click();
      },
      fermer: () => navigateur.close(),
    };
  } catch (cause) {
    await navigateur.close();
    throw cause;
  }
}

/** Une session inactive se ferme en trente minutes. */
const SESSION_MS = 25 * 60_000;

function allerDe(
  { opj, parquet }: Ecrans,
  temps: TempsSimule,
  connecter: () => Promise<void>,
): ADeux['aller'] {
  let ouverteA = Date.now();
  return async (jour, heure) => {
    const voulu = Date.parse(temps.moment(jour, heure).replace(/\[.*$/, ''));
    if (voulu - ouverteA < SESSION_MS) return temps.aller(jour, heure);
    await Promise.all([seDeconnecter(opj), seDeconnecter(parquet)]);
    await temps.aller(jour, heure);
    await connecter();
    ouverteA = voulu;
    return retournerAuTableau(parquet);
  };
}

/** Le bureau penal rouvre sur l'accueil : G puis V ramenent au tableau. */
async function retournerAuTableau(parquet: Page): Promise<void> {
  await parquet.getByRole('heading', { level: 1 }).first().waitFor();
  await parquet.keyboard.press('g');
  await parquet.keyboard.press('v');
  await parquet.getByRole('heading', { level: 1, name: 'Gardes à vue' }).waitFor();
}

async function pageDe(navigateur: Browser, appareil: 'poste' | 'tablette'): Promise<Page> {
  const page = await (await contexteDe(navigateur, appareil)).newPage();
  page.setDefaultTimeout(60_000);
  return page;
}

/** S'il y a des points d'attention, on dit pourquoi passer outre ; puis le PIN, et tout est signe. */
async function signer(page: Page, pin: string): Promise<void> {
  const motif = page.getByLabel('Motif de passer outre (reste dans l’acte)');
  const carte = page.locator('iframe.fenetre-carte');
  await motif.or(carte).first().waitFor();
  if (await motif.isVisible()) {
    await motif.fill('Vu avec le magistrat de permanence.');
    await page.getByRole('button', { name: 'Passer outre et signer' }).click();
  }
  await donnerLePin(page, pin);
  // Le flux vif peut annoncer l'acte scelle avant la reponse du panneau : l'un ou l'autre dit la meme chose.
  const terminer = page.getByRole('button', { name: 'Terminer' });
  await terminer.or(page.getByText('Cet acte est signé et scellé')).first().waitFor();
  await terminer.click({ timeout: 2_000 }).catch(() => undefined);
}
