import { useId, useRef } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';

type Onglet = { readonly cle: string; readonly libelle: ReactNode; readonly contenu: ReactNode };

/** Onglets (modele ARIA APG, activation par les fleches). */
export function Onglets({
  libelle,
  onglets,
  actif,
  surChoix,
}: {
  readonly libelle: string;
  readonly onglets: readonly Onglet[];
  readonly actif: string;
  readonly surChoix: (cle: string) => void;
}) {
  const id = useId();
  const barre = useRef<HTMLDivElement>(null);
  const courant = onglets.find((onglet) => onglet.cle === actif) ?? onglets[0];
  const clavier = (evenement: KeyboardEvent): void => {
    const pas = evenement.key === 'ArrowRight' ? 1 : evenement.key === 'ArrowLeft' ? -1 : 0;
    if (pas === 0 || courant === undefined) return;
    const rang = (onglets.indexOf(courant) + pas + onglets.length) % onglets.length;
    const suivant = onglets[rang];
    if (suivant === undefined) return;
    surChoix(suivant.cle);
    barre.current?.querySelectorAll<HTMLElement>('[role=tab]')[rang]?.focus();
  };
  return (
    <>
      <div
        className="onglets"
        role="tablist"
        tabIndex={-1}
        aria-label={libelle}
        ref={barre}
        onKeyDown={clavier}
      >
        {onglets.map((onglet) => (
          <button
            key={onglet.cle}
            type="button"
            role="tab"
            id={`${id}-${onglet.cle}`}
            aria-controls={`${id}-panneau`}
            aria-selected={onglet === courant}
            tabIndex={onglet === courant ? 0 : -1}
            className="onglet"
            onClick={() => surChoix(onglet.cle)}
          >
            {onglet.libelle}
          </button>
        ))}
      </div>
      <div id={`${id}-panneau`} role="tabpanel" tabIndex={0} aria-labelledby={`${id}-${courant?.cle ?? ''}`}>
        {courant?.contenu}
      </div>
    </>
  );
}
