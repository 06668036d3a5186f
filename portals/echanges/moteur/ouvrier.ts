import { sha256De } from './sha256-de.ts';

/** Demande faite au fil : le SHA-256 d'un fichier. */
export type Demande = { readonly id: number; readonly fichier: Blob };
/** Reponse du fil : octets lus, puis la somme, ou la cause d'une lecture manquee. */
export type Reponse = { readonly id: number } & (
  | { readonly lus: number }
  | { readonly somme: string }
  | { readonly panne: string }
);

let suite: Promise<void> = Promise.resolve();

// Un fichier apres l'autre : deux lectures a la fois iraient moins vite sur un disque, et pas plus sur un coeur.
addEventListener('message', ({ data }: MessageEvent<Demande>) => {
  suite = suite.then(() => calculer(data));
});

async function calculer({ id, fichier }: Demande): Promise<void> {
  const repondre = (reponse: Reponse): void => postMessage(reponse);
  try {
    repondre({ id, somme: await sha256De(fichier, (lus) => repondre({ id, lus })) });
  } catch (cause) {
    repondre({ id, panne: String(cause) });
  }
}
