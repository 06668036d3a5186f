import { cache, lectureRecueil } from '../../application/donnees.ts';
import type { Recueil } from '../../application/types.ts';

/** Relit le recueil d'un acte, ou range celui que la reponse d'un geste porte deja. */
export function relire(
  { idj, acteId }: { readonly idj: string; readonly acteId: string },
  recueil?: Recueil,
): void {
  const { queryKey } = lectureRecueil(idj, acteId);
  if (recueil === undefined) void cache.invalidateQueries({ queryKey });
  else cache.setQueryData(queryKey, recueil);
}
