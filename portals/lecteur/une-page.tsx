import { useEffect, useRef, useState } from 'react';
import { ouvrirPdf } from './moteur-pdf.ts';
import { phraseDErreur } from './phrase-d-erreur.ts';

type Proprietes = {
  readonly adresse: string;
  readonly page: number;
  /** Ce que la page est, pour qui ne la voit pas. */
  readonly titre: string;
  readonly ressources?: string;
};

const PIXELS_MAX = 8_000_000;

/** Une seule page d'un PDF, dessinee a la largeur du cadre : rien d'autre du document n'est a l'ecran. */
export const UnePage = ({ adresse, page, titre, ressources = '/pdfjs/' }: Proprietes) => {
  const toile = useRef<HTMLCanvasElement>(null);
  const [erreur, setErreur] = useState<string>();
  useEffect(() => {
    let actif = true;
    const dessiner = async (): Promise<void> => {
      const tache = await ouvrirPdf(adresse, ressources);
      const chargee = await (await tache.promise).getPage(page);
      const canvas = toile.current;
      if (actif && canvas !== null) {
        const brute = chargee.getViewport({ scale: 1 });
        const voulue = (canvas.parentElement?.clientWidth ?? 800) * globalThis.devicePixelRatio;
        const scale = Math.min(voulue / brute.width, Math.sqrt(PIXELS_MAX / (brute.width * brute.height)));
        const viewport = chargee.getViewport({ scale });
        canvas.width = Math.floor(viewport.width);
        canvas.height = Math.floor(viewport.height);
        await chargee.render({ canvas, viewport }).promise;
        setErreur(undefined);
      }
      await tache.destroy();
    };
    dessiner().catch((cause: unknown) => {
      if (actif) setErreur(phraseDErreur(cause));
    });
    return () => {
      actif = false;
    };
  }, [adresse, page, ressources]);
  return (
    <>
      {erreur === undefined ? null : <p className="lecteur-alerte">{erreur}</p>}
      <figure className="une-page-cadre" aria-label={titre}>
        <canvas ref={toile} aria-hidden="true" className="une-page" />
      </figure>
    </>
  );
};
