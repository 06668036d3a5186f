import { X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import type { ReactNode } from 'react';
import { BoutonIcone } from './bouton.tsx';

type Proprietes = {
  readonly titre: string;
  readonly surFermeture: () => void;
  readonly large?: boolean;
  readonly classe?: string;
  /** Cache l'en-tete (palette) ; le titre reste lu. */
  readonly nu?: boolean;
  readonly children: ReactNode;
};

const PREMIER = '.dialogue-corps :is(input, select, textarea, button, a[href]), .palette-champ';

/** Dialogue modal natif (`<dialog>`) : le navigateur piege et rend le focus ; Échap ferme. Monte = ouvert. */
export function Dialogue({
  titre,
  surFermeture,
  large = false,
  classe = '',
  nu = false,
  children,
}: Proprietes) {
  const boite = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialogue = boite.current;
    const avant = document.activeElement;
    dialogue?.showModal();
    // Sans cela, le navigateur vise « Fermer » : la premiere frappe refermerait.
    dialogue?.querySelector<HTMLElement>(PREMIER)?.focus();
    return () => {
      dialogue?.close();
      if (avant instanceof HTMLElement && avant.isConnected) avant.focus();
    };
  }, []);
  return (
    <dialog
      ref={boite}
      aria-labelledby={id}
      className={`dialogue ${large ? 'dialogue-large' : ''} ${classe}`}
      onCancel={(evenement) => {
        if (evenement.target !== evenement.currentTarget) return;
        evenement.preventDefault();
        surFermeture();
      }}
    >
      {nu ? (
        <h2 id={id} className="hors-ecran">
          {titre}
        </h2>
      ) : (
        <div className="dialogue-tete">
          <h2 id={id}>{titre}</h2>
          <BoutonIcone libelle="Fermer" onClick={surFermeture}>
            <X size={18} aria-hidden="true" />
          </BoutonIcone>
        </div>
      )}
      {nu ? children : <div className="dialogue-corps">{children}</div>}
    </dialog>
  );
}
