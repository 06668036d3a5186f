import { open, readFile, stat } from 'node:fs/promises';

/** Les premiers octets d'un fichier, 1 Kio au plus. Lance l'erreur du systeme s'il ne s'ouvre pas. */
export async function lireDebut(chemin: string): Promise<Buffer> {
  await using fichier = await open(chemin, 'r');
  const { buffer, bytesRead } = await fichier.read(Buffer.alloc(1024), 0, 1024, 0);
  return buffer.subarray(0, bytesRead);
}

/** Un fichier entier, ou undefined s'il depasse `max` octets. */
export async function lireBorne(chemin: string, max: number): Promise<Uint8Array | undefined> {
  return (await stat(chemin)).size > max ? undefined : new Uint8Array(await readFile(chemin));
}
