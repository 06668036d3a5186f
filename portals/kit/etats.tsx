import type { ReactNode } from 'react';
import { Bouton } from './bouton.tsx';

/** Ton d'une puce ou d'une alerte ; la couleur double toujours un texte. */
export type Ton = 'neutre' | 'succes' | 'alerte' | 'danger' | 'info' | 'accent';

/** Petite etiquette d'etat. */
export const Puce = ({
  ton = 'neutre',
  titre,
  children,
}: {
  readonly ton?: Ton;
  /** Texte entier, au survol, quand la puce est coupee par la largeur. */
  readonly titre?: string;
  readonly children: ReactNode;
}) => (
  <span className={`puce puce-${ton}`} title={titre}>
    {children}
  </span>
);

/** Encart d'information, d'attention, de danger ou de succes. `vive` : annonce par le lecteur d'ecran. */
export function Alerte({
  ton = 'info',
  titre,
  vive = false,
  children,
}: {
  readonly ton?: 'info' | 'attention' | 'danger' | 'succes';
  readonly titre?: string;
  readonly vive?: boolean;
  readonly children?: ReactNode;
}) {
  return (
    <div className={`alerte alerte-${ton}`} {...(vive ? { role: 'alert' } : {})}>
      {titre === undefined ? null : <strong>{titre}</strong>}
      {children}
    </div>
  );
}

/** Rien a montrer : une phrase, et ce qu'on peut faire. */
export const EtatVide = ({ children }: { readonly children: ReactNode }) => (
  <div className="etat-vide">{children}</div>
);

/** Attente d'une lecture. */
export const Chargement = ({ libelle = 'Chargement…' }: { readonly libelle?: string }) => (
  <output className="ossature" aria-label={libelle}>
    <span />
    <span />
    <span />
  </output>
);

/** Un refus tel que montre a l'utilisateur (RFC 9457 : `detail` dit quoi faire). */
export type ProblemeVu = {
  readonly title: string;
  readonly detail: string;
  readonly code?: string;
  readonly liens?: readonly { readonly libelle: string; readonly cible: string }[];
};

/** Un refus ou une panne, en francais, avec les liens vers ce qui manque et la reprise. */
export function Echec({
  probleme,
  reessayer,
}: {
  readonly probleme: ProblemeVu;
  readonly reessayer?: () => void;
}) {
  return (
    <Alerte ton="danger" titre={probleme.title} vive>
      <p>{probleme.detail}</p>
      {probleme.liens === undefined || probleme.liens.length === 0 ? null : (
        <ul>
          {probleme.liens.map((lien) => (
            <li key={lien.cible + lien.libelle}>
              <a href={lien.cible}>{lien.libelle}</a>
            </li>
          ))}
        </ul>
      )}
      {reessayer === undefined ? null : <Bouton onClick={reessayer}>Réessayer</Bouton>}
    </Alerte>
  );
}

/** Un panneau titre : `niveau` 2 par defaut. */
export function Panneau({
  titre,
  actions,
  id,
  nu = false,
  children,
}: {
  readonly titre: ReactNode;
  readonly actions?: ReactNode;
  readonly id?: string;
  /** Sans marge interieure (listes). */
  readonly nu?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className="panneau" {...(id === undefined ? {} : { id })}>
      <header className="panneau-tete">
        <h2>{titre}</h2>
        {actions === undefined ? null : <div className="rangee">{actions}</div>}
      </header>
      {nu ? children : <div className="panneau-corps">{children}</div>}
    </section>
  );
}
