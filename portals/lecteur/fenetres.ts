import { useCallback, useEffect, useRef } from 'react';

const nomDuCanal = (idj: string): string => `ppn-lecture-${idj}`;

/**
 * Relie les fenetres d'un meme navigateur qui lisent ce dossier : `publier` dit ou l'on lit, `surLieu` recoit ou l'autre lit.
 * Seul l'endroit passe : ni note, ni contenu. `suivre` faux : cette fenetre n'ecoute ni ne parle.
 */
export const useFenetres = (
  idj: string,
  surLieu: (lieu: string) => void,
  suivre = true,
): { readonly publier: (lieu: string) => void } => {
  const canal = useRef<BroadcastChannel>(undefined);
  const dernier = useRef(surLieu);
  useEffect(() => {
    dernier.current = surLieu;
  });
  useEffect(() => {
    if (!suivre || typeof BroadcastChannel === 'undefined') return undefined;
    const ouvert = new BroadcastChannel(nomDuCanal(idj));
    ouvert.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (typeof data === 'string' && data.length < 40) dernier.current(data);
    });
    canal.current = ouvert;
    return () => {
      canal.current = undefined;
      ouvert.close();
    };
  }, [idj, suivre]);
  const publier = useCallback((lieu: string): void => canal.current?.postMessage(lieu), []);
  return { publier };
};
