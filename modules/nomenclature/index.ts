export * from './contract.ts';
export { NATINF_DE_DEMONSTRATION } from './natinf.ts';
export { creerRechercheNatinf, formeDeRecherche } from './natinf-recherche.ts';
export { importerNatinf, type ImportNatinf } from './importer-natinf.ts';
export { MOTIFS_DE_CLASSEMENT } from './motifs-classement.ts';
export { REGLES, regleEnVigueur } from './regles.ts';
export { JURIDICTIONS } from './juridictions.ts';
export { gestionnairesNomenclature } from './gestionnaires.ts';
