export { ConfianceInutilisable, creerConfiance, URL_PAR_DEFAUT } from './confiance.ts';
export type { Confiance, Identite, OptionsConfiance } from './confiance.ts';
export type {
  CarteEmise,
  CasParticulier,
  CertificatsDeCarte,
  DemandeCarte,
  PorteurDeCarte,
} from './cartes.ts';
export { emplacements } from './emplacements.ts';
export type { CheminsIdentite, Emplacements, NomService } from './emplacements.ts';
export type { MotifRevocation } from './registre.ts';
export type { NomAc } from './profils.ts';
export { demarrerConfiance } from './serveur.ts';
export type { ServiceConfiance } from './serveur.ts';
export { emettreCertificat } from './certificat.ts';
export type { Autorite, DemandeCertificat } from './certificat.ts';
export { extensionsDe } from './profils.ts';
export type { Usage } from './profils.ts';
export { uniteHorodatage } from './horodatage.ts';
export type { Horodater } from './horodatage.ts';
export { monterBanc, PIN_DU_BANC, PUK_DU_BANC } from './banc-de-cartes.ts';
export type { BancDeCartes, OrdreAuLecteur } from './banc-de-cartes.ts';
export { creerCle, graverCarte, initialiserSoftHsm, preparerSoftHsm } from './carte-pkcs11.ts';
export type { CarteAGraver, ModulePkcs11 } from './carte-pkcs11.ts';
