import type { Result } from '@ppn/core';

/** Donnees vives d'un service : previent a chaque changement d'un dossier, comme le portail d'un agent. */
export type Ecoute = { readonly arreter: () => void };

/** Suit le flux SSE d'un service, ouvert par `ouvrir` ; `surDossier` recoit l'IDJ du dossier qui vient de changer. */
export const ecouterDossiers = (
  ouvrir: () => Promise<Result<Response, unknown>>,
  surDossier: (idj: string) => void,
): Promise<Ecoute> => ecouter('dossier', ouvrir, surDossier);

/** Le meme, pour un genre d'evenement. */
export async function ecouter(
  genre: 'dossier' | 'fil',
  ouvrir: () => Promise<Result<Response, unknown>>,
  surDossier: (idj: string) => void,
): Promise<Ecoute> {
  const flux = await ouvrir();
  if (!flux.ok || flux.valeur.body === null) throw new Error('Les données vives ne s’ouvrent pas.');
  const lecteur = flux.valeur.body.pipeThrough(new TextDecoderStream()).getReader();
  void suivre(lecteur, genre, surDossier).catch(() => undefined);
  return { arreter: () => void lecteur.cancel().catch(() => undefined) };
}

async function suivre(
  lecteur: ReadableStreamDefaultReader<string>,
  genre: string,
  surDossier: (idj: string) => void,
): Promise<void> {
  let reste = '';
  for (;;) {
    const { done, value } = await lecteur.read();
    if (done) return;
    const lignes = (reste + value).split('\n');
    reste = lignes.pop() ?? '';
    for (const ligne of lignes) {
      const lu = /^data: \{"genre":"(?<genre>[^"]+)","idj":"(?<idj>[^"]+)"\}/.exec(ligne)?.groups;
      if (lu?.['genre'] === genre && lu['idj'] !== undefined) surDossier(lu['idj']);
    }
  }
}
