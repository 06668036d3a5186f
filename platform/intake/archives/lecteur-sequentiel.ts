/** Lit un flux a la file : `lire` rend au plus n octets (moins a la fin), `sauter` passe sans garder et rend le nombre passe. */
export class LecteurSequentiel {
  readonly #morceaux: AsyncIterator<Uint8Array>;
  #reste: Uint8Array = new Uint8Array(0);

  constructor(flux: AsyncIterable<Uint8Array>) {
    this.#morceaux = flux[Symbol.asyncIterator]();
  }

  async lire(nombre: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    const lus = await this.#consommer(nombre, (part) => parts.push(part));
    return parts.length === 1 && parts[0] !== undefined
      ? parts[0]
      : lus === 0
        ? new Uint8Array(0)
        : Buffer.concat(parts);
  }

  sauter(nombre: number): Promise<number> {
    return this.#consommer(nombre, () => undefined);
  }

  /** Va au bout du flux : un contenu compresse doit etre compte en entier. */
  async vider(): Promise<void> {
    while ((await this.sauter(Number.MAX_SAFE_INTEGER)) > 0);
  }

  async #consommer(nombre: number, garder: (part: Uint8Array) => void): Promise<number> {
    let pris = 0;
    while (pris < nombre) {
      if (this.#reste.length === 0) {
        const suivant = await this.#morceaux.next();
        if (suivant.done === true) break;
        this.#reste = suivant.value;
      }
      const part = this.#reste.subarray(0, nombre - pris);
      this.#reste = this.#reste.subarray(part.length);
      pris += part.length;
      garder(part);
    }
    return pris;
  }
}
