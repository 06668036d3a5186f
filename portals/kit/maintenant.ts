import { useSyncExternalStore } from 'react';

let courant = Date.now();
const abonnes = new Set<() => void>();
let minuteur: ReturnType<typeof setInterval> | undefined;

/** L'instant (ms), rafraichi toutes les 30 s : un seul minuteur pour tout l'ecran. */
export const useMaintenant = (): number => useSyncExternalStore(abonner, () => courant);

function abonner(prevenir: () => void): () => void {
  courant = Date.now();
  abonnes.add(prevenir);
  minuteur ??= setInterval(() => {
    courant = Date.now();
    for (const un of abonnes) un();
  }, 30_000);
  return () => {
    abonnes.delete(prevenir);
    if (abonnes.size > 0) return;
    clearInterval(minuteur);
    minuteur = undefined;
  };
}
