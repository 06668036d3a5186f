import './lecteur.css';
import { useRaccourcis } from '@ppn/kit';
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from 'react';
import { Barre } from './barre.tsx';
import { BarreRecherche } from './barre-recherche.tsx';
import type { Adresses } from './contenu-piece.tsx';
import { ancreDeLaPage, ancreDeLaSelection, type Annotateur } from './ancre.ts';
import { coter, estDans, positionDe } from './cotes.ts';
import { useDefilement } from './defilement.ts';
import { disposer, margeDeFin, tranchesVisibles } from './disposition.ts';
import { aucuneMesure, reduireMesures } from './mesures.ts';
import { estOuverte, familleDePiece, type PieceALire } from './piece-a-lire.ts';
import { BarreDOccultation, type Occulteur, useOccultation } from './occultation.tsx';
import type { Position } from './position.ts';
import { RechercheDuDossier, type Trouver, useRechercheDuDossier } from './recherche-du-dossier.tsx';
import { useRecherche } from './recherche-piece.ts';
import type { Surlignage } from './surlignage.ts';
import { useReserve } from './reserve-de-documents.ts';
import { useTailleDuCadre } from './taille-du-cadre.ts';
import { VueTranche } from './tranche.tsx';
import { useVues } from './vues.ts';
import type { Zoom } from './zoom.ts';

/** Ce que l'ecran appelant fournit au lecteur. */
export type ProprietesLecteur = {
  /** Pieces dans l'ordre de lecture ; deux pieces de meme numero : la seconde est l'annexe de la premiere (« 2-1 »). */
  readonly pieces: readonly PieceALire[];
  /** Adresse des octets d'une piece (meme origine) ; `telecharger` : pour l'enregistrer. */
  readonly urlPiece: (id: string, options?: { readonly telecharger: boolean }) => string;
  /** Adresse de l'apercu d'une photographie ; `grand` : 1 600 px. */
  readonly urlVignette: (id: string, options?: { readonly grand: boolean }) => string;
  /** Endroit lu, garde par l'appelant (dans l'URL) ; le changer deplace le lecteur. */
  readonly position: Position | undefined;
  /** Rapporte l'endroit lu, 150 ms apres le dernier mouvement. */
  readonly surPosition: (position: Position) => void;
  /** Cle des marques « vue », propre a l'agent et au dossier : `matricule:IDJ`. */
  readonly cleVues: string;
  /** Dossier de `ressourcesPdf()` (polices et tables de caracteres) ; `/pdfjs/` par defaut. */
  readonly ressources?: string;
  /** Vrai : un document seul (apercu), sans numero, sans marques ni passage d'une piece a l'autre. */
  readonly seul?: boolean;
  /** Marques et notes de l'agent, et comment en poser ; absent : le lecteur n'en montre pas. */
  readonly annotateur?: Annotateur;
  /** Cherche dans tout le dossier ; absent : la recherche reste dans la piece affichee. */
  readonly trouver?: Trouver;
  /** Produit la version occultee d'une piece ; absent : ce n'est pas offert. */
  readonly occulteur?: Occulteur;
  /** Ouvre cette lecture dans une seconde fenetre ; absent : le bouton n'est pas offert. */
  readonly surFenetre?: () => void;
  /** Faux : le lecteur n'ecoute aucune touche (un autre ecran les prend). */
  readonly raccourcis?: boolean;
};

/**
 * Lit toutes les pieces d'un dossier a la suite : PDF page a page, photographies, sons, videos, fichiers.
 * Ne monte que ce qui est a l'ecran, garde au plus 6 PDF ouverts, prepare la piece suivante.
 */
