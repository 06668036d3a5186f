export type { ImagePdf, ModelePdf, PieceJointe, Signataire } from './modele-pdf.ts';
export { composerPdfA } from './composer.ts';
export { lireJointe, texteDuPdf } from './lecture-pdf.ts';
export { insererCms, preparerSignature, type DemandeSignature } from './pades.ts';
export { assemblerCms, attributsSignes, lireAttributsSignes, verifierSignatureBrute, type PartiesCms } from './cms.ts';
export { CertificatIllisible, empreinteDe, lireCertificat, type Certificat, type TypeDeCle, type UsageDeCle } from './certificat.ts';
export { HorodatageIndisponible, demandeHorodatage, horodateurHttp, lireJeton, verifierReponse, type Horodateur, type InfosJeton } from './tsp.ts';
export { cadesDetache, type Cachet } from './cades.ts';
export { lireAsic, scellerAsic, type BornesAsic, type ConteneurAsic, type PieceAsic, type ReferenceAsic } from './asic.ts';
