import { Alerte, Panneau, Puce } from '@ppn/kit';
import type { Redaction } from '../application/types.ts';
import { viser } from './viser.ts';

/** Ce qui manque avant de signer : chaque phrase mene au champ. */
export function ACompleter({
  manques,
  surVisee,
}: {
  readonly manques: Redaction['manques'];
  readonly surVisee: () => void;
}) {
  return (
    <Panneau
      titre={
        manques.length === 1
          ? 'Pour signer, 1 point à compléter'
          : `Pour signer, ${manques.length} points à compléter`
      }
    >
      <ul className="points">
        {manques.map(({ champ, phrase }, rang) => (
          <li key={`${champ} ${rang}`}>
            <a
              href={`#champ-${champ}`}
              onClick={(evenement) => {
                evenement.preventDefault();
                surVisee();
                viser(champ);
              }}
            >
              {phrase}
            </a>
          </li>
        ))}
      </ul>
    </Panneau>
  );
}

/** Points d'attention : n'empechent pas de signer, disent l'article. */
export const PointsDAttention = ({ points }: { readonly points: Redaction['points'] }) => (
  <Alerte ton="attention" titre={points.length === 1 ? 'Point d’attention' : 'Points d’attention'}>
    <ul className="pile-serree">
      {points.map(({ phrase, article }) => (
        <li key={phrase}>
          {phrase} <Puce ton="alerte">{article}</Puce>
        </li>
      ))}
    </ul>
  </Alerte>
);
