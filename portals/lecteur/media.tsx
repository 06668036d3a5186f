import { Bookmark, MessageSquareText } from 'lucide-react';
import { type KeyboardEvent, useRef } from 'react';
import { type Annotateur, ecrireInstant } from './ancre.ts';
import type { PieceCotee } from './cotes.ts';

type Proprietes = {
  readonly genre: 'audio' | 'video';
  readonly piece: PieceCotee;
  readonly adresse: string;
  readonly annotateur: Annotateur | undefined;
};

const IMAGE_S = 1 / 25;

/** Deplacements du lecteur de sons et de videos, en secondes. */
const PAS: Readonly<Record<string, number>> = { j: -10, l: 10, ',': -IMAGE_S, '.': IMAGE_S };

/** Un son ou une video : J, K, L, image par image, et des marques a l'instant lu. */
export const Media = ({ genre, piece, adresse, annotateur }: Proprietes) => {
  const lecteur = useRef<HTMLMediaElement>(null);
  const ici = () => ({
    piece: piece.id,
    page: 1,
    instant: Math.round((lecteur.current?.currentTime ?? 0) * 10) / 10,
    citation: '',
  });
  const sauter = (instant: number): void => {
    const element = lecteur.current;
    if (element === null) return;
    element.currentTime = Math.max(0, instant);
    element.focus();
  };
  const surTouche = (evenement: KeyboardEvent): void => {
    const element = lecteur.current;
    const touche = evenement.key.toLowerCase();
    if (element === null || evenement.altKey || evenement.metaKey) return;
    const pas = PAS[touche];
    if (pas !== undefined) sauter(element.currentTime + pas);
    else if (touche === 'k') void (element.paused ? element.play().catch(() => undefined) : element.pause());
    else if ((touche === 'm' || touche === '[') && annotateur !== undefined) annotateur.marquer(ici());
    else if (touche === 'c' && annotateur !== undefined) annotateur.commenter(ici());
    else return;
    evenement.preventDefault();
  };
  const marques = (annotateur?.marques ?? [])
    .filter(({ piece: visee, instant }) => visee === piece.id && instant !== null)
    .toSorted((a, b) => (a.instant ?? 0) - (b.instant ?? 0));
  const commun = {
    controls: true,
    preload: 'metadata',
    src: adresse,
    'aria-label': `Pièce ${piece.cote} : ${piece.titre}`,
  } as const;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- les touches viennent du lecteur et des boutons qu’elle contient
    <div className="lecteur-media" onKeyDown={surTouche}>
      {genre === 'audio' ? (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- pièce telle que reçue : aucun sous-titre n'existe
        <audio ref={(element) => void (lecteur.current = element)} className="lecteur-audio" {...commun} />
      ) : (
        // oxlint-disable-next-line jsx-a11y/media-has-caption -- pièce telle que reçue : aucun sous-titre n'existe
        <video ref={(element) => void (lecteur.current = element)} className="lecteur-video" {...commun} />
      )}
      {annotateur === undefined ? null : (
        <div className="lecteur-groupe">
          <button type="button" className="lecteur-bouton" onClick={() => annotateur.marquer(ici())}>
            <Bookmark aria-hidden="true" size={16} /> Marquer cet instant
          </button>
          <button type="button" className="lecteur-bouton" onClick={() => annotateur.commenter(ici())}>
            <MessageSquareText aria-hidden="true" size={16} /> Noter
          </button>
          <span className="lecteur-compte">J K L, virgule et point</span>
        </div>
      )}
      {marques.length === 0 ? null : (
        <ol className="lecteur-instants" aria-label={`Marques de la pièce ${piece.cote}`}>
          {marques.map(({ id, instant, texte, partagee, auteur, mienne }) => (
            <li key={id}>
              <button type="button" className="lecteur-lien" onClick={() => sauter(instant ?? 0)}>
                {piece.cote} @ {ecrireInstant(instant ?? 0)}
              </button>{' '}
              {texte}
              {mienne ? (partagee ? ' (partagée)' : '') : ` (${auteur})`}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
};
