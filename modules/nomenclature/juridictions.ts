import type { Juridiction } from './contract.ts';

/** Juridictions de demonstration (codes de la liste officielle Judilibre). */
export const JURIDICTIONS: readonly Juridiction[] = [
  { code: 'tj47001', libelle: 'Tribunal judiciaire d’Agen', zone: 'Europe/Paris' },
  { code: 'tj80021', libelle: 'Tribunal judiciaire d’Amiens', zone: 'Europe/Paris' },
  { code: 'tj41018', libelle: 'Tribunal judiciaire de Blois', zone: 'Europe/Paris' },
];
