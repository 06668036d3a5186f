import { EtatVide } from '@ppn/kit';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';

type Ligne = { readonly cle: string; readonly cellules: readonly ReactNode[] };

type Proprietes = {
  /** Ce que le tableau montre ; lu avant lui. */
  readonly legende: string;
  readonly titres: readonly string[];
  /** Rangs des colonnes de nombres. */
  readonly nombres: readonly number[];
  readonly lignes: readonly Ligne[];
  readonly vide: string;
};

/** Un tableau de la supervision ; sans ligne, une phrase. */
export function Tableau({ legende, titres, nombres, lignes, vide }: Proprietes) {
  if (lignes.length === 0)
    return (
      <EtatVide>
        <p>{vide}</p>
      </EtatVide>
    );
  const classe = (rang: number): string | undefined => (nombres.includes(rang) ? 'chiffres' : undefined);
  return (
    // Un tableau plus large que l'ecran defile au clavier.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="tableau-cadre supervision-cadre" tabIndex={0} aria-label={legende}>
      <table className="tableau supervision-tableau">
        <caption className="hors-ecran">{legende}</caption>
        <thead>
          <tr>
            {titres.map((titre, rang) => (
              <th key={titre} scope="col" className={classe(rang)}>
                {titre}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ cle, cellules: [premiere, ...suite] }) => (
            <tr key={cle}>
              <th scope="row">{premiere}</th>
              {suite.map((cellule, rang) => (
                <td key={titres[rang + 1]} className={classe(rang + 1)}>
                  {cellule}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Emporter un tableau : CSV qu'aucun tableur n'execute. */
export const EnCsv = ({ adresse, quoi }: { readonly adresse: string; readonly quoi: string }) => (
  <a className="bouton" href={adresse} download aria-label={`${quoi} en CSV`}>
    <Download size={16} aria-hidden="true" />
    CSV
  </a>
);

/** Les nombres d'une courbe, dessous, a la demande. */
export const Chiffres = ({ children }: { readonly children: ReactNode }) => (
  <details className="supervision-chiffres">
    <summary>Voir les chiffres</summary>
    {children}
  </details>
);
