import { useEffect, useRef } from 'react';

/** Touches du lecteur (interfaces §6) : N/P piece suivante et precedente, T aller a, V vue, / chercher. */
export type ToucheDuLecteur = 'n' | 'p' | 't' | 'v' | '/';

const estTouche = (touche: string): touche is ToucheDuLecteur => ['n', 'p', 't', 'v', '/'].includes(touche);

const dansUneSaisie = (cible: EventTarget | null): boolean =>
  cible instanceof Element &&
  cible.closest(
    'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], [role="menu"]',
  ) !== null;

const dialogueOuvert = (): boolean =>
  document.querySelector('dialog[open], [role="dialog"], [role="alertdialog"]') !== null;

/** Ecoute les touches seules, jamais dans un champ ni sous un dialogue ; `actif` faux les coupe (RGAA 12.10). */
export const useRaccourcisDuLecteur = (actif: boolean, agir: (touche: ToucheDuLecteur) => void): void => {
  const dernier = useRef(agir);
  useEffect(() => {
    dernier.current = agir;
  });
  useEffect(() => {
    if (!actif) return;
    const ecouter = (evenement: KeyboardEvent): void => {
      if (
        evenement.defaultPrevented ||
        evenement.ctrlKey ||
        evenement.metaKey ||
        evenement.altKey ||
        evenement.repeat
      )
        return;
      const touche = evenement.key.toLowerCase();
      if (!estTouche(touche) || dansUneSaisie(evenement.target) || dialogueOuvert()) return;
      evenement.preventDefault();
      dernier.current(touche);
    };
    globalThis.addEventListener('keydown', ecouter);
    return () => globalThis.removeEventListener('keydown', ecouter);
  }, [actif]);
};
