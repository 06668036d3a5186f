import { Bookmark, MessageSquareText } from 'lucide-react';
import type { Marque } from './ancre.ts';

/** Ce qui est marque ou note sur une page, en haut a droite, sans cacher le texte. */
export const MarquesDePage = ({ marques }: { readonly marques: readonly Marque[] }) =>
  marques.length === 0 ? null : (
    <ul className="lecteur-marques" aria-label="Marques et notes de cette page">
      {marques.map(({ id, texte, citation, partagee, mienne, auteur }) => (
        <li key={id} title={[mienne ? '' : auteur, texte, citation].filter(Boolean).join(' · ') || 'Marque'}>
          {texte === '' ? (
            <Bookmark aria-hidden="true" size={14} />
          ) : (
            <MessageSquareText aria-hidden="true" size={14} />
          )}
          <span className="lecteur-cache">
            {texte === '' ? 'Marque' : `Note : ${texte}`}
            {partagee ? ', partagée' : ', privée'}
          </span>
        </li>
      ))}
    </ul>
  );
