import { permuter } from './keccak.ts';

/** SHA3-256, 384 ou 512 (FIPS 202), d'un trait ou en morceaux. `taille` : octets de l'empreinte. */
export class Sha3 {
  readonly #etat = new Int32Array(50);
  readonly #bloc: Uint8Array<ArrayBuffer>;
  readonly #mots: DataView;
  readonly #taille: number;
  #place = 0;

  constructor(taille: 32 | 48 | 64) {
    this.#taille = taille;
    this.#bloc = new Uint8Array(200 - 2 * taille);
    this.#mots = new DataView(this.#bloc.buffer);
  }

  update(donnees: Uint8Array): this {
    const debit = this.#bloc.length;
    const vue = new DataView(donnees.buffer, donnees.byteOffset, donnees.length);
    let lu = 0;
    while (lu < donnees.length) {
      if (this.#place === 0 && donnees.length - lu >= debit) {
        this.#absorber(vue, lu);
        lu += debit;
        continue;
      }
      const fin = Math.min(lu + debit - this.#place, donnees.length);
      this.#bloc.set(donnees.subarray(lu, fin), this.#place);
      this.#place += fin - lu;
      lu = fin;
      if (this.#place === debit) this.#fermerLeBloc();
    }
    return this;
  }

  digest(): Uint8Array<ArrayBuffer> {
    this.#bloc.fill(0, this.#place);
    this.#bloc[this.#place] = 0x06;
    this.#bloc[this.#bloc.length - 1] = (this.#bloc.at(-1) ?? 0) | 0x80;
    this.#fermerLeBloc();
    const sortie = new DataView(new ArrayBuffer(this.#taille));
    for (let mot = 0; mot * 8 < this.#taille; mot += 1) {
      const [pairs, impairs] = [this.#etat[mot * 2] ?? 0, this.#etat[mot * 2 + 1] ?? 0];
      sortie.setUint32(mot * 8, meler((pairs & 0xffff) | (impairs << 16)), true);
      sortie.setUint32(mot * 8 + 4, meler((pairs >>> 16) | (impairs & 0xffff_0000)), true);
    }
    return new Uint8Array(sortie.buffer);
  }

  #fermerLeBloc(): void {
    this.#absorber(this.#mots, 0);
    this.#place = 0;
  }

  #absorber(mots: DataView, debut: number): void {
    const etat = this.#etat;
    for (let mot = 0; mot * 4 < this.#bloc.length; mot += 2) {
      const bas = separer(mots.getInt32(debut + mot * 4, true));
      const haut = separer(mots.getInt32(debut + mot * 4 + 4, true));
      etat[mot] = (etat[mot] ?? 0) ^ ((bas & 0xffff) | (haut << 16));
      etat[mot + 1] = (etat[mot + 1] ?? 0) ^ ((bas >>> 16) | (haut & 0xffff_0000));
    }
    permuter(etat);
  }
}

/** Echange, dans un mot, les bits que le masque designe avec ceux qui sont `pas` rangs plus haut. */
const echanger = (mot: number, pas: number, masque: number): number => {
  const ecart = (mot ^ (mot >>> pas)) & masque;
  return mot ^ ecart ^ (ecart << pas);
};

/** Les bits de rang pair d'un mot de 32 bits dans sa moitie basse, les autres dans sa moitie haute. */
const separer = (mot: number): number =>
  echanger(echanger(echanger(echanger(mot, 1, 0x2222_2222), 2, 0x0c0c_0c0c), 4, 0x00f0_00f0), 8, 0x0000_ff00);

/** L'inverse de `separer`. */
const meler = (mot: number): number =>
  echanger(echanger(echanger(echanger(mot, 8, 0x0000_ff00), 4, 0x00f0_00f0), 2, 0x0c0c_0c0c), 1, 0x2222_2222);