export const Lecteur = (proprietes: ProprietesLecteur) => {
  const {
    pieces: recues,
    urlPiece,
    urlVignette,
    position,
    surPosition,
    cleVues,
    ressources = '/pdfjs/',
    raccourcis = true,
    seul = false,
    annotateur,
    trouver,
    occulteur,
    surFenetre,
  } = proprietes;
  const pieces = useMemo(() => coter(recues), [recues]);
  const cadre = useRef<HTMLDivElement>(null);
  const champAller = useRef<HTMLInputElement>(null);
  const [zoom, setZoom] = useState<Zoom>('largeur');
  const [rechercheOuverte, setRechercheOuverte] = useState(false);
  const [tenue, setTenue] = useState<string>();
  const [mesures, mesurer] = useReducer(reduireMesures, aucuneMesure);
  const taille = useTailleDuCadre(cadre);
  const { vues, basculer } = useVues(cleVues);
  const emprunter = useReserve(ressources, (id) => urlPiece(id));
  const disposition = useMemo(
    () => disposer(taille.largeur > 0 ? pieces : [], mesures, taille.largeur, zoom),
    [pieces, mesures, taille.largeur, zoom],
  );
  const { haut, courante, aller, surDefilement } = useDefilement({
    cadreRef: cadre,
    disposition,
    premiere: positionDe(pieces[0] ?? { numero: 1, annexe: 0 }),
    position,
    surPosition,
  });

  const montrer = useCallback((rectangle: DOMRect): void => {
    const vue = cadre.current?.getBoundingClientRect();
    if (vue === undefined) return;
    if (rectangle.top < vue.top + 40 || rectangle.bottom > vue.bottom - 40)
      cadre.current?.scrollBy({ top: rectangle.top - vue.top - vue.height / 3 });
  }, []);
  const recherche = useRecherche({ emprunter, aller, montrer });
  const duDossier = useRechercheDuDossier(trouver);
  const occultation = useOccultation(occulteur);
  const formes = duDossier.etat.genre === 'lu' ? duDossier.etat.resultat.formes : undefined;
  const [cible, setCible] = useState<Surlignage['cible']>();
  const surlignage = useMemo(
    () =>
      formes === undefined
        ? recherche.surlignage
        : {
            ...recherche.surlignage,
            formes,
            ...(cible === undefined ? {} : { cible }),
          },
    [recherche.surlignage, formes, cible],
  );

  const vuesEnsemble = useMemo(() => new Set(vues), [vues]);
  const rang = pieces.findIndex((une) => estDans(courante, une));
  const piece = pieces[rang];
  const pieceOccultee = pieces.find(({ id }) => id === occultation.enCours?.piece);
  const suivante = pieces[rang + 1];
  const aPreparer =
    suivante !== undefined && estOuverte(suivante) && familleDePiece(suivante) === 'pdf'
      ? suivante.id
      : undefined;
  useEffect(() => {
    if (aPreparer === undefined) return;
    const emprunt = emprunter(aPreparer);
    emprunt.document.then(emprunt.rendre, emprunt.rendre);
  }, [aPreparer, emprunter]);

  const voisine = (pas: 1 | -1): void => {
    const cible = pieces[rang + pas];
    if (cible !== undefined) aller(positionDe(cible));
  };
  const marquer = (): void => {
    if (piece !== undefined) basculer(piece.id);
  };
  const fermerRecherche = (): void => {
    recherche.effacer();
    duDossier.effacer();
    setRechercheOuverte(false);
    cadre.current?.focus();
  };
  const ancrer = (poser: Annotateur['marquer'] | undefined): void => {
    if (piece !== undefined) poser?.(ancreDeLaSelection() ?? ancreDeLaPage(piece.id, courante));
  };
  const occulterLaPiece = (): void => {
    if (piece !== undefined && estOuverte(piece) && familleDePiece(piece) === 'pdf')
      occultation.commencer(piece.id);
  };
  const groupe = 'Lecture';
  const touches = [
    { touche: 'n', libelle: 'Pièce suivante', groupe, action: () => voisine(1) },
    { touche: 'p', libelle: 'Pièce précédente', groupe, action: () => voisine(-1) },
    {
      touche: 't',
      libelle: 'Aller à la cote et à la page (D42.3)',
      groupe,
      action: () => champAller.current?.focus(),
    },
    { touche: 'v', libelle: 'Marquer la pièce comme vue', groupe, action: marquer },
    {
      touche: '/',
      libelle: trouver === undefined ? 'Chercher dans la pièce' : 'Chercher dans le dossier',
      groupe,
      action: () => setRechercheOuverte(true),
    },
    ...(occulteur === undefined
      ? []
      : [{ touche: 'o', libelle: 'Occulter pour une copie', groupe, action: occulterLaPiece }]),
    ...(annotateur === undefined
      ? []
      : [
          {
            touche: 'm',
            libelle: 'Marquer la page ou le passage',
            groupe,
            action: () => ancrer(annotateur.marquer),
          },
          { touche: 'c', libelle: 'Écrire une note', groupe, action: () => ancrer(annotateur.commenter) },
        ]),
  ];
  useRaccourcis(raccourcis && pieces.length > 0 ? touches : []);

  const adresses = (id: string): Adresses => ({
    lire: urlPiece(id),
    telecharger: urlPiece(id, { telecharger: true }),
    apercu: urlVignette(id, { grand: true }),
    texte: `${urlPiece(id)}/texte`,
  });
  const marge = taille.hauteur;
  const visibles = tranchesVisibles(
    disposition.tranches,
    haut - marge / 2,
    haut + taille.hauteur + marge / 2,
  );
  const tenueHorsVue = disposition.tranches.find(
    ({ cle }) => cle === tenue && !visibles.some((tranche) => tranche.cle === cle),
  );
  const montees =
    tenueHorsVue === undefined ? visibles : [...visibles, tenueHorsVue].toSorted((a, b) => a.haut - b.haut);
  const pages = disposition.tranches.find((tranche) => estDans(courante, tranche.piece))?.pages ?? 1;

  if (pieces.length === 0) return <p className="lecteur-vide">Aucune pièce à lire dans ce dossier.</p>;
  return (
    <div className={seul ? 'lecteur lecteur-seul' : 'lecteur'}>
      <Barre
        {...{ pieces, courante, pages, vues: vuesEnsemble, zoom, rechercheOuverte, champAller }}
        surZoom={setZoom}
        surAller={aller}
        surLire={() => cadre.current?.focus({ preventScroll: true })}
        surVoisine={voisine}
        surVue={marquer}
        surRecherche={() => (rechercheOuverte ? fermerRecherche() : setRechercheOuverte(true))}
        chercheDans={trouver === undefined ? 'la pièce' : 'le dossier'}
        surMarque={annotateur && (() => ancrer(annotateur.marquer))}
        surNote={annotateur && (() => ancrer(annotateur.commenter))}
        surFenetre={surFenetre}
        surOccultation={occulteur && occulterLaPiece}
      />
      {pieceOccultee && (
        <BarreDOccultation
          etat={occultation}
          piece={pieceOccultee}
          page={pieceOccultee === piece ? courante.page : 1}
        />
      )}
      {rechercheOuverte && trouver !== undefined && (
        <RechercheDuDossier
          etat={duDossier.etat}
          pieces={pieces}
          surChercher={(q) => void duDossier.chercher(q)}
          surAller={(id, voulue) => {
            aller(voulue);
            setCible({ id, page: voulue.page, surMontree: unSeul(montrer) });
          }}
          surFermer={fermerRecherche}
        />
      )}
      {rechercheOuverte && trouver === undefined && (
        <BarreRecherche
          etat={recherche.etat}
          cote={piece?.cote ?? ''}
          possible={piece !== undefined && estOuverte(piece) && familleDePiece(piece) === 'pdf'}
          surChercher={(terme) => {
            if (piece !== undefined && familleDePiece(piece) === 'pdf') void recherche.chercher(piece, terme);
          }}
          surPas={recherche.pas}
          surFermer={fermerRecherche}
        />
      )}
      <output className="lecteur-cache">
        {piece === undefined ? '' : `Pièce ${piece.cote}, ${piece.titre}`}, page {courante.page} sur {pages}
      </output>
      <section
        ref={cadre}
        className="lecteur-defile"
        aria-label="Lecture continue des pièces"
        // Une zone qui défile se parcourt au clavier (axe scrollable-region-focusable).
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={surDefilement}
      >
        <div
          className="lecteur-etendue"
          style={{
            height: disposition.hauteur + margeDeFin(disposition, taille.hauteur),
            width: disposition.largeur,
          }}
        >
          {montees.map((tranche) => (
            <div
              key={tranche.cle}
              className="lecteur-tranche"
              data-genre={tranche.genre}
              style={{
                top: tranche.haut,
                width: tranche.genre === 'page' ? disposition.largeur : taille.largeur,
              }}
              onFocus={() => setTenue(tranche.cle)}
              onBlur={() => setTenue(undefined)}
            >
              <VueTranche
                tranche={tranche}
                pieces={pieces}
                surAller={aller}
                adresses={adresses(tranche.piece.id)}
                erreur={mesures.erreurs.get(tranche.piece.id)}
                vue={vuesEnsemble.has(tranche.piece.id)}
                emprunter={emprunter}
                mesurer={mesurer}
                surlignage={surlignage}
                annotateur={annotateur}
                occultation={occultation}
                occultee={
                  (tranche.piece.occulteeA ?? undefined) === undefined
                    ? undefined
                    : occulteur?.adresse(tranche.piece.id)
                }
              />
            </div>
          ))}
        </div>
      </section>
    </div>
  );
};

/** N'agit qu'une fois : une page redessinee ne ramene pas la vue. */
const unSeul = (action: (rectangle: DOMRect) => void) => {
  let fait = false;
  return (rectangle: DOMRect): void => {
    if (fait) return;
    fait = true;
    action(rectangle);
  };
};
