import { ErreurDer } from '../asn1/der.ts';
import { essayerCertificat } from '../asn1/certificat-lu.ts';
import { essayerCrl, essayerOcsp } from '../ancres.ts';
import { MATERIEL_VIDE } from '../chemin/materiel.ts';
import type { Materiel } from '../chemin/materiel.ts';
import type { DocumentPdf } from './document.ts';
import { decoder } from './filtres.ts';
import { elements } from './formulaire.ts';
import { ErreurPdf, dictionnaireDe, valeur } from './objets.ts';

const FLUX_MAX = 500;

/** Certificats et preuves du DSS (EN 319 142-1 §5.4.2) ; un flux illisible est passe. */
export function materielDuDss(pdf: DocumentPdf): Materiel {
  const dss = dictionnaireDe(pdf.resoudre(valeur(pdf.catalogue, 'DSS')));
  if (dss === undefined) return MATERIEL_VIDE;
  const flux = (cle: string): readonly Uint8Array[] =>
    elements(pdf, valeur(dss, cle))
      .slice(0, FLUX_MAX)
      .flatMap((objet) => octetsDuFlux(pdf, objet));
  return {
    racines: [],
    intermediaires: flux('Certs').flatMap((der) => essayerCertificat(der) ?? []),
    crls: flux('CRLs').flatMap((der) => essayerCrl(der) ?? []),
    ocsps: flux('OCSPs').flatMap((der) => essayerOcsp(der) ?? []),
  };
}

function octetsDuFlux(
  pdf: DocumentPdf,
  objet: Parameters<DocumentPdf['resoudre']>[0],
): readonly Uint8Array[] {
  const resolu = pdf.resoudre(objet);
  if (resolu.genre !== 'flux') return [];
  try {
    return [new Uint8Array(decoder(resolu, pdf.resoudre))];
  } catch (erreur) {
    if (erreur instanceof ErreurPdf || erreur instanceof ErreurDer) return [];
    throw erreur;
  }
}
