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

/** Points d'attention, article a l'appui : passer outre demande un motif ; une simple information, non. */
export function PointsDAttention({ points }: { readonly points: Redaction['points'] }) {
  const signales = points.filter(({ information }) => information !== true);
  const dits = points.filter(({ information }) => information === true);
  return (
    <>
      {signales.length === 0 ? null : (
        <Alerte ton="attention" titre={signales.length === 1 ? 'Point d’attention' : 'Points d’attention'}>
          <Liste points={signales} />
        </Alerte>
      )}
      {dits.length === 0 ? null : (
        <Alerte ton="info" titre="À savoir">
          <Liste points={dits} />
        </Alerte>
      )}
    </>
  );
}

const Liste = ({ points }: { readonly points: Redaction['points'] }) => (
  <ul className="pile-serree">
    {points.map(({ phrase, article }) => (
      <li key={phrase}>
        {phrase} <Puce ton="alerte">{article}</Puce>
      </li>
    ))}
  </ul>
);
