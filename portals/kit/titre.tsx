import type { ReactNode } from 'react';
import { useTitre } from './coquille.tsx';

/** Titre de page : un seul h1, qui recoit le focus apres une navigation ; `onglet` nomme aussi l'onglet du navigateur. */
export function TitrePage({ onglet, children }: { readonly onglet: string; readonly children: ReactNode }) {
  useTitre(onglet);
  return <h1 tabIndex={-1}>{children}</h1>;
}

/** Porte le focus sur le h1 : a appeler quand le routeur a rendu la page (`router.subscribe('onRendered', …)`). */
export function focusTitre(): void {
  document.querySelector('h1')?.focus({ preventScroll: false });
}
