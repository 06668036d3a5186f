import { createHash } from 'node:crypto';
import { finished, Readable } from 'node:stream';
import { ZipFile } from 'yazl';

/** Un fichier de l'archive : ses octets, en flux. `comprimer` : pour du texte ; le reste est range tel quel. */
export type FichierARanger = {
  readonly chemin: string;
  readonly lire: () => AsyncIterable<Uint8Array>;
  readonly comprimer: boolean;
};

/** Un fichier range : sa taille et ses condensats, en hexa (une ligne `fichiers` du manifeste). */
export type FichierRange = {
  readonly chemin: string;
  readonly taille: number;
  readonly sha256: string;
  readonly sha3_512: string;
};

/** Un fichier ecrit en dernier, calcule de tous les autres. */
export type FichierFinal = { readonly chemin: string; readonly octets: Uint8Array };

/** Date DOS de toutes les entrees : memes fichiers, memes octets. */
const JOUR = new Date(2026, 0, 1, 12);

/**
 * Ecrit un ZIP en flux : aucun fichier ne monte entier en memoire. `conclure` recoit les condensats de tous, dans l'ordre, et rend
 * ce qui ferme l'archive. Une source en defaut coupe le flux, qui lance son erreur.
 */
export async function* archiver(
  fichiers: readonly FichierARanger[],
  conclure: (ranges: readonly FichierRange[]) => Promise<readonly FichierFinal[]>,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const sortie = Readable.from(zip.outputStream);
  const ouverts = new Set<Readable>();
  zip.on('error', (cause: Error) => sortie.destroy(cause));
  const ranges = fichiers.map((fichier) => ranger(zip, fichier, ouverts));
  Promise.all(ranges)
    .then(async (tous) => {
      for (const { chemin, octets } of await conclure(tous))
        zip.addBuffer(Buffer.from(octets), chemin, { ...OPTIONS, compress: true });
      zip.end();
    })
    .catch((cause: unknown) => sortie.destroy(cause instanceof Error ? cause : new Error(String(cause))));
  try {
    if (fichiers.length === 0) yield new Uint8Array();
    for await (const morceau of sortie) yield morceau as Uint8Array;
  } finally {
    for (const flux of ouverts) flux.destroy();
  }
}

const OPTIONS = { mtime: JOUR, mode: 0o100644, forceDosTimestamp: true } as const;

/** Range un fichier ; la promesse rend ses condensats quand son dernier octet est passe. */
function ranger(
  zip: ZipFile,
  { chemin, lire, comprimer }: FichierARanger,
  ouverts: Set<Readable>,
): Promise<FichierRange> {
  return new Promise((rendre, rejeter) => {
    zip.addReadStreamLazy(chemin, { ...OPTIONS, compress: comprimer }, (ouvrir) => {
      const flux = Readable.from(mesurer(lire(), (mesure) => rendre({ chemin, ...mesure })));
      ouverts.add(flux);
      finished(flux, (erreur) => {
        ouverts.delete(flux);
        if (erreur) rejeter(erreur);
      });
      ouvrir(null, flux);
    });
  });
}

async function* mesurer(
  octets: AsyncIterable<Uint8Array>,
  rendre: (mesure: Omit<FichierRange, 'chemin'>) => void,
): AsyncGenerator<Uint8Array> {
  const [sha256, sha3] = [createHash('sha256'), createHash('sha3-512')];
  let taille = 0;
  for await (const morceau of octets) {
    sha256.update(morceau);
    sha3.update(morceau);
    taille += morceau.length;
    yield morceau;
  }
  rendre({ taille, sha256: sha256.digest('hex'), sha3_512: sha3.digest('hex') });
}
