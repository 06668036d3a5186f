export * from './contract.ts';
export { gestionnairesCopie } from './gestionnaires.ts';
export type { DemandeAuGuichet, LienAvecPline, PortsCopie, ReponseDuGuichet } from './ports.ts';
export { MIGRATIONS_COPIE, type TablesCopie } from './tables.ts';
export { preparerLesCopies } from './use-cases/preparer-les-copies.ts';
export { verserLesRecepisses } from './use-cases/verser-les-recepisses.ts';
