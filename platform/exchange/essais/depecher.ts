import { dansUneTransaction } from '@ppn/postgres';
import { expect } from 'vitest';
import { depechesDe, type DepecheVisible } from '../depeches/depeches-visibles.ts';
import { emettreDepeche } from '../depeches/emettre-depeche.ts';
import { jusqua } from './attentes.ts';
import { type NoeudDEssai, nouveau } from './banc.ts';

/** Emet une depeche dans sa transaction, puis reveille le relais ; rend son identifiant. */
export async function depecher(
  depuis: NoeudDEssai,
  objet: string,
  corps: unknown,
  { id = nouveau(), genre = 'essai' }: { readonly id?: string; readonly genre?: string } = {},
): Promise<string> {
  await dansUneTransaction(depuis.reglages.base.db, (tx) =>
    emettreDepeche(tx, { id, objet, genre, corps, emisA: new Date().toISOString() }),
  );
  depuis.noeud().reveiller();
  return id;
}

/** Attend qu'une depeche soit dans cet etat chez son emetteur, et la rend. */
export const depecheDansLEtat = (
  noeud: NoeudDEssai,
  { objet, id }: { readonly objet: string; readonly id: string },
  etat: DepecheVisible['etat'],
  tentatives = 0,
): Promise<DepecheVisible> =>
  jusqua(async () => {
    const vue = (await depechesDe(noeud.reglages.base, objet)).find((depeche) => depeche.id === id);
    if (!vue) throw new Error(`Dépêche ${id} absente.`);
    expect(vue.etat, vue.derniereErreur ?? vue.motif ?? '').toBe(etat);
    expect(vue.tentatives).toBeGreaterThanOrEqual(tentatives);
    return vue;
  });
