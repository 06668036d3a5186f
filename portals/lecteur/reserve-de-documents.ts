import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { useCallback, useEffect, useRef, useState } from 'react';
import { creerDocuments, type Ouverture } from './documents.ts';
import { ouvrirPdf } from './moteur-pdf.ts';
import type { Emprunter } from './page-pdf.tsx';

const documentsOuvertsMaximum = 6;

/** Reserve des PDF ouverts par ce lecteur : au plus 6, tous fermes quand il disparait. `adresse` donne l'URL d'une piece. */
export const useReserve = (ressources: string, adresse: (id: string) => string): Emprunter => {
  const [reserve] = useState(() => creerDocuments<PDFDocumentProxy>(documentsOuvertsMaximum));
  const dernieres = useRef({ ressources, adresse });
  useEffect(() => {
    dernieres.current = { ressources, adresse };
  });
  useEffect(() => () => reserve.fermerTout(), [reserve]);
  return useCallback(
    (id: string) =>
      reserve.emprunter(id, (): Ouverture<PDFDocumentProxy> => {
        const tache = ouvrirPdf(dernieres.current.adresse(id), dernieres.current.ressources);
        return {
          document: tache.then(({ promise }) => promise),
          fermer: () => void tache.then((ouverte) => ouverte.destroy()).catch(() => undefined),
        };
      }),
    [reserve],
  );
};
