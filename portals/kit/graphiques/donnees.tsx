import type { ReactNode } from 'react';

/** Les memes chiffres en table, a un geste du dessin. */
export const Donnees = ({
  entetes,
  lignes,
}: {
  readonly entetes: readonly string[];
  readonly lignes: readonly { readonly titre: string; readonly cases: readonly ReactNode[] }[];
}) => (
  <details className="donnees-du-graphique">
    <summary>Voir les données</summary>
    <div className="tableau-cadre">
      <table className="tableau">
        <thead>
          <tr>
            {entetes.map((entete) => (
              <th key={entete} scope="col">
                {entete}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lignes.map(({ titre, cases }) => (
            <tr key={titre}>
              <th scope="row">{titre}</th>
              {cases.map((valeur, rang) => (
                <td key={entetes[rang + 1]} className="chiffres">
                  {valeur}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </details>
);
