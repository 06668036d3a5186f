import type { Kysely, Transaction } from 'kysely';

/**
 * La meme connexion, vue avec les seules tables `T`. Chaque contexte declare ses tables ; le service qui les compose
 * ouvre une base qui les a toutes, et chacun n'en voit que les siennes. Aucun effet a l'execution.
 */
export function vueTypee<T>(tx: Transaction<never>): Transaction<T>;
export function vueTypee<T>(db: Kysely<never>): Kysely<T>;
export function vueTypee(connexion: unknown): unknown {
  return connexion;
}
