export {
  FRANGE_VIDE,
  RACINE_VIDE,
  agrandir,
  hacherFeuille,
  hacherNoeud,
  placesDe,
  racineDeFrange,
} from './arbre.ts';
export type { Frange, Noeud, Place } from './arbre.ts';
export { arbreEnMemoire } from './arbre-en-memoire.ts';
export type { ArbreEnMemoire } from './arbre-en-memoire.ts';
export { empreinteDeCle, enPeriode, lireVkey, nomDuJournal, nomDuTemoin, vkey } from './cles.ts';
export type { CleDeSignature, CleLue, ClePublique, GenreDeCle } from './cles.ts';
export { TAILLE_DU_SEL, entreeDuFait, octetsDuFait } from './entree.ts';
export type { FaitDeLEntree, FaitSale } from './entree.ts';
export { ecrireFaitSale, lireFaitSale } from './fait-sale.ts';
export type { FaitLu } from './fait-sale.ts';
export { lireEmpreinte, lireEntier, lireNote, lireSignatures } from './note.ts';
export type { Note, SignatureDeNote } from './note.ts';
export { deBase64, enBase64, enHexa, memesOctets, texteDe, utf8 } from './octets.ts';
export {
  clesEnService,
  ecrirePreuveDeFait,
  lirePreuveDeFait,
  verifierPreuveDeFait,
} from './preuve-de-fait.ts';
export type { AttenteDeFait, PreuveDeFait, RefusDePreuveDeFait } from './preuve-de-fait.ts';
export { ecrirePreuve, lirePreuve, verifierPreuve } from './preuve-tlog.ts';
export type { PreuveTlog, RefusDePreuve } from './preuve-tlog.ts';
export { prouverCoherence, prouverInclusion, prouverInclusions, racine } from './preuves.ts';
export type { LecteurDeNoeuds } from './preuves.ts';
export { cosigner, signerPoint, verifierCosignature, verifierNote } from './signer.ts';
export type { Attente, PointASigner, RefusDeNote } from './signer.ts';
export { lireTete, origineDeLaTete, qrDeLaTete, signerTete, verifierTete } from './tete.ts';
export type { RefusDeTete, Tete } from './tete.ts';
export { verifierCoherence, verifierInclusion } from './verifier-preuves.ts';
export type { Coherence, Inclusion } from './verifier-preuves.ts';
