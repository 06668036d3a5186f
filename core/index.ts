export * from './resultat.ts';
export * from './empreinte.ts';
export * from './idj.ts';
export * from './uuid.ts';
export * from './horodate.ts';
export * from './document.ts';
export * from './tableau.ts';
export * from './delais.ts';
