export { creerCles, creerEmetteurOrdres, lireCles } from './ordres.ts';
export type { ChargeOrdre, ClesOrdres, EmettreOrdre, OrdreEmis } from './ordres.ts';
export { creerIdentifieur } from './identification.ts';
export type { Identifieur, OptionsIdentifieur } from './identification.ts';
export { verifierAuthentification } from './authentification.ts';
export type {
  Annuaire,
  DemandeDAuthentification,
  Identification,
  PreuveDeCarte,
} from './authentification.ts';
export type { AncresDIdentite } from './chemin.ts';
export { ouvrirDefis } from './defis.ts';
export type { Defis } from './defis.ts';
export { sourceDeListes } from './listes.ts';
export type { SourceDeListes } from './listes.ts';
export { PHRASES_IDENTITE, REFUS_IDENTITE } from './phrases.ts';
export type { RefusIdentite } from './phrases.ts';
export { migrationsDeLIdentite, ouvrirSessions } from './sessions.ts';
export type { OptionsSessions, SessionOuverte, Sessions } from './sessions.ts';
export { jugerLaCreation, jugerLaPresentation } from './cle-d-acces.ts';
export type { CreationDeCle, PresentationDeCle, RefusDeCle } from './cle-d-acces.ts';
export { cookieDeSession } from './cookie.ts';
export type { CookieDeSession } from './cookie.ts';
export { limiteur } from './limiteur.ts';
export type { Limiteur } from './limiteur.ts';
export { emetteurAdmis, ouvrirFournisseur } from './oidc.ts';
export type { Depart, Fournisseur, IdentiteFournie, RefusDuFournisseur } from './oidc.ts';
