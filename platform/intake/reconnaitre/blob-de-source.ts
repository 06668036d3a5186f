import type { FichierSource } from '../source.ts';

/** Une source vue comme un Blob : `file-type` y saute sans rien lire d'inutile. */
export class BlobDeSource extends Blob {
  readonly #source: FichierSource;
  readonly #debut: number;
  readonly #fin: number;
  override readonly size: number;
  constructor(source: FichierSource, debut = 0, fin = source.taille) {
    super([]);
    this.#source = source;
    this.#debut = debut;
    this.#fin = Math.max(debut, fin);
    this.size = this.#fin - debut;
  }
  override slice(debut = 0, fin = this.size): Blob {
    return new BlobDeSource(
      this.#source,
      Math.min(this.#fin, this.#debut + debut),
      Math.min(this.#fin, this.#debut + fin),
    );
  }
  override async arrayBuffer(): Promise<ArrayBuffer> {
    const octets = await this.#source.lire(this.#debut, this.#fin);
    return new Uint8Array(octets).buffer;
  }
}
