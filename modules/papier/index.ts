export { ACTES_DE_CONVERSION } from './catalogue.ts';
export * from './contract.ts';
export { gestionnairesPapier } from './gestionnaires.ts';
export type { PortsPapier } from './ports.ts';
export { REGLES_DU_PAPIER, type RegleDuPapier, regleDuPapier } from './domain/regles-du-papier.ts';
export { attesterLImpression } from './use-cases/attester-l-impression.ts';
export { texteDeLaPiece } from './use-cases/lire-le-texte.ts';
export { lireIsolement } from './ocr/lecteur-isole.ts';
export { MIGRATIONS_PAPIER, type TablesPapier } from './tables.ts';
