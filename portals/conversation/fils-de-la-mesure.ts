import type { ResumeDeFil } from '@ppn/messagerie/contract';

/** Les fils d'une garde a vue, ce qui attend l'agent d'abord, puis le plus recent. Pure. */
export const filsDeLaMesure = (fils: readonly ResumeDeFil[], mesure: string): readonly ResumeDeFil[] =>
  fils
    .filter(({ lien }) => lien.genre === 'mesure' && lien.mesure === mesure)
    .toSorted((un, autre) => Number(autre.attend !== null) - Number(un.attend !== null));

/** Le fil ou repondre a l'autre ministere : le premier, sinon rien et il faut l'ouvrir. */
export const filDeLAutreMinistere = (fils: readonly ResumeDeFil[]): ResumeDeFil | undefined =>
  fils.find(({ type }) => type === 'parquet-enquete');

/** Messages que l'agent n'a pas lus dans ces fils. */
export const nonLusDe = (fils: readonly ResumeDeFil[]): number =>
  fils.reduce((total, { nonLus }) => total + nonLus, 0);

/** Messages non lus, par garde a vue ; une mesure sans rien de neuf n'y est pas. Pure. */
export const nonLusParMesure = (fils: readonly ResumeDeFil[]): ReadonlyMap<string, number> => {
  const comptes = new Map<string, number>();
  for (const { lien, nonLus } of fils)
    if (lien.genre === 'mesure' && nonLus > 0)
      comptes.set(lien.mesure, (comptes.get(lien.mesure) ?? 0) + nonLus);
  return comptes;
};
