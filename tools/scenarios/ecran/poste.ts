import chromium from '@sparticuz/chromium';
import { type Browser, chromium as pilote, type Page } from 'playwright-core';

/** Pas les arguments du paquet : ils coupent la securite du Web (`--disable-web-security`), donc l'en-tete `Origin`. */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
];

/** Chromium sans tete, venu de npm : rien a installer sur le poste. */
export const ouvrirNavigateur = async (): Promise<Browser> =>
  pilote.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS, headless: true });

/** Un poste vierge de 1 280 × 800, ou une tablette de 820 × 1 180 : en francais, heure de Paris. */
export const contexteDe = (navigateur: Browser, appareil: 'poste' | 'tablette' = 'poste') =>
  navigateur.newContext({
    viewport: appareil === 'poste' ? { width: 1280, height: 800 } : { width: 820, height: 1180 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });

/** Se connecte par la fenetre de l'agent de carte : la page ne voit jamais le PIN. */
export async function seConnecter(page: Page, titulaire: string, pin: string): Promise<void> {
  await page.getByRole('button', { name: 'Se connecter avec ma carte' }).click();
  const fenetre = page.frameLocator('iframe');
  await fenetre.getByRole('radio', { name: new RegExp(titulaire) }).check();
  await fenetre.locator('#pin').fill(pin);
  await fenetre.locator('#pin').press('Enter');
  await page
    .getByRole('banner')
    .getByText(titulaire.split(' ')[0] ?? titulaire)
    .waitFor();
}

/** Ferme la session, si elle ne l'est pas deja : on ne laisse pas un poste ouvert la nuit. */
export async function seDeconnecter(page: Page): Promise<void> {
  const [sortir, entrer] = [/^Se déconnecter/, 'Se connecter avec ma carte'].map((name) =>
    page.getByRole('button', { name }),
  );
  if (sortir === undefined || entrer === undefined) return;
  await sortir.or(entrer).first().waitFor();
  if (await sortir.isVisible()) await sortir.click();
  await entrer.waitFor();
}

/** Donne le PIN a la fenetre de l'agent, ouverte dans la page. */
export async function donnerLePin(page: Page, pin: string): Promise<void> {
  const champ = page.frameLocator('iframe.fenetre-carte').locator('#pin');
  await champ.fill(pin);
  await champ.press('Enter');
}

/** Signe a la souris, dans le cadre de la tablette ou du poste : des boucles qui avancent. */
export async function tracerUneSignature(page: Page): Promise<void> {
  const toile = page.locator('canvas');
  await toile.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await toile.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const point = (rang: number): readonly [number, number] => [
    x + width * (0.15 + rang / 95 + 0.04 * Math.cos(rang / 3)),
    y + height * (0.5 - 0.28 * Math.sin(rang / 3) * Math.exp(-rang / 60)),
  ];
  await page.mouse.move(...point(0));
  await page.mouse.down();
  for (let rang = 1; rang < 60; rang += 1) await page.mouse.move(...point(rang));
  await page.mouse.up();
}
