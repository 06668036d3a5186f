import { openPromise } from 'yauzl';
import type { ZipFile } from 'yauzl';
import type { Ancres } from '@ppn/sealing';
import type { ComparerTexte } from './fiche.ts';

/** Ce qu'un lecteur recoit : le fichier, la confiance, l'instant (maintenant par defaut) et la comparaison des textes. */
export type DemandeDeLecture = {
  readonly chemin: string;
  readonly ancres: Ancres;
  readonly a?: Date;
  readonly comparerTexte?: ComparerTexte;
  /** Le dossier des ancres, s'il a ete voulu (`--ancres`, PPN_ANCRES) : il peut porter d'autres materiels de confiance. */
  readonly dossierDAncres?: string;
  /** Le fichier donne a part (`--contenu`). */
  readonly contenu?: string;
  /** Tetes tenues ailleurs (`--tete`) : chemins de fichiers, ou lignes de QR. */
  readonly tetes?: readonly string[];
};

/** Ce qu'un lecteur rend : le code de sortie (0 a 3), les donnees de `--json` (sans `fichier` ni `code`) et le texte a montrer. */
export type Lecture = { readonly code: number; readonly donnees: object; readonly texte: string };

/** Un genre de fichier que la commande sait verifier, reconnu par son contenu. Le premier de la liste qui reconnait lit. */
export type Lecteur = {
  readonly reconnait: (chemin: string) => Promise<boolean>;
  readonly lire: (demande: DemandeDeLecture) => Promise<Lecture>;
};

const ENTREES_MAX = 100_000;

/** Vrai si le fichier est un ZIP qui porte ce nom exact a sa racine. Un fichier illisible comme ZIP ne le porte pas. */
export async function zipContient(chemin: string, nom: string): Promise<boolean> {
  let zip: ZipFile | undefined;
  try {
    zip = await openPromise(chemin, { lazyEntries: true, autoClose: false });
    let lues = 0;
    for await (const entree of zip.eachEntry()) {
      if (entree.fileName === nom) return true;
      if ((lues += 1) > ENTREES_MAX) return false;
    }
    return false;
  } catch (erreur) {
    if (erreur instanceof Error) return false;
    throw erreur;
  } finally {
    zip?.close();
  }
}
