import { useEffect, useLayoutEffect, useRef } from 'react';
import type { ReactNode } from 'react';

/** Vrai quand un h1 portant le focus vient de disparaitre : le suivant le reprend (page encore en lecture, puis lue). */
let aReprendre = false;

/** Titre de page : un seul h1, qui recoit le focus apres une navigation ; `onglet` nomme aussi l'onglet du navigateur. */
export function TitrePage({ onglet, children }: { readonly onglet: string; readonly children: ReactNode }) {
  const titre = useRef<HTMLHeadingElement>(null);
  useTitre(onglet);
  useLayoutEffect(() => {
    const h1 = titre.current;
    if (aReprendre) h1?.focus();
    aReprendre = false;
    return () => {
      aReprendre = h1 !== null && document.activeElement === h1;
    };
  }, []);
  return (
    <h1 ref={titre} tabIndex={-1}>
      {children}
    </h1>
  );
}

/** Porte le focus sur le h1 : a appeler quand le routeur a rendu la page (`router.subscribe('onRendered', …)`). */
export function focusTitre(): void {
  document.querySelector('h1')?.focus({ preventScroll: false });
}

/** Nomme l'onglet du navigateur : « Parapheur — PPN enquêteur ». */
export function useTitre(titre: string): void {
  useEffect(() => {
    const suffixe = document.documentElement.dataset['portail'] ?? 'PPN';
    document.title = titre === '' ? suffixe : `${titre} — ${suffixe}`;
  }, [titre]);
}
