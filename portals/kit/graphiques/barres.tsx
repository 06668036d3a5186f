import type { ReactNode } from 'react';
import { nombre } from '../formats.ts';
import { Donnees } from './donnees.tsx';

/** Une barre : sa valeur, et le lien vers la liste qu'elle compte. */
export type Barre = {
  readonly cle: string;
  readonly libelle: string;
  readonly valeur: number;
  readonly precision?: string;
};

/** Barres horizontales. Le dessin est decoratif : chaque ligne est un lien qui dit son libelle et son chiffre ; la table les redit. */
export function Barres({
  titre,
  unite,
  barres,
  lien,
}: {
  readonly titre: string;
  readonly unite: string;
  readonly barres: readonly Barre[];
  readonly lien: (barre: Barre, contenu: ReactNode) => ReactNode;
}) {
  const maximum = Math.max(1, ...barres.map(({ valeur }) => valeur));
  return (
    <figure className="graphique" aria-label={titre}>
      <ul className="barres">
        {barres.map((barre) => (
          <li key={barre.cle}>
            {lien(
              barre,
              <>
                <span className="barre-libelle">{barre.libelle}</span>
                <svg
                  className="barre-trait"
                  viewBox="0 0 100 10"
                  preserveAspectRatio="none"
                  aria-hidden="true"
                >
                  <rect className="fond" x="0" y="0" width="100" height="10" />
                  <rect className="valeur" x="0" y="0" width={(barre.valeur / maximum) * 100} height="10" />
                </svg>
                <span className="barre-valeur chiffres">{nombre(barre.valeur)}</span>
                {barre.precision === undefined ? null : (
                  <span className="petit discret barre-precision">{barre.precision}</span>
                )}
              </>,
            )}
          </li>
        ))}
      </ul>
      <Donnees
        entetes={[titre, unite]}
        lignes={barres.map((barre) => ({
          titre: barre.libelle,
          cases: [lien(barre, nombre(barre.valeur))],
        }))}
      />
    </figure>
  );
}
