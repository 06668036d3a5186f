export * from './domain/mesure.ts';
export type * from './domain/donnees-des-entrees.ts';
export * from './domain/entrees.ts';
export type * from './domain/formes-de-l-horloge.ts';
export type * from './domain/formes-des-obligations.ts';
export type * from './domain/regles.ts';
export * from './schemas-de-la-mesure.ts';
export * from './schemas-des-donnees.ts';
export * from './schemas-des-entrees.ts';
