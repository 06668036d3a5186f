import type { Fiche } from './fiche.ts';

/** Ou le poste garde ses envois en cours. */
export type Garde = {
  readonly lire: (depot: string, moi: string) => Promise<readonly Fiche[]>;
  readonly ecrire: (fiche: Fiche) => Promise<void>;
  readonly oter: (cles: readonly string[]) => Promise<void>;
};

const BASE = 'ppn-envois';
const MAGASIN = 'fiches';

/** IndexedDB : survit au navigateur tue. Pas de poignee de fichier : en relire une fait mourir certains Chromium. Refusee (navigation privee), rien n'est garde. */
export const gardeDuPoste: Garde = {
  lire: async (depot, moi) => {
    const toutes = (await dans('readonly', (magasin) => magasin.getAll())) as readonly Fiche[] | undefined;
    return (toutes ?? []).filter((fiche) => fiche.depot === depot && fiche.moi === moi);
  },
  ecrire: async (fiche) => void (await dans('readwrite', (magasin) => magasin.put(fiche))),
  oter: async (cles) => {
    for (const cle of cles) await dans('readwrite', (magasin) => magasin.delete(cle));
  },
};

let ouverte: Promise<IDBDatabase> | undefined;

function ouvrir(): Promise<IDBDatabase> {
  ouverte ??= new Promise((finir, echouer) => {
    const demande = indexedDB.open(BASE, 1);
    demande.addEventListener('upgradeneeded', () => {
      demande.result.createObjectStore(MAGASIN, { keyPath: 'cle' });
    });
    demande.addEventListener('success', () => finir(demande.result));
    demande.addEventListener('error', () => echouer(demande.error ?? new Error('IndexedDB refusée.')));
  });
  return ouverte;
}

/** Un geste sur le magasin ; `undefined` si le navigateur le refuse. */
async function dans(
  mode: IDBTransactionMode,
  geste: (magasin: IDBObjectStore) => IDBRequest,
): Promise<unknown> {
  try {
    const magasin = (await ouvrir()).transaction(MAGASIN, mode).objectStore(MAGASIN);
    const demande = geste(magasin);
    return await new Promise((finir, echouer) => {
      demande.addEventListener('success', () => finir(demande.result));
      demande.addEventListener('error', () => echouer(demande.error ?? new Error('IndexedDB refusée.')));
    });
  } catch {
    return undefined;
  }
}
