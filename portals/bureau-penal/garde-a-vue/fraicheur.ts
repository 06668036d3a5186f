import { useSyncExternalStore } from 'react';
import type { EtatVif } from '@ppn/api-client';
import { heureDuService } from '@ppn/kit';

/** Ce que l'ecran sait du flux : son etat, et quand (ms, a l'heure du service) il a parle pour la derniere fois. */
type Fraicheur = { readonly etat: EtatVif; readonly signeA: number | undefined };

let courante: Fraicheur = { etat: { etat: 'reconnexion' }, signeA: undefined };
const abonnes = new Set<() => void>();
const poser = (suite: Fraicheur): void => {
  courante = suite;
  for (const prevenir of abonnes) prevenir();
};

/** Note que le service vient de parler. */
export const noterUnSigne = (): void => poser({ ...courante, signeA: heureDuService().ms });
/** Note l'etat du flux vif. */
export const noterLEtat = (etat: EtatVif): void => poser({ ...courante, etat });

/** Suit la fraicheur du flux dans React. */
export const useFraicheur = (): Fraicheur =>
  useSyncExternalStore(
    (prevenir) => {
      abonnes.add(prevenir);
      return () => abonnes.delete(prevenir);
    },
    () => courante,
  );
