import { sha256 } from '@noble/hashes/sha2.js';

/** Un morceau d'un tampon : ses places de debut et de fin. */
type Plage = readonly [debut: number, fin: number];
/** L'empreinte SHA-256 de ces plages mises bout a bout. */
type Sue = { readonly plages: readonly Plage[]; readonly empreinte: Uint8Array };

const sues = new WeakMap<ArrayBufferLike, readonly Sue[]>();

/** Au-dela, un fichier n'est pas condense d'avance ; ni plus de tant de signatures. */
const TAILLE_MAX = 16 * 1024 * 1024;
const SIGNATURES_MAX = 8;

/**
 * Fait calculer par le navigateur, bien plus vite qu'ici, les SHA-256 que le moteur demandera surement de ces octets : le tout,
 * et ce que chaque signature de PDF dit couvrir. Une plage mal devinee ne sert pas : une empreinte n'est rendue que pour les
 * memes octets. Sans `crypto.subtle`, ne fait rien. Les octets ne doivent plus changer.
 */
export async function condenserDAvance(octets: Uint8Array): Promise<void> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle;
  if (subtle === undefined || octets.length > TAILLE_MAX) return;
  const { buffer, byteOffset } = octets;
  const voulues: readonly (readonly Plage[])[] = [[[0, octets.length]], ...plagesSignees(octets)];
  const calculees = voulues.map(async (plages): Promise<Sue> => {
    const empreinte = new Uint8Array(await subtle.digest('SHA-256', reunir(octets, plages)));
    return { plages: plages.map(([debut, fin]) => [byteOffset + debut, byteOffset + fin]), empreinte };
  });
  sues.set(buffer, [...(sues.get(buffer) ?? []), ...(await Promise.all(calculees))]);
}

const LETTRES = new TextDecoder('latin1');

/** Les deux plages de chaque `/ByteRange` ecrit dans ces octets (ISO 32000-2 §12.8.1). */
function plagesSignees(octets: Uint8Array): readonly (readonly Plage[])[] {
  if (octets[0] !== 0x25 || octets[1] !== 0x50) return [];
  const ecrites = LETTRES.decode(octets).matchAll(
    /\/ByteRange\s?\[\s?0 (\d{1,9}) (\d{1,9}) (\d{1,9})\s?\]/gu,
  );
  return [...ecrites].slice(0, SIGNATURES_MAX).flatMap(([, trou = '', reprise = '', suite = '']) => {
    const fin = Number(reprise) + Number(suite);
    return Number(trou) <= Number(reprise) && fin <= octets.length
      ? [
          [
            [0, Number(trou)],
            [Number(reprise), fin],
          ] as const,
        ]
      : [];
  });
}

function reunir(octets: Uint8Array, plages: readonly Plage[]): Uint8Array<ArrayBuffer> {
  const tout = new Uint8Array(plages.reduce((somme, [debut, fin]) => somme + fin - debut, 0));
  let place = 0;
  for (const [debut, fin] of plages) {
    tout.set(octets.subarray(debut, fin), place);
    place += fin - debut;
  }
  return tout;
}

/** SHA-256 : l'empreinte sue de ces memes octets s'il y en a une, sinon calculee. */
export class Sha256 {
  /** Ce qui est recu, tant qu'une empreinte sue commence ainsi. */
  readonly #recus: Uint8Array[] = [];
  #calcul: ReturnType<typeof sha256.create> | undefined;

  update(octets: Uint8Array): this {
    if (this.#calcul === undefined) {
      this.#recus.push(octets);
      if (this.#sue() === undefined) this.#verser();
    } else this.#calcul.update(octets);
    return this;
  }

  digest(): Uint8Array<ArrayBuffer> {
    const sue = this.#calcul === undefined ? this.#sue() : undefined;
    return sue?.plages.length === this.#recus.length && sue.plages.length > 0
      ? Uint8Array.from(sue.empreinte)
      : this.#verser().digest();
  }

  /** Une empreinte sue dont ce qui est recu est le debut, ou le tout. */
  #sue(): Sue | undefined {
    const [premier] = this.#recus;
    const possibles = premier === undefined ? undefined : sues.get(premier.buffer);
    return possibles?.find(
      ({ plages }) =>
        plages.length >= this.#recus.length &&
        this.#recus.every(({ buffer, byteOffset, length }, rang) => {
          const [debut, fin] = plages[rang] ?? [-1, -1];
          return buffer === premier?.buffer && byteOffset === debut && byteOffset + length === fin;
        }),
    );
  }

  #verser(): ReturnType<typeof sha256.create> {
    const calcul = (this.#calcul ??= sha256.create());
    for (const recu of this.#recus.splice(0)) calcul.update(recu);
    return calcul;
  }
}
