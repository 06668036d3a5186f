import type { QueryExecutorProvider, Transaction } from 'kysely';

/**
 * La meme connexion, vue avec les seules tables `T`. Chaque contexte declare ses tables ; le service qui les compose
 * ouvre une base qui les a toutes, et chacun n'en voit que les siennes. Aucun effet a l'execution.
 */
export function vueTypee<T>(connexion: QueryExecutorProvider): Transaction<T>;
export function vueTypee(connexion: unknown): unknown {
  return connexion;
}
