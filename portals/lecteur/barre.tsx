import {
  AppWindow,
  Bookmark,
  ChevronLeft,
  ChevronRight,
  Eye,
  EyeOff,
  MessageSquareText,
  Search,
  SquareDashed,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { memo, type ReactNode, type RefObject, useState } from 'react';
import { ecrireLieu, estDans, lireLieu, type PieceCotee, positionDe, serieDe } from './cotes.ts';
import type { Position } from './position.ts';
import { nomDuZoom, type Zoom, zooms, zoomVoisin } from './zoom.ts';

type Proprietes = {
  readonly pieces: readonly PieceCotee[];
  readonly courante: Position;
  readonly pages: number;
  readonly vues: ReadonlySet<string>;
  readonly zoom: Zoom;
  readonly rechercheOuverte: boolean;
  readonly champAller: RefObject<HTMLInputElement | null>;
  readonly surZoom: (zoom: Zoom) => void;
  readonly surAller: (position: Position) => void;
  /** Rend le clavier a la lecture, apres « aller a ». */
  readonly surLire: () => void;
  readonly surVoisine: (pas: 1 | -1) => void;
  readonly surVue: () => void;
  readonly surRecherche: () => void;
  readonly chercheDans: string;
  /** Absents : ni marques, ni notes ; pas de seconde fenetre. */
  readonly surMarque?: (() => void) | undefined;
  readonly surNote?: (() => void) | undefined;
  readonly surFenetre?: (() => void) | undefined;
  readonly surOccultation?: (() => void) | undefined;
};

const ChampAller = ({
  pieces,
  courante,
  champAller,
  surAller,
  surLire,
}: Pick<Proprietes, 'pieces' | 'courante' | 'champAller' | 'surAller' | 'surLire'>) => {
  const [saisie, setSaisie] = useState<string>();
  const lieu = ecrireLieu(pieces, courante);
  const valider = (): void => {
    const position = lireLieu(pieces, saisie ?? '', serieDe(lieu));
    setSaisie(undefined);
    if (position === undefined) return;
    surAller(position);
    surLire();
  };
  return (
    <form
      className="lecteur-aller"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        valider();
      }}
    >
      <input
        ref={champAller}
        aria-label="Aller à la pièce et à la page, par exemple D42.3 ou 3.2 (touche T)"
        title="Aller à la cote et à la page (T)"
        autoComplete="off"
        maxLength={20}
        value={saisie ?? lieu}
        onFocus={(evenement) => evenement.currentTarget.select()}
        onChange={(evenement) => setSaisie(evenement.currentTarget.value)}
        onBlur={() => setSaisie(undefined)}
        onKeyDown={(evenement) => {
          if (evenement.key === 'Escape') setSaisie(undefined);
        }}
      />
    </form>
  );
};

const BoutonsZoom = ({ zoom, surZoom }: Pick<Proprietes, 'zoom' | 'surZoom'>) => (
  <div className="lecteur-groupe lecteur-zoom">
    <button
      type="button"
      className="lecteur-bouton"
      aria-label="Réduire"
      title="Réduire"
      onClick={() => surZoom(zoomVoisin(zoom, -1))}
    >
      <ZoomOut aria-hidden="true" size={16} />
    </button>
    <select
      aria-label="Zoom"
      value={String(zoom)}
      onChange={(evenement) =>
        surZoom(zooms.find((choix) => String(choix) === evenement.currentTarget.value) ?? 'largeur')
      }
    >
      {zooms.map((choix) => (
        <option key={choix} value={String(choix)}>
          {nomDuZoom(choix)}
        </option>
      ))}
    </select>
    <button
      type="button"
      className="lecteur-bouton"
      aria-label="Agrandir"
      title="Agrandir"
      onClick={() => surZoom(zoomVoisin(zoom, 1))}
    >
      <ZoomIn aria-hidden="true" size={16} />
    </button>
  </div>
);

/** Au-dela, le menu ne se remplit que lorsqu'on y va : le navigateur mesure chaque ligne, et l'ouverture attendrait. */
const LIGNES_D_OFFICE = 300;

/** Mille lignes de menu ne se refont pas a chaque page lue. */
const OptionsDePieces = memo(({ pieces, vues }: Pick<Proprietes, 'pieces' | 'vues'>) =>
  pieces.map((piece) => (
    <option key={piece.id} value={piece.cote}>
      {`${vues.has(piece.id) ? '✓ ' : ''}${piece.cote}. ${piece.titre}${(piece.retrait ?? undefined) === undefined ? '' : ' (annulée)'}`}
    </option>
  )),
);

