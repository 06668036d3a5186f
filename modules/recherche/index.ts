export * from './contract.ts';
export { chercher } from './chercher.ts';
export { gestionnairesRecherche } from './gestionnaires.ts';
export { lireUnePiece, reconstruireRecherche, refaireLesDossiers } from './indexer.ts';
export type { PieceALire, PortsRecherche, TexteLu } from './ports.ts';
export { noterARefaire } from './refaire-dossier.ts';
export { suivreRecherche } from './suivre.ts';
export { MIGRATIONS_RECHERCHE, type Tables as TablesDeLaRecherche } from './tables.ts';
export { ouvrirFrequences } from './termes.ts';
