export {
  accuse,
  type Accuse,
  bordereau,
  type Bordereau,
  NOM_ACCUSE,
  NOM_BORDEREAU,
  type PieceAnnoncee,
  ROLE_PREUVE,
} from './bordereau.ts';
export { depechesDe, type DepecheVisible } from './depeches/depeches-visibles.ts';
export { emettreDepeche, oublierDepeches } from './depeches/emettre-depeche.ts';
export type { Depeche, DepecheAEmettre } from './depeches/formes.ts';
export { emettre } from './envoyer.ts';
export { demarrerNoeud, type Noeud, relancer } from './noeud.ts';
export { etatDuRapprochement, type EtatDuRapprochement } from './rapprochement/etat.ts';
export type { Comparaison, Ecart } from './rapprochement/rapprocher.ts';
export type { PresenceDuPair } from './presence.ts';
export { plisDe, type PliVisible } from './plis.ts';
export type { DepecheConclue, PliOuvert, RecepteurDeDepeche, ReglagesNoeud, Sort } from './reglages.ts';
export type { FauteDuPair, PreuveAJoindre, ReglagesDePreuve } from './tetes.ts';
export type { PieceAEnvoyer, TablesEchange } from './tables.ts';
export { recevoirPli } from './recevoir.ts';

/** Dossier des migrations de l'echange. */
export const MIGRATIONS_ECHANGE = {
  nom: 'echange',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
export { lireBorne } from './lire-borne.ts';
