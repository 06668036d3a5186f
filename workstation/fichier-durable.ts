import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Remplace un fichier d'un seul coup et n'en revient qu'une fois sur le disque, dossier compris. */
export async function ecrireDurable(chemin: string, contenu: string, mode = 0o600): Promise<void> {
  const passage = `${chemin}.${process.pid}.ecriture`;
  await surLeDisque(passage, 'w', contenu, mode);
  await rename(passage, chemin);
  const dossier = await open(dirname(chemin), 'r');
  await dossier.sync().finally(() => dossier.close());
}

/** Ajoute à la fin d'un fichier et n'en revient qu'une fois sur le disque. */
export const ajouterDurable = (chemin: string, contenu: string): Promise<void> =>
  surLeDisque(chemin, 'a', contenu, 0o600);

async function surLeDisque(chemin: string, drapeau: 'a' | 'w', contenu: string, mode: number): Promise<void> {
  const fichier = await open(chemin, drapeau, mode);
  try {
    await fichier.writeFile(contenu);
    await fichier.sync();
  } finally {
    await fichier.close();
  }
}
