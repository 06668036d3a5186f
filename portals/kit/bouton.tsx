import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';

/** Un bouton ; `touche` montre son raccourci, `enCours` l'occupe sans lui oter le focus. */
export type ProprietesBouton = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> & {
  readonly genre?: 'primaire' | 'normal' | 'discret' | 'danger';
  readonly touche?: string;
  readonly icone?: ReactNode;
  readonly enCours?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
};

/** Bouton du kit. Jamais `disabled` : un bouton inerte dit pourquoi par son texte ou par un message. */
export function Bouton({
  genre = 'normal',
  touche,
  icone,
  enCours = false,
  children,
  className,
  onClick,
  ...reste
}: ProprietesBouton) {
  const classes = ['bouton', genre === 'normal' ? '' : `bouton-${genre}`, className ?? '']
    .filter(Boolean)
    .join(' ');
  return (
    <button
      type="button"
      {...reste}
      className={classes}
      aria-disabled={enCours || undefined}
      onClick={enCours ? empecher : onClick}
    >
      {icone}
      {children}
      {touche === undefined ? null : <Touche nom={touche} />}
    </button>
  );
}

/** Bouton fait d'une seule icone ; `libelle` est lu et montre au survol. */
export function BoutonIcone({
  libelle,
  children,
  className,
  ...reste
}: ButtonHTMLAttributes<HTMLButtonElement> & { readonly libelle: string }) {
  return (
    <button
      type="button"
      {...reste}
      aria-label={libelle}
      title={libelle}
      className={`bouton bouton-icone ${className ?? ''}`}
    >
      {children}
    </button>
  );
}

/** Une touche de clavier, decorative : le raccourci est dit dans l'aide. */
export const Touche = ({ nom }: { readonly nom: string }) => (
  <span className="touche" aria-hidden="true">
    {nom}
  </span>
);

const empecher = (evenement: { preventDefault: () => void }): void => evenement.preventDefault();