const ChoixPiece = ({
  pieces,
  courante,
  vues,
  surAller,
}: Pick<Proprietes, 'pieces' | 'courante' | 'vues' | 'surAller'>) => {
  const [ouvert, setOuvert] = useState(pieces.length <= LIGNES_D_OFFICE);
  const courantes = ouvert ? pieces : pieces.filter((piece) => estDans(courante, piece));
  const ouvrir = (): void => setOuvert(true);
  return (
    <select
      onFocus={ouvrir}
      onPointerDown={ouvrir}
      className="lecteur-choix"
      aria-label="Pièce affichée"
      value={pieces.find((piece) => estDans(courante, piece))?.cote ?? ''}
      onChange={(evenement) => {
        const choisie = pieces.find(({ cote }) => cote === evenement.currentTarget.value);
        if (choisie !== undefined) surAller(positionDe(choisie));
      }}
    >
      <OptionsDePieces pieces={courantes} vues={vues} />
    </select>
  );
};

const Outil = ({
  libelle,
  surClic,
  children,
}: {
  readonly libelle: string;
  readonly surClic: (() => void) | undefined;
  readonly children: ReactNode;
}) =>
  surClic === undefined ? null : (
    <button
      type="button"
      className="lecteur-bouton"
      aria-label={libelle}
      title={libelle}
      // Un clic ne doit pas defaire la selection que l'on veut marquer.
      onMouseDown={(evenement) => evenement.preventDefault()}
      onClick={surClic}
    >
      {children}
    </button>
  );

/** Barre du lecteur : toujours visible, elle dit ou l'on est et laisse aller partout en un geste. */
export const Barre = (proprietes: Proprietes) => {
  const { pieces, courante, pages, vues, rechercheOuverte, surVoisine, surVue, surRecherche } = proprietes;
  const piece = pieces.find((une) => estDans(courante, une));
  const vue = piece !== undefined && vues.has(piece.id);
  const faites = pieces.filter(({ id }) => vues.has(id)).length;
  return (
    <div className="lecteur-barre">
      <div className="lecteur-groupe lecteur-pieces">
        <button
          type="button"
          className="lecteur-bouton"
          aria-label="Pièce précédente (touche P)"
          title="Pièce précédente (P)"
          onClick={() => surVoisine(-1)}
        >
          <ChevronLeft aria-hidden="true" size={16} />
        </button>
        <ChoixPiece {...proprietes} />
        <button
          type="button"
          className="lecteur-bouton"
          aria-label="Pièce suivante (touche N)"
          title="Pièce suivante (N)"
          onClick={() => surVoisine(1)}
        >
          <ChevronRight aria-hidden="true" size={16} />
        </button>
      </div>
      <div className="lecteur-groupe">
        <ChampAller {...proprietes} />
        <span className="lecteur-compte">
          page {Math.min(courante.page, pages)} / {pages}
        </span>
      </div>
      <BoutonsZoom {...proprietes} />
      <div className="lecteur-groupe">
        <button
          type="button"
          className="lecteur-bouton lecteur-vue"
          aria-pressed={vue}
          title="Marquer la pièce comme vue (V)"
          onClick={surVue}
        >
          {vue ? <Eye aria-hidden="true" size={16} /> : <EyeOff aria-hidden="true" size={16} />} Vue
        </button>
        <span className="lecteur-compte lecteur-vue">
          {faites} / {pieces.length}
          <span className="lecteur-cache"> pièces vues</span>
        </span>
        <button
          type="button"
          className="lecteur-bouton"
          aria-expanded={rechercheOuverte}
          aria-label={`Chercher dans ${proprietes.chercheDans} (touche /)`}
          title={`Chercher dans ${proprietes.chercheDans} (/)`}
          onClick={surRecherche}
        >
          <Search aria-hidden="true" size={16} />
        </button>
        <Outil libelle="Marquer la page ou le passage (touche M)" surClic={proprietes.surMarque}>
          <Bookmark aria-hidden="true" size={16} />
        </Outil>
        <Outil libelle="Écrire une note (touche C)" surClic={proprietes.surNote}>
          <MessageSquareText aria-hidden="true" size={16} />
        </Outil>
        <Outil libelle="Occulter pour une copie (touche O)" surClic={proprietes.surOccultation}>
          <SquareDashed aria-hidden="true" size={16} />
        </Outil>
        <Outil libelle="Lire dans une seconde fenêtre" surClic={proprietes.surFenetre}>
          <AppWindow aria-hidden="true" size={16} />
        </Outil>
      </div>
    </div>
  );
};
