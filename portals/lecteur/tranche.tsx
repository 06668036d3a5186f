import { Check, EyeOff } from 'lucide-react';
import { type Dispatch, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { Annotateur, Marque } from './ancre.ts';
import { type Adresses, ContenuPiece } from './contenu-piece.tsx';
import type { PieceCotee } from './cotes.ts';
import type { Tranche } from './disposition.ts';
import { Face } from './face.tsx';
import type { Mesure } from './mesures.ts';
import { CalqueDOccultation, type useOccultation } from './occultation.tsx';
import { type Emprunter, PagePdf } from './page-pdf.tsx';
import type { Position } from './position.ts';
import type { Surlignage } from './surlignage.ts';

type Proprietes = {
  readonly tranche: Tranche;
  readonly pieces: readonly PieceCotee[];
  readonly surAller: (position: Position) => void;
  readonly adresses: Adresses;
  readonly erreur: string | undefined;
  readonly vue: boolean;
  readonly emprunter: Emprunter;
  readonly mesurer: Dispatch<Mesure>;
  readonly surlignage: Surlignage;
  readonly annotateur: Annotateur | undefined;
  readonly occultation: ReturnType<typeof useOccultation>;
  /** Adresse de la version occultee de cette piece, si elle en a une. */
  readonly occultee: string | undefined;
};

/** Mesure la hauteur reelle de ce qu'elle contient : le texte se replie, les images arrivent tard. */
const Mesuree = ({
  cle,
  mesurer,
  children,
}: {
  readonly cle: string;
  readonly mesurer: Dispatch<Mesure>;
  readonly children: ReactNode;
}) => {
  const hote = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = hote.current;
    if (element === null) return;
    const observateur = new ResizeObserver(() =>
      mesurer({ type: 'hauteur', cle, hauteur: Math.ceil(element.getBoundingClientRect().height) }),
    );
    observateur.observe(element);
    return () => observateur.disconnect();
  }, [cle, mesurer]);
  return <div ref={hote}>{children}</div>;
};

const Entete = ({ tranche, vue, occultee }: Pick<Proprietes, 'tranche' | 'vue' | 'occultee'>) => (
  <h2 className="lecteur-entete">
    <span className="lecteur-numero">Pièce {tranche.piece.cote}</span> {tranche.piece.titre}
    {vue && (
      <span className="lecteur-marque">
        <Check aria-hidden="true" size={14} /> vue
      </span>
    )}
    {occultee !== undefined && (
      <a className="lecteur-lien" href={occultee} target="_blank" rel="noreferrer">
        <EyeOff aria-hidden="true" size={14} /> version occultée (nouvel onglet)
      </a>
    )}
  </h2>
);

const SANS_MARQUE: readonly Marque[] = [];

const PageMarquee = ({
  tranche,
  emprunter,
  mesurer,
  surlignage,
  annotateur,
  occultation: { enCours, ajouter },
}: Proprietes) => {
  const toutes = annotateur?.marques ?? SANS_MARQUE;
  const { piece, page } = tranche;
  const siennes = useMemo(
    () => toutes.filter((marque) => marque.piece === piece.id && marque.page === page),
    [toutes, piece.id, page],
  );
  const calque =
    enCours?.piece === piece.id ? (
      <CalqueDOccultation
        zones={enCours.zones.filter((zone) => zone.page === page)}
        page={page}
        surTrace={enCours.trace ? (zone) => ajouter([zone]) : undefined}
      />
    ) : null;
  return <PagePdf {...{ tranche, emprunter, mesurer, surlignage, calque }} marques={siennes} />;
};

/** Monte une tranche de la suite : titre de piece, page de PDF ou autre contenu. */
export const VueTranche = (proprietes: Proprietes) => {
  const { tranche, adresses, erreur, mesurer } = proprietes;
  switch (tranche.genre) {
    case 'entete':
      return (
        <Mesuree cle={tranche.cle} mesurer={mesurer}>
          <Entete {...proprietes} />
          <Face piece={tranche.piece} pieces={proprietes.pieces} surAller={proprietes.surAller} />
        </Mesuree>
      );
    case 'page':
      return <PageMarquee {...proprietes} />;
    case 'contenu':
      return (
        <Mesuree cle={tranche.cle} mesurer={mesurer}>
          <section className="lecteur-contenu" aria-label={`Pièce ${tranche.piece.cote}, contenu`}>
            <ContenuPiece
              piece={tranche.piece}
              adresses={adresses}
              erreur={erreur}
              annotateur={proprietes.annotateur}
              surReessai={() => mesurer({ type: 'reessayer', id: tranche.piece.id })}
            />
          </section>
        </Mesuree>
      );
  }
};
