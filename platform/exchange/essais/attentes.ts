import { expect, vi } from 'vitest';
import { type NoeudDEssai, pliDe } from './banc.ts';
import type { PliVisible } from '../plis.ts';

/** Relit jusqu'a ce que rien ne soit lance, 20 s au plus. */
export const jusqua = <T>(lire: () => Promise<T> | T): Promise<T> =>
  vi.waitFor(lire, { timeout: 20_000, interval: 15 });

/** Attend qu'un pli soit dans cet etat, et le rend. */
export const pliDansLEtat = (
  noeud: NoeudDEssai,
  { objet, id }: { readonly objet: string; readonly id: string },
  etat: PliVisible['etat'],
): Promise<PliVisible> =>
  jusqua(async () => {
    const pli = await pliDe(noeud, objet, id);
    if (!pli) throw new Error(`Pli ${id} absent.`);
    expect(pli.etat, pli.derniereErreur ?? pli.motifs.join(' ')).toBe(etat);
    return pli;
  });
