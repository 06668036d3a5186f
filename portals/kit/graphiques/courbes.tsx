import type { ReactNode } from 'react';
import { nombre } from '../formats.ts';
import { Donnees } from './donnees.tsx';
import { points } from './echelle.ts';

/** Une serie : une valeur par periode. */
export type Serie = { readonly cle: string; readonly libelle: string; readonly valeurs: readonly number[] };

const LARGEUR = 600;
const HAUTEUR = 160;

/**
 * Series par periode, en lignes : chacune a sa couleur, son tiret et son nom. Le dessin est decoratif ; les chiffres se
 * lisent dans la table, dont chaque case est un lien.
 */
export function Courbes({
  titre,
  periodes,
  series,
  lien,
}: {
  readonly titre: string;
  readonly periodes: readonly { readonly cle: string; readonly libelle: string }[];
  readonly series: readonly Serie[];
  readonly lien: (serie: Serie, periode: string, contenu: ReactNode) => ReactNode;
}) {
  const maximum = Math.max(1, ...series.flatMap(({ valeurs }) => valeurs));
  return (
    <figure className="graphique" aria-label={titre}>
      <svg
        className="courbes"
        viewBox={`-4 -8 ${LARGEUR + 8} ${HAUTEUR + 16}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {[0, 0.5, 1].map((part) => (
          <line key={part} className="repere" x1="0" x2={LARGEUR} y1={HAUTEUR * part} y2={HAUTEUR * part} />
        ))}
        {series.map(({ cle, valeurs }, rang) => (
          <polyline
            key={cle}
            className={`serie serie-${rang}`}
            points={points(valeurs, { maximum, largeur: LARGEUR, hauteur: HAUTEUR })}
          />
        ))}
      </svg>
      <ul className="legende">
        {series.map(({ cle, libelle, valeurs }, rang) => (
          <li key={cle}>
            <svg className="legende-trait" viewBox="0 0 28 6" aria-hidden="true">
              <line className={`serie serie-${rang}`} x1="0" x2="28" y1="3" y2="3" />
            </svg>
            {libelle} :{' '}
            {lien(
              { cle, libelle, valeurs },
              periodes.at(-1)?.cle ?? '',
              `${nombre(valeurs.at(-1) ?? 0)} cette semaine`,
            )}
          </li>
        ))}
      </ul>
      <Donnees
        entetes={['Semaine du', ...series.map(({ libelle }) => libelle)]}
        lignes={periodes.map(({ cle, libelle }, rang) => ({
          titre: libelle,
          cases: series.map((serie) => lien(serie, cle, nombre(serie.valeurs[rang] ?? 0))),
        }))}
      />
    </figure>
  );
}
