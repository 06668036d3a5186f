import { useSyncExternalStore } from 'react';

/** Theme choisi ; `auto` suit le poste. */
export type Theme = 'auto' | 'clair' | 'sombre';
const CLE = 'ppn-theme';
const abonnes = new Set<() => void>();

/** Le theme garde sur ce poste (`auto` au depart). */
export function themeCourant(): Theme {
  const garde = localStorage.getItem(CLE);
  return garde === 'clair' || garde === 'sombre' ? garde : 'auto';
}

/** Applique le theme garde ; a appeler avant le premier rendu. */
export function initialiserTheme(): void {
  const theme = themeCourant();
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
}

/** Passe du theme montre a l'autre et le retient. */
export function basculerTheme(): void {
  const sombre =
    themeCourant() === 'sombre' ||
    (themeCourant() === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  localStorage.setItem(CLE, sombre ? 'clair' : 'sombre');
  initialiserTheme();
  for (const prevenir of abonnes) prevenir();
}

/** Theme courant, suivi par React. */
export const useTheme = (): Theme =>
  useSyncExternalStore((prevenir) => {
    abonnes.add(prevenir);
    return () => abonnes.delete(prevenir);
  }, themeCourant);
