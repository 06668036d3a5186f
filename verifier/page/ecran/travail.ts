import type { DuMoteur, VersLeMoteur } from '../moteur/messages.ts';

/** Un travail du moteur, dans son fil : `issue` le rend ; `annuler` l'arrete net, et `issue` ne vient alors jamais. */
export type Travail = { readonly annuler: () => void };

/** Ce que le travail fait savoir. */
export type Suite = { readonly surMessage: (message: DuMoteur) => void };

/** Ce qu'il y a a verifier. */
export type Demande = Omit<VersLeMoteur & { readonly genre: 'verifier' }, 'genre' | 'source'>;

/** Lance le moteur, porte par la page elle-meme, dans un fil neuf : rien d'un fichier precedent n'y reste. */
export function lancer(source: Blob, demande: Demande, { surMessage }: Suite): Travail {
  const adresse = URL.createObjectURL(source);
  const fil = new Worker(adresse);
  const annuler = (): void => {
    fil.terminate();
    URL.revokeObjectURL(adresse);
  };
  fil.addEventListener('message', ({ data }: MessageEvent<DuMoteur>) => {
    if (data.genre !== 'avancement') annuler();
    surMessage(data);
  });
  fil.addEventListener('error', ({ message }) => {
    annuler();
    surMessage({ genre: 'panne', motif: message });
  });
  fil.postMessage({ genre: 'verifier', source, ...demande } satisfies VersLeMoteur);
  return { annuler };
}
