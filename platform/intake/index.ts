export * from './contrat.ts';
export * from './source.ts';
export { examiner } from './examiner.ts';
export type { DemandeExamen } from './examiner.ts';
export type { Antivirus, Verdict } from './antivirus/antivirus.ts';
export { AntivirusIndisponible, sansAntivirus } from './antivirus/antivirus.ts';
export { clamd } from './antivirus/clamd.ts';
export { fermerExaminateurs } from './isolement/examinateurs.ts';
