import { taille } from '@ppn/kit';
import { Download, ExternalLink, RotateCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { PieceCotee } from './cotes.ts';
import type { Annotateur } from './ancre.ts';
import { Media } from './media.tsx';
import { familleDePiece } from './piece-a-lire.ts';
import { TexteReconnu } from './texte-reconnu.tsx';

/** Adresses d'une piece, toutes de meme origine. */
export type Adresses = {
  readonly lire: string;
  readonly telecharger: string;
  readonly apercu: string;
  readonly texte: string;
};

type Proprietes = {
  readonly piece: PieceCotee;
  readonly adresses: Adresses;
  readonly erreur: string | undefined;
  readonly surReessai: () => void;
  readonly annotateur?: Annotateur | undefined;
};

const Alerte = ({ children }: { readonly children: ReactNode }) => (
  <p className="lecteur-alerte" role="alert">
    <TriangleAlert aria-hidden="true" size={18} /> <span>{children}</span>
  </p>
);

const Telecharger = ({ piece, adresses }: Pick<Proprietes, 'piece' | 'adresses'>) => (
  <a className="lecteur-lien" href={adresses.telecharger} download>
    <Download aria-hidden="true" size={16} /> Télécharger la pièce {piece.cote} ({taille(piece.taille)})
  </a>
);

const Photographie = ({ piece, adresses }: Pick<Proprietes, 'piece' | 'adresses'>) => {
  const [echec, setEchec] = useState(false);
  return (
    <figure className="lecteur-photo">
      {echec ? (
        <Alerte>L’aperçu de cette photographie ne peut pas être affiché. L’original reste disponible.</Alerte>
      ) : (
        <img
          src={adresses.apercu}
          alt={`Pièce ${piece.cote} : ${piece.titre}`}
          decoding="async"
          onError={() => setEchec(true)}
        />
      )}
      <figcaption>
        Aperçu réduit.{' '}
        <a className="lecteur-lien" href={adresses.lire} target="_blank" rel="noreferrer">
          <ExternalLink aria-hidden="true" size={16} /> Voir l’original ({taille(piece.taille)}, nouvel
          onglet)
        </a>
        <TexteReconnu adresse={adresses.texte} cote={piece.cote} />
      </figcaption>
    </figure>
  );
};

const Fiche = ({ piece, adresses }: Pick<Proprietes, 'piece' | 'adresses'>) => (
  <div className="lecteur-fiche">
    <p>Ce type de fichier ne s’affiche pas ici.</p>
    <dl>
      <dt>Nom</dt>
      <dd>{piece.titre}</dd>
      <dt>Type</dt>
      <dd>{piece.typeMime}</dd>
      <dt>Taille</dt>
      <dd>{taille(piece.taille)}</dd>
      <dt>SHA-256</dt>
      <dd className="lecteur-empreinte">{piece.empreinte}</dd>
    </dl>
    <Telecharger piece={piece} adresses={adresses} />
  </div>
);

/** Contenu d'une piece qui n'est pas un PDF lisible : photographie, son, video, fichier, ou panne dite en une phrase. */
export const ContenuPiece = ({ piece, adresses, erreur, surReessai, annotateur }: Proprietes) => {
  if (piece.lisible === false) {
    return (
      <p className="lecteur-tombe">
        {(piece.retrait ?? undefined) === undefined
          ? 'Cette pièce a été annulée depuis : elle n’est plus ouverte qu’au greffe, où elle est classée.'
          : 'Cette pièce a été annulée. Il ne reste ici que sa trace : son numéro, son empreinte, et l’acte qui l’a retirée.'}{' '}
        <span className="lecteur-empreinte">SHA-256 {piece.empreinte}</span>
      </p>
    );
  }
  if (!piece.integre) {
    return (
      <Alerte>
        Cette pièce ne correspond plus à son empreinte : elle n’est pas affichée et un incident est ouvert.
        Les autres pièces restent lisibles.
      </Alerte>
    );
  }
  if (erreur !== undefined) {
    return (
      <div className="lecteur-fiche">
        <Alerte>{erreur}</Alerte>
        <p className="lecteur-actions">
          <button type="button" className="lecteur-bouton" onClick={surReessai}>
            <RotateCw aria-hidden="true" size={16} /> Réessayer
          </button>
          <Telecharger piece={piece} adresses={adresses} />
        </p>
      </div>
    );
  }
  const famille = familleDePiece(piece);
  switch (famille) {
    case 'image':
      return <Photographie piece={piece} adresses={adresses} />;
    case 'audio':
    case 'video':
      return <Media genre={famille} piece={piece} adresse={adresses.lire} annotateur={annotateur} />;
    case 'pdf':
    case 'autre':
      return <Fiche piece={piece} adresses={adresses} />;
  }
};
