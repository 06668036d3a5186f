import { useEffect, useRef, useSyncExternalStore } from 'react';

/**
 * Un raccourci : une touche (`c`), une suite (`g p`) ou un accord (`ctrl+k`), d'apres `event.key` (jamais `code` : le
 * clavier est francais). Une touche simple ne part jamais d'un champ et peut etre coupee (RGAA 12.10).
 */
export type Raccourci = {
  readonly touche: string;
  readonly libelle: string;
  readonly groupe: string;
  readonly action: () => void;
};

const CLE = 'ppn-touches-simples';
const registre = new Set<{ readonly liste: readonly Raccourci[] }>();
const abonnes = new Set<() => void>();
let prefixe = '';
let efface: ReturnType<typeof setTimeout> | undefined;
let ecoute = false;

/** Declare des raccourcis tant que le composant est monte ; le dernier monte l'emporte. */
export function useRaccourcis(liste: readonly Raccourci[]): void {
  const boite = useRef({ liste });
  useEffect(() => {
    boite.current.liste = liste;
  });
  useEffect(() => {
    const entree = boite.current;
    registre.add(entree);
    if (!ecoute) {
      ecoute = true;
      document.addEventListener('keydown', surTouche);
    }
    return () => {
      registre.delete(entree);
    };
  }, []);
}

/** Les raccourcis declares a cet instant, pour l'aide et la palette. */
export const raccourcisActifs = (): readonly Raccourci[] => [...registre].flatMap(({ liste }) => liste);

/** Vrai si les touches simples sont permises sur ce poste. */
export const touchesSimples = (): boolean => localStorage.getItem(CLE) !== 'non';

/** Permet ou coupe les touches simples ; les accords (`Ctrl K`) restent. */
export function reglerRaccourcis(permis: boolean): void {
  if (permis) localStorage.removeItem(CLE);
  else localStorage.setItem(CLE, 'non');
  for (const prevenir of abonnes) prevenir();
}

/** Suit le reglage dans React. */
export const useRaccourcisActifs = (): boolean =>
  useSyncExternalStore((prevenir) => {
    abonnes.add(prevenir);
    return () => abonnes.delete(prevenir);
  }, touchesSimples);

function surTouche(evenement: KeyboardEvent): void {
  if (evenement.defaultPrevented || evenement.isComposing) return;
  const nom = nomDe(evenement);
  const accord = nom.includes('+');
  if (
    !accord &&
    (!touchesSimples() || dansUnChamp(evenement.target) || document.querySelector('dialog[open]') !== null)
  )
    return;
  const cherche = prefixe === '' || accord ? nom : `${prefixe} ${nom}`;
  const trouve = raccourcisActifs().findLast(({ touche }) => touche === cherche);
  poserPrefixe(trouve === undefined && estPrefixe(cherche) ? cherche : '');
  if (trouve === undefined) return;
  evenement.preventDefault();
  trouve.action();
}

function poserPrefixe(valeur: string): void {
  prefixe = valeur;
  clearTimeout(efface);
  if (valeur !== '') efface = setTimeout(() => (prefixe = ''), 1_500);
}

const estPrefixe = (cherche: string): boolean =>
  raccourcisActifs().some(({ touche }) => touche.startsWith(`${cherche} `));

/** `ctrl+k`, `c`, `?`, `échap` : nom d'une touche d'apres le caractere produit. */
export function nomDe(evenement: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string {
  const touche = evenement.key === 'Escape' ? 'échap' : evenement.key.toLowerCase();
  if (evenement.ctrlKey || evenement.metaKey) return `ctrl+${touche}`;
  return evenement.altKey ? `alt+${touche}` : touche;
}

function dansUnChamp(cible: EventTarget | null): boolean {
  if (!(cible instanceof HTMLElement)) return false;
  if (cible instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(cible.type);
  return cible.isContentEditable || cible.matches('textarea,select');
}
