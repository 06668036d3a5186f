/** Ce que le president montre au public : une page d'une piece, ou rien. */
export type Dirige = {
  readonly idj: string;
  readonly piece: string;
  readonly titre: string;
  readonly typeMime: string;
  readonly page: number;
} | null;

const CANAL = 'ppn-audience-publique';

const estDirige = (valeur: unknown): valeur is NonNullable<Dirige> =>
  typeof valeur === 'object' &&
  valeur !== null &&
  'idj' in valeur &&
  typeof valeur.idj === 'string' &&
  'piece' in valeur &&
  typeof valeur.piece === 'string' &&
  'titre' in valeur &&
  typeof valeur.titre === 'string' &&
  'typeMime' in valeur &&
  typeof valeur.typeMime === 'string' &&
  'page' in valeur &&
  typeof valeur.page === 'number';

/** Ouvre le canal : `surDirige` recoit ce qui est montre ; un ecran qui s'ouvre le demande. */
export function ouvrirLeCanal(surDirige: (dirige: Dirige) => void): {
  readonly diriger: (dirige: Dirige) => void;
  readonly fermer: () => void;
} {
  const canal = new BroadcastChannel(CANAL);
  let dernier: Dirige = null;
  canal.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data === 'quoi') return dernier === null ? undefined : canal.postMessage(dernier);
    if (data === null || estDirige(data)) surDirige(data);
    return undefined;
  });
  return {
    diriger: (dirige) => {
      dernier = dirige;
      canal.postMessage(dirige);
    },
    fermer: () => canal.close(),
  };
}

/** Un ecran public qui s'ouvre demande ce qui est montre. */
export const demanderQuoi = (): void => {
  const canal = new BroadcastChannel(CANAL);
  canal.postMessage('quoi');
  canal.close();
};
