import { DONNEES, PLACE, ouvrirAbsorbeur } from './keccak-wasm.ts';
import type { Absorbeur } from './keccak-wasm.ts';
import { Sha3 } from './sha3.ts';

type Taille = 32 | 48 | 64;

const absorbeurs = new Map<Taille, Absorbeur | undefined>();

/** SHA3-256, 384 ou 512 (FIPS 202), par WebAssembly ou, la ou il manque, sans lui. `taille` : octets de l'empreinte. */
export function creerSha3(taille: Taille): Sha3 | Sha3Rapide {
  if (!absorbeurs.has(taille)) absorbeurs.set(taille, ouvrirAbsorbeur(200 - 2 * taille));
  const absorbeur = absorbeurs.get(taille);
  return absorbeur === undefined ? new Sha3(taille) : new Sha3Rapide(taille, absorbeur);
}

/** Un calcul par WebAssembly, d'un trait ou en morceaux. Plusieurs se partagent la memoire du module : chacun garde son etat. */
export class Sha3Rapide {
  readonly #etat = new Uint8Array(200);
  readonly #bloc: Uint8Array;
  readonly #taille: Taille;
  readonly #absorbeur: Absorbeur;
  #place = 0;

  constructor(taille: Taille, absorbeur: Absorbeur) {
    this.#taille = taille;
    this.#absorbeur = absorbeur;
    this.#bloc = new Uint8Array(200 - 2 * taille);
  }

  update(donnees: Uint8Array): this {
    const debit = this.#bloc.length;
    const debut = this.#place === 0 ? 0 : Math.min(debit - this.#place, donnees.length);
    this.#retenir(donnees.subarray(0, debut));
    const fin = donnees.length - ((donnees.length - debut) % debit);
    if (fin > debut) this.#absorber(donnees.subarray(debut, fin));
    this.#retenir(donnees.subarray(fin));
    return this;
  }

  digest(): Uint8Array<ArrayBuffer> {
    this.#bloc.fill(0, this.#place);
    this.#bloc[this.#place] = 0x06;
    this.#bloc[this.#bloc.length - 1] = (this.#bloc.at(-1) ?? 0) | 0x80;
    this.#absorber(this.#bloc);
    return this.#etat.slice(0, this.#taille);
  }

  /** Range de quoi finir un bloc, sans jamais deborder de lui. */
  #retenir(octets: Uint8Array): void {
    this.#bloc.set(octets, this.#place);
    this.#place += octets.length;
    if (this.#place < this.#bloc.length) return;
    this.#absorber(this.#bloc);
    this.#place = 0;
  }

  /** Absorbe des blocs entiers, autant a la fois que la memoire en tient. */
  #absorber(blocs: Uint8Array): void {
    const { memoire, absorber } = this.#absorbeur;
    const pas = PLACE - (PLACE % this.#bloc.length);
    memoire.set(this.#etat, 0);
    for (let debut = 0; debut < blocs.length; debut += pas) {
      const lot = blocs.subarray(debut, debut + pas);
      memoire.set(lot, DONNEES);
      absorber(DONNEES + lot.length);
    }
    this.#etat.set(memoire.subarray(0, 200));
  }
}
