import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { type Dispatch, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Tranche } from './disposition.ts';
import type { Mesure } from './mesures.ts';
import { moteurPdf } from './moteur-pdf.ts';
import { phraseDErreur } from './phrase-d-erreur.ts';
import type { Segment } from './recherche.ts';
import type { Marque } from './ancre.ts';
import { MarquesDePage } from './marques-de-page.tsx';
import { surligner, type Surlignage, surlignerTout } from './surlignage.ts';

declare module 'react' {
  interface CSSProperties {
    /** Pixels CSS par point PDF, lu par la couche de texte de pdf.js. */
    '--total-scale-factor'?: number;
  }
}

/** Emprunte le document d'une piece ; `rendre` le laisse fermer quand la place manque. */
export type Emprunter = (id: string) => {
  readonly document: Promise<PDFDocumentProxy>;
  readonly rendre: () => void;
};

type Proprietes = {
  readonly tranche: Tranche;
  readonly emprunter: Emprunter;
  readonly mesurer: Dispatch<Mesure>;
  readonly surlignage: Surlignage;
  /** Marques et notes de cette page. */
  readonly marques: readonly Marque[];
  /** Pose par-dessus la page : les zones d'une occultation. */
  readonly calque?: ReactNode;
};

/** Une page que l'on ne fait que traverser n'est ni ouverte ni dessinee : le defilement reste a soixante images par seconde. */
const delaiDeDessin = 60;
const pixelsMaximum = 16_000_000;

const usePage = ({
  tranche,
  emprunter,
  mesurer,
}: Proprietes): { readonly page: PDFPageProxy | undefined; readonly illisible: boolean } => {
  const [page, setPage] = useState<PDFPageProxy>();
  const [illisible, setIllisible] = useState(false);
  const id = tranche.piece.id;
  const numero = tranche.page;
  useEffect(() => {
    let actif = true;
    let rendre = (): void => undefined;
    const charger = async (): Promise<void> => {
      const emprunt = emprunter(id);
      rendre = emprunt.rendre;
      const document = await emprunt.document;
      if (!actif) return;
      mesurer({ type: 'ouverte', id, pages: document.numPages });
      const chargee = await document.getPage(numero).catch(() => undefined);
      if (chargee === undefined) return setIllisible(actif);
      const { width, height } = chargee.getViewport({ scale: 1 });
      if (!actif) return;
      mesurer({ type: 'page', id, page: numero, taille: { largeur: width, hauteur: height } });
      setPage(chargee);
    };
    const minuterie = setTimeout(
      () =>
        charger().catch((erreur: unknown) => {
          if (actif) mesurer({ type: 'erreur', id, phrase: phraseDErreur(erreur) });
        }),
      delaiDeDessin,
    );
    return () => {
      actif = false;
      clearTimeout(minuterie);
      setPage(undefined);
      rendre();
    };
  }, [emprunter, id, numero, mesurer]);
  return { page, illisible };
};

/** Dessine une page sur une toile neuve, mise en place une fois finie : le zoom ne clignote pas. */
const dessiner = (
  page: PDFPageProxy,
  facteur: number,
  hote: HTMLElement,
  surIssue: (issue: 'dessinee' | 'illisible') => void,
): (() => void) => {
  let actif = true;
  const viewport = page.getViewport({ scale: facteur });
  const densite = Math.min(
    globalThis.devicePixelRatio || 1,
    Math.sqrt(pixelsMaximum / (viewport.width * viewport.height)),
  );
  const toile = document.createElement('canvas');
  toile.width = Math.floor(viewport.width * densite);
  toile.height = Math.floor(viewport.height * densite);
  toile.setAttribute('aria-hidden', 'true');
  const tache = page.render({ canvas: toile, viewport, transform: [densite, 0, 0, densite, 0, 0] });
  tache.promise.then(
    () => {
      if (!actif) return;
      hote.replaceChildren(toile);
      surIssue('dessinee');
    },
    () => {
      if (actif) surIssue('illisible');
    },
  );
  return () => {
    actif = false;
    tache.cancel();
  };
};

const poserTexte = (
  page: PDFPageProxy,
  facteur: number,
  hote: HTMLElement,
  pret: (segments: readonly Segment[], elements: readonly HTMLElement[]) => void,
): (() => void) => {
  let actif = true;
  const poser = async (): Promise<void> => {
    const { pdfjs } = await moteurPdf();
    const contenu = await page.getTextContent();
    if (!actif) return;
    const couche = document.createElement('div');
    couche.className = 'lecteur-texte';
    const texte = new pdfjs.TextLayer({
      textContentSource: contenu,
      container: couche,
      viewport: page.getViewport({ scale: facteur }),
    });
    await texte.render();
    if (!actif) return;
    hote.replaceChildren(couche);
    const segments = contenu.items
      .filter((item) => 'str' in item)
      .map((item) => ({ texte: item.str, finDeLigne: item.hasEOL }));
    pret(segments, texte.textDivs);
  };
  poser().catch(() => undefined);
  return () => {
    actif = false;
  };
};

/** Une page de PDF : image nette, texte selectionnable par-dessus, occurrences surlignees. */
export const PagePdf = (proprietes: Proprietes) => {
  const { tranche, surlignage, marques } = proprietes;
  const { page, illisible } = usePage(proprietes);
  const [issue, setIssue] = useState<'dessinee' | 'illisible'>();
  const image = useRef<HTMLDivElement>(null);
  const texte = useRef<HTMLDivElement>(null);
  const [couche, setCouche] = useState<{ segments: readonly Segment[]; elements: readonly HTMLElement[] }>();
  useEffect(
    () =>
      page === undefined || image.current === null
        ? undefined
        : dessiner(page, tranche.echelle, image.current, setIssue),
    [page, tranche.echelle],
  );
  useEffect(
    () =>
      page === undefined || texte.current === null
        ? undefined
        : poserTexte(page, tranche.echelle, texte.current, (segments, elements) =>
            setCouche({ segments, elements }),
          ),
    [page, tranche.echelle],
  );
  const id = tranche.piece.id;
  const numero = tranche.page;
  useEffect(
    () => (couche === undefined ? undefined : surligner(surlignage, { id, page: numero }, couche)),
    [couche, surlignage, id, numero],
  );
  const citations = useMemo(
    () => marques.map(({ citation }) => citation).filter((citation) => citation !== ''),
    [marques],
  );
  useEffect(
    () => (couche === undefined ? undefined : surlignerTout('lecteur-marque', citations, couche)),
    [couche, citations],
  );
  return (
    <section
      className="lecteur-page"
      data-piece-lue={id}
      data-page-lue={numero}
      aria-label={`Pièce ${tranche.piece.cote}, page ${tranche.page} sur ${tranche.pages}`}
      aria-busy={issue === undefined && !illisible}
      style={{ width: tranche.largeur, height: tranche.hauteur, '--total-scale-factor': tranche.echelle }}
    >
      <div ref={image} className="lecteur-image" />
      <div ref={texte} />
      <MarquesDePage marques={marques} />
      {proprietes.calque}
      {illisible || issue === 'illisible' ? (
        <p className="lecteur-attente">
          Cette page est endommagée : elle ne peut pas être affichée. Téléchargez la pièce pour l’examiner.
        </p>
      ) : issue === undefined ? (
        <p className="lecteur-attente">Ouverture de la page…</p>
      ) : null}
    </section>
  );
};
