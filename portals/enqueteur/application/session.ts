import { createContext, use } from 'react';
import type { VueSession } from './types.ts';

/** Ce que le cadre donne a tout le portail. */
export type DuCadre = { readonly session: VueSession; readonly nouvelleProcedure: () => void };

/** Porteur de la session ; rempli par le cadre. */
export const ContexteCadre = createContext<DuCadre | undefined>(undefined);

/** Session ouverte et gestes communs ; lance si le composant est hors du cadre (defaut du programme). */
export function useCadre(): DuCadre {
  const cadre = use(ContexteCadre);
  if (cadre === undefined) throw new Error('Composant rendu hors du cadre.');
  return cadre;
}
