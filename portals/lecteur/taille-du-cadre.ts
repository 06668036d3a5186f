import { type RefObject, useEffect, useState } from 'react';

const margeLaterale = 12;

/** Largeur utile (marges deduites) et hauteur du cadre de lecture, en pixels ; 0 avant la premiere mesure. */
export const useTailleDuCadre = (
  cadre: RefObject<HTMLElement | null>,
): { readonly largeur: number; readonly hauteur: number } => {
  const [taille, setTaille] = useState({ largeur: 0, hauteur: 0 });
  useEffect(() => {
    const element = cadre.current;
    if (element === null) return;
    const observateur = new ResizeObserver(() => {
      const mesuree = {
        largeur: Math.max(0, element.clientWidth - 2 * margeLaterale),
        hauteur: element.clientHeight,
      };
      setTaille((avant) =>
        avant.largeur === mesuree.largeur && avant.hauteur === mesuree.hauteur ? avant : mesuree,
      );
    });
    observateur.observe(element);
    return () => observateur.disconnect();
  }, [cadre]);
  return taille;
};
