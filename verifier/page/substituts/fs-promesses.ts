import { fichierDe, lireTranche, nomsDans } from './disque.ts';
import type { Codage } from './codages.ts';
import type { Tampon } from './tampon.ts';

/** `readFile` de Node, en octets ou en texte. */
export function readFile(chemin: string): Promise<Tampon>;
export function readFile(chemin: string, codage: Codage): Promise<string>;
export async function readFile(chemin: string, codage?: Codage): Promise<Tampon | string> {
  const fichier = fichierDe(chemin);
  const octets = await lireTranche(fichier, 0, fichier.size);
  return codage === undefined ? octets : octets.toString(codage);
}

/** `stat` de Node : la taille, et que c'est un fichier. */
export async function stat(
  chemin: string,
): Promise<{ readonly size: number; readonly isFile: () => boolean }> {
  const { size } = fichierDe(chemin);
  return { size, isFile: () => true };
}

/** `readdir` de Node ; un dossier sans fichier n'existe pas ici. */
export async function readdir(dossier: string): Promise<readonly string[]> {
  const noms = nomsDans(dossier);
  if (noms.length === 0) fichierDe(dossier);
  return [...noms];
}

/** `open` de Node, en lecture : `read` par place, fermeture sans effet. */
export async function open(chemin: string): Promise<Poignee> {
  return new Poignee(fichierDe(chemin));
}

class Poignee {
  readonly #fichier: Blob;

  constructor(fichier: Blob) {
    this.#fichier = fichier;
  }

  async read<T extends Uint8Array>(
    buffer: T,
    place: number,
    taille: number,
    position: number,
  ): Promise<{ readonly buffer: T; readonly bytesRead: number }> {
    const lus = await lireTranche(this.#fichier, position, position + taille);
    buffer.set(lus, place);
    return { buffer, bytesRead: lus.length };
  }

  async readFile(): Promise<Tampon> {
    return lireTranche(this.#fichier, 0, this.#fichier.size);
  }

  async stat(): Promise<{ readonly size: number }> {
    return { size: this.#fichier.size };
  }

  async close(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
