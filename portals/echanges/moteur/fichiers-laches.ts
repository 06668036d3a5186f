import type { FichierChoisi } from './fiche.ts';

/** Les fichiers d'un champ de choix ; un dossier choisi donne a chacun son chemin. */
export const fichiersChoisis = (liste: FileList | null): readonly FichierChoisi[] =>
  [...(liste ?? [])].map((fichier) => ({
    fichier,
    nom: fichier.webkitRelativePath === '' ? fichier.name : fichier.webkitRelativePath,
  }));

/** Les fichiers laches, dossiers parcourus. A appeler pendant l'evenement : apres, le navigateur n'en dit plus rien. */
export async function fichiersLaches(transfert: DataTransfer): Promise<readonly FichierChoisi[]> {
  const elements = [...transfert.items]
    .filter(({ kind }) => kind === 'file')
    .map((element) => ({ entree: element.webkitGetAsEntry(), fichier: element.getAsFile() }));
  const listes = elements.map(async ({ entree, fichier }) => {
    if (entree !== null) return parEntree(entree);
    return fichier === null ? [] : [{ fichier, nom: fichier.name }];
  });
  return (await Promise.all(listes)).flat();
}

async function parEntree(entree: FileSystemEntry): Promise<readonly FichierChoisi[]> {
  if (estFichier(entree)) {
    const fichier = await new Promise<File>((finir, echouer) => entree.file(finir, echouer));
    return [{ fichier, nom: entree.fullPath.replace(/^\//, '') || fichier.name }];
  }
  if (!estDossier(entree)) return [];
  const lecteur = entree.createReader();
  const trouves: FichierChoisi[] = [];
  // Un dossier se lit par paquets de cent : jusqu'au paquet vide.
  for (;;) {
    const paquet = await new Promise<FileSystemEntry[]>((finir, echouer) =>
      lecteur.readEntries(finir, echouer),
    );
    if (paquet.length === 0) return trouves;
    for (const enfant of paquet) trouves.push(...(await parEntree(enfant)));
  }
}

const estFichier = (entree: FileSystemEntry): entree is FileSystemFileEntry => entree.isFile;
const estDossier = (entree: FileSystemEntry): entree is FileSystemDirectoryEntry => entree.isDirectory;
