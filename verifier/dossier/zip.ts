import { ErreurArchive, ouvrirArchive } from '@ppn/sealing';
import type { Archive } from '@ppn/sealing';
import { ArchiveIllisible } from './modele.ts';
import type { LecteurDeDossier } from './modele.ts';

/** Un dossier ouvert sur le disque ; a fermer. */
export type DossierOuvert = LecteurDeDossier & { readonly fermer: () => void };

const GIO = 1024 ** 3;
const BORNES = { entrees: 20_000, piece: 32 * GIO, total: 256 * GIO, dossiers: false };
/** Au-dela, un fichier se condense en flux, sans monter en memoire. */
const EN_MEMOIRE_MAX = 512 * 1024 * 1024;

/**
 * Ouvre le ZIP d'un dossier, dans ses bornes. `dejaControle` : un autre fil vient de controler ses entetes un a un. Lance
 * `ArchiveIllisible`, ou l'erreur du systeme de fichiers.
 */
export async function ouvrirDossier(chemin: string, dejaControle = false): Promise<DossierOuvert> {
  const archive = await traduire(() => ouvrirArchive({ chemin }, { ...BORNES, dejaControle }));
  return {
    noms: [...archive.entrees.keys()],
    lire: (nom) => traduire(() => lire(archive, nom)),
    taille: (nom) => archive.entrees.get(nom)?.uncompressedSize ?? 0,
    condenser: (nom) =>
      traduire(async () => {
        const condensats = await archive.condenser(nom, ['sha256', 'sha3-512']);
        return {
          taille: archive.entrees.get(nom)?.uncompressedSize ?? 0,
          sha256: condensats.get('sha256') ?? '',
          sha3_512: condensats.get('sha3-512') ?? '',
        };
      }),
    fermer: archive.fermer,
  };
}

async function lire(archive: Archive, nom: string): Promise<Uint8Array> {
  const octets = await archive.lire(nom, EN_MEMOIRE_MAX);
  if (octets === undefined)
    throw new ErreurArchive(`« ${nom.slice(0, 80)} » est trop gros pour ce qu’il est`);
  return octets;
}

async function traduire<T>(agir: () => Promise<T>): Promise<T> {
  try {
    return await agir();
  } catch (cause) {
    throw cause instanceof ErreurArchive ? new ArchiveIllisible(cause.message) : cause;
  }
}
