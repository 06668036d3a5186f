export {
  DocumentNonComposable,
  type ImagePdf,
  type ModelePdf,
  type PieceJointe,
  type Signataire,
} from './modele-pdf.ts';
export { composerPdfA } from './composer.ts';
export { CaractereNonRepresentable } from './typographie.ts';
export { structureLisible } from './validation/pdf/structure-lisible.ts';
export { TexteIllisible, lireJointe, lireJointeComposee, texteDuPdf, texteParPage } from './lecture-pdf.ts';
export {
  SignatureImpossible,
  insererCms,
  preparerSignature,
  type DemandeSignature,
  type PdfASigner,
} from './pades.ts';
export { archiver, type PreuvesDArchive } from './archiver.ts';
export { RevisionImpossible } from './revision.ts';
export {
  assemblerCms,
  attributsSignes,
  lireAttributsSignes,
  verifierSignatureBrute,
  type PartiesCms,
} from './cms.ts';
export {
  CertificatIllisible,
  empreinteDe,
  lireCertificat,
  type Certificat,
  type TypeDeCle,
  type UsageDeCle,
} from './certificat.ts';
export {
  HorodatageIndisponible,
  demandeHorodatage,
  horodateurHttp,
  lireJeton,
  verifierReponse,
  type Horodateur,
  type InfosJeton,
} from './tsp.ts';
export { cadesDetache, signerParCachet, type Cachet, type CleTenueAilleurs } from './cades.ts';
export { scellerPdfParCachet, type DemandeDeCachet } from './cachet-pdf.ts';
export { TYPE_ASIC_E, scellerAsic } from './asic.ts';
export { lireAsic, type BornesAsic, type ConteneurAsic } from './asic-lecture.ts';
export type { ManifesteAsic, PieceAsic, ReferenceAsic } from './asic-manifeste.ts';
export { lireAncres, type Ancres } from './validation/ancres.ts';
export {
  type CodeDeSignature,
  type Rapport,
  type RapportSignature,
  type Verdict,
} from './validation/rapport.ts';
export { validerPdf } from './validation/pdf/valider-pdf.ts';
export { validerCms, validerEnveloppe, type DemandeCms } from './validation/cms/valider-cms.ts';
export { validerJeton, type DemandeDeJeton, type RapportDeJeton } from './validation/cms/valider-jeton.ts';
export {
  validerAsic,
  validerFichierAsic,
  type OptionsAsic,
  type RapportAsic,
} from './validation/asic/valider-asic.ts';
export {
  ErreurArchive,
  ouvrirArchive,
  type Archive,
  type BornesDArchive,
  type SourceDArchive,
} from './validation/asic/archive.ts';
export { type RapportPiece } from './validation/asic/pieces.ts';
export { certificatsPortes } from './validation/certificats-portes.ts';
export { lirePieceEmbarquee, type LectureEmbarquee } from './validation/pdf/piece-embarquee.ts';
export { titreDuPdf } from './validation/pdf/titre.ts';
export { validerChemin, type DemandeDeCertificat } from './validation/valider-certificat.ts';
export { qrEnSvg } from './qr.ts';
