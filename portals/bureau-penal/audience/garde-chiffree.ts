import type { Contenu } from '../decision/contenu.ts';
import type { Garde } from './cahier.ts';
import { notesDe } from './notes-du-contenu.ts';

/*
 * Ce qu'une coupure laisse sur le poste, chiffre : AES-GCM, une cle par agent, non extractible, gardee par le navigateur. Ce
 * qui est envoye est efface aussitot (docs/decisions/0132).
 */
const BASE = 'ppn-audience';
const MAGASINS = ['cles', 'gardes'] as const;

const ouvrir = (): Promise<IDBDatabase> =>
  new Promise((rendre, rejeter) => {
    const demande = indexedDB.open(BASE, 1);
    demande.addEventListener('upgradeneeded', () => {
      for (const magasin of MAGASINS) demande.result.createObjectStore(magasin);
    });
    demande.addEventListener('success', () => rendre(demande.result));
    demande.addEventListener('error', () => rejeter(demande.error ?? new Error('IndexedDB')));
  });

const executer = async <T>(
  magasin: (typeof MAGASINS)[number],
  mode: IDBTransactionMode,
  agir: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> => {
  const base = await ouvrir();
  return new Promise<T>((rendre, rejeter) => {
    const transaction = base.transaction(magasin, mode);
    const demande = agir(transaction.objectStore(magasin));
    transaction.addEventListener('complete', () => {
      base.close();
      rendre(demande.result);
    });
    transaction.addEventListener('error', () => rejeter(transaction.error ?? new Error('IndexedDB')));
  });
};

const cleDe = async (matricule: string): Promise<CryptoKey> => {
  const connue: unknown = await executer('cles', 'readonly', (store) => store.get(matricule));
  if (connue instanceof CryptoKey) return connue;
  const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await executer('cles', 'readwrite', (store) => store.put(cle, matricule));
  return cle;
};

const estContenu = (valeur: unknown): valeur is Contenu =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

const nomDe = (matricule: string, acteId: string): string => `${matricule}:${acteId}`;

/** Garde, ou oublie, ce que le service n'a pas encore. */
export async function garder(matricule: string, acteId: string, garde: Garde | undefined): Promise<void> {
  if (garde === undefined) {
    await executer('gardes', 'readwrite', (store) => store.delete(nomDe(matricule, acteId)));
    return;
  }
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const clair = new TextEncoder().encode(JSON.stringify(garde));
  const octets = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await cleDe(matricule), clair);
  await executer('gardes', 'readwrite', (store) => store.put({ iv, octets }, nomDe(matricule, acteId)));
}

/** Ce que ce poste gardait pour cet acte ; rien si tout est au service, ou si la cle n'est plus la. */
export async function lireGarde(matricule: string, acteId: string): Promise<Garde | undefined> {
  const garde: unknown = await executer('gardes', 'readonly', (store) => store.get(nomDe(matricule, acteId)));
  if (typeof garde !== 'object' || garde === null || !('iv' in garde) || !('octets' in garde))
    return undefined;
  if (!(garde.iv instanceof Uint8Array) || !(garde.octets instanceof ArrayBuffer)) return undefined;
  const iv = new Uint8Array(garde.iv);
  const clair = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await cleDe(matricule), garde.octets);
  const lue: unknown = JSON.parse(new TextDecoder().decode(clair));
  if (typeof lue !== 'object' || lue === null || !('contenu' in lue) || !('base' in lue)) return undefined;
  return estContenu(lue.contenu) && Array.isArray(lue.base)
    ? { contenu: lue.contenu, base: notesDe({ notes: lue.base }) }
    : undefined;
}
