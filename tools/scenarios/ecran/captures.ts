import type { Page } from 'playwright-core';
import type { Deroulement } from '../jouer-scenario.ts';

/** Les deux ecrans que l'on montre cote a cote. */
export type Ecrans = { readonly opj: Page; readonly parquet: Page };

/** Garde les deux ecrans au meme moment, sous une legende. */
export type Montrer = (legende: string) => Promise<void>;

/** `captures/NN-opj.png`, `NN-parquet.png` a chaque moment montre, et `captures/index.html` qui les met cote a cote. */
export function creerCaptures({ opj, parquet }: Ecrans, deposer: Deroulement['deposer']): Montrer {
  const legendes: string[] = [];
  return async (legende) => {
    await liaisonsRevenues({ opj, parquet });
    await Promise.all([fermerLesAnnonces(opj), fermerLesAnnonces(parquet)]);
    legendes.push(legende);
    const rang = numero(legendes.length);
    const [gauche, droite] = await Promise.all([opj.screenshot(), parquet.screenshot()]);
    deposer(`captures/${rang}-opj.png`, gauche);
    deposer(`captures/${rang}-parquet.png`, droite);
    deposer('captures/index.html', new TextEncoder().encode(pageDes(legendes)));
  };
}

/** Un saut dans le temps passe pour une coupure, le temps que les deux ministeres se reparlent. */
async function liaisonsRevenues({ opj, parquet }: Ecrans): Promise<void> {
  await opj.getByText('Le parquet ne voit plus rien').waitFor({ state: 'detached' });
  await parquet.getByText(/L’unité ne répond plus/).waitFor({ state: 'detached' });
}

/** Une annonce tient six secondes : en temps simule, elle cacherait l'ecran d'apres. */
async function fermerLesAnnonces(page: Page): Promise<void> {
  const fermer = page.getByRole('button', { name: 'Fermer l’annonce' });
  while ((await fermer.count()) > 0)
    await fermer
      .first()
      .click({ timeout: 1_000 })
      .catch(() => undefined);
}

const numero = (rang: number): string => String(rang).padStart(2, '0');

const pageDes = (legendes: readonly string[]): string => `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>S3, la garde à vue suivie à deux</title>
<style>
  body { margin: 2rem auto; max-width: 110rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
  section { margin-block: 2.5rem; }
  .cote-a-cote { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
  figure { margin: 0; }
  img { width: 100%; height: auto; border: 1px solid #999; }
</style>
<h1>S3, la garde à vue suivie à deux</h1>
<p>À gauche l’officier de police judiciaire, à droite le substitut, photographiés au même moment. Personnes et faits inventés.</p>
${legendes.map(sectionDe).join('\n')}
</html>
`;

const sectionDe = (legende: string, rang: number): string => `<section>
<h2>${rang + 1}. ${echapper(legende)}</h2>
<div class="cote-a-cote">
${(['opj', 'parquet'] as const).map((qui) => figureDe(`${numero(rang + 1)}-${qui}.png`, QUI[qui])).join('\n')}
</div>
</section>`;

const QUI = { opj: 'Portail de l’enquêteur', parquet: 'Bureau pénal' } as const;

const figureDe = (fichier: string, qui: string): string =>
  `<figure><a href="${fichier}"><img src="${fichier}" alt="${qui}" width="1280" height="800"></a><figcaption>${qui}</figcaption></figure>`;

const echapper = (texte: string): string => texte.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
