import { permuter } from './keccak.ts';

const GROS_BOUTISTE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 0;

/** SHA3-256, 384 ou 512 (FIPS 202), d'un trait ou en morceaux. `taille` : octets de l'empreinte. */
export class Sha3 {
  readonly #etat = new Int32Array(50);
  readonly #octets = new Uint8Array(this.#etat.buffer);
  readonly #taille: number;
  readonly #debit: number;
  #place = 0;

  constructor(taille: 32 | 48 | 64) {
    if (GROS_BOUTISTE) throw new Error('Machine gros-boutiste : non prise en charge.');
    this.#taille = taille;
    this.#debit = 200 - 2 * taille;
  }

  update(donnees: Uint8Array): this {
    for (let lu = 0; lu < donnees.length;) {
      const nombre = Math.min(this.#debit - this.#place, donnees.length - lu);
      for (let rang = 0; rang < nombre; rang += 1)
        this.#octets[this.#place + rang] =
          (this.#octets[this.#place + rang] ?? 0) ^ (donnees[lu + rang] ?? 0);
      lu += nombre;
      this.#place += nombre;
      if (this.#place === this.#debit) this.#fermerLeBloc();
    }
    return this;
  }

  digest(): Uint8Array<ArrayBuffer> {
    this.#octets[this.#place] = (this.#octets[this.#place] ?? 0) ^ 0x06;
    this.#octets[this.#debit - 1] = (this.#octets[this.#debit - 1] ?? 0) ^ 0x80;
    this.#fermerLeBloc();
    return this.#octets.slice(0, this.#taille);
  }

  #fermerLeBloc(): void {
    permuter(this.#etat);
    this.#place = 0;
  }
}
