import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Octets chiffres ou dechiffres entre deux ramassages. */
const PAS = 16 * 1024 * 1024;

setFlagsFromString('--expose-gc');
type Ramasseur = (options: { readonly type: 'minor' }) => void;
const isRamasseur = (valeur: unknown): valeur is Ramasseur => typeof valeur === 'function';
const ramasser: unknown = runInNewContext('gc');
let depuis = 0;

/**
 * Compte des octets rendus par `node:crypto` ou par la liaison. Chacun est un tampon neuf que V8 n'est pas presse de rendre :
 * sans un petit ramassage tous les seize megaoctets (moins d'une milliseconde), chaque fil en garde une centaine.
 */
export function compter(octets: number): void {
  depuis += octets;
  if (depuis < PAS) return;
  depuis = 0;
  if (isRamasseur(ramasser)) ramasser({ type: 'minor' });
}
