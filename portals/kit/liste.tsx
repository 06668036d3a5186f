import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useRaccourcis } from './raccourcis.ts';

/** Liste dense : J et K (ou fleches, focus dans la liste) vont d'un rang au suivant ; Entrée ouvre le rang. */
export function Liste({ libelle, children }: { readonly libelle: string; readonly children: ReactNode }) {
  const cadre = useRef<HTMLUListElement>(null);
  const aller = (pas: number): void => {
    const rangs = [...(cadre.current?.querySelectorAll<HTMLElement>('[data-rang]') ?? [])];
    const courant = rangs.findIndex((rang) => rang.contains(document.activeElement));
    const suivant = courant < 0 ? 0 : Math.min(Math.max(courant + pas, 0), rangs.length - 1);
    const cible = rangs[suivant];
    (cible?.matches('a,button') === true
      ? cible
      : (cible?.querySelector<HTMLElement>('a,button') ?? cible)
    )?.focus();
  };
  useRaccourcis([
    { touche: 'j', libelle: 'Ligne suivante', groupe: 'Listes', action: () => aller(1) },
    { touche: 'k', libelle: 'Ligne précédente', groupe: 'Listes', action: () => aller(-1) },
  ]);
  return (
    // Les fleches completent J et K ; chaque rang reste un lien ou un bouton atteint par Tab.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ul
      ref={cadre}
      className="liste"
      aria-label={libelle}
      onKeyDown={(evenement) => {
        if (evenement.target instanceof HTMLInputElement && evenement.target.type !== 'checkbox') return;
        const pas = evenement.key === 'ArrowDown' ? 1 : evenement.key === 'ArrowUp' ? -1 : 0;
        if (pas === 0) return;
        evenement.preventDefault();
        aller(pas);
      }}
    >
      {children}
    </ul>
  );
}

/** Un rang de liste : passez-y un lien ou un bouton de classe `rang` portant `data-rang`. */
export const Rang = ({ children }: { readonly children: ReactNode }) => <li>{children}</li>;
