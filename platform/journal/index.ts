import { fileURLToPath } from 'node:url';
import type { EnsembleDeMigrations } from '@ppn/postgres';

export { abonner, rattraper, repositionner } from './abonnement.ts';
export type { Abonnement, OptionsDAbonnement, Traitement } from './abonnement.ts';
export { ajouterFaits } from './ajouter-faits.ts';
export type { Ajout } from './ajouter-faits.ts';
export { cleDeLAlteration, phraseDeLAlteration } from './audit/alterations.ts';
export type { Alteration, CodeDAlteration } from './audit/alterations.ts';
export { ouvrirAudit } from './audit/audit.ts';
export type { ReglagesDAudit, TourDAudit } from './audit/audit.ts';
export { ecouter } from './ecouter.ts';
export type { OptionsDEcoute } from './ecouter.ts';
export { TAILLE_MAXIMALE_DES_DONNEES } from './faits.ts';
export type { FaitEnregistre, FaitNouveau, Json } from './faits.ts';
export { lireDepuis, lireFlux, lirePage } from './lire.ts';
export type { Page } from './lire.ts';
export { creerRegistre } from './registre.ts';
export type { Registre, ReglagesDeRegistre } from './registre.ts';
export { lireClesPubliques, lireTrousseau, nouveauTrousseau, tournerLaCle } from './sceau/cles.ts';
export type { ClesDuJournal } from './sceau/cles.ts';
export { faireCosigner, localiser } from './sceau/cosignature.ts';
export type { Divergence, IssueDeTemoignage, Plage, TemoinDistant } from './sceau/cosignature.ts';
export { lireSuite } from './sceau/faits-sales.ts';
export type { FaitEnregistreSale } from './sceau/faits-sales.ts';
export {
  etatDHorodatage,
  graceDepassee,
  horodaterLeDernierPoint,
  versionsEnAttente,
} from './sceau/horodater.ts';
export type { EtatDHorodatage, HorodateurDePoint } from './sceau/horodater.ts';
export { NoeudAbsent, frangeDe, lecteurDeNoeuds } from './sceau/lecteur.ts';
export { dernierPoint, pointPour } from './sceau/points.ts';
export type { PointGarde } from './sceau/points.ts';
export { faitsQuiDesignent, prouverFaits } from './sceau/preuves-de-faits.ts';
export type { FaitAProuver, PreuveEcrite, PreuvesDeFaits } from './sceau/preuves-de-faits.ts';
export { preuvesDuDossier } from './sceau/preuves-du-dossier.ts';
export type {
  CoherenceEcrite,
  DemandeDePreuves,
  PreuvesDuDossier,
  RefusDePreuves,
} from './sceau/preuves-du-dossier.ts';
export { scellerUnLot } from './sceau/sceller.ts';
export type { LotScelle, Sequenceur } from './sceau/sceller.ts';
export { demarrerSequenceur } from './sceau/sequenceur.ts';
export type { OptionsDuSequenceur } from './sceau/sequenceur.ts';
export { dernierPointDuPair, temoigner } from './sceau/temoin.ts';
export type { PointDuPair, Temoignage, Temoin } from './sceau/temoin.ts';
export {
  fluxDeLaSuite,
  garderTeteDuPair,
  jugerTeteDuPair,
  remettreTete,
  tetesDuPair,
  tetesRemises,
} from './sceau/tetes.ts';
export type {
  PreuveDeTete,
  RefusDeTeteDuPair,
  TeteDuPair,
  TeteGardee,
  TeteRecue,
  TeteRemise,
} from './sceau/tetes.ts';
export { veilleur } from './sceau/veilleur.ts';
export type { TacheDeFond, Veilleur } from './sceau/veilleur.ts';

/** Migrations du journal, a donner a `migrer` et a `baseTemporaire` avant celles qui s'appuient dessus. */
export const migrationsDuJournal: EnsembleDeMigrations = {
  nom: 'journal',
  dossier: fileURLToPath(new URL('./migrations', import.meta.url)),
};
