import yauzl from 'yauzl';

/** Une entree lue par un lecteur de ZIP qui n'est pas le notre. */
export type EntreeLue = { readonly nom: string; readonly octets: Buffer };

/** Toutes les entrees d'un ZIP en memoire, CRC-32 verifies. */
export async function lireLeZip(zip: Buffer): Promise<readonly EntreeLue[]> {
  return new Promise((lire, rejeter) => {
    yauzl.fromBuffer(zip, { lazyEntries: true }, (erreur, archive) => {
      if (erreur) return rejeter(erreur);
      const lues: EntreeLue[] = [];
      archive.on('error', rejeter);
      archive.on('end', () => lire(lues));
      archive.on('entry', (entree: yauzl.Entry) =>
        archive.openReadStream(entree, (defaut, flux) => {
          if (defaut) return rejeter(defaut);
          const morceaux: Buffer[] = [];
          flux.on('data', (octets: Buffer) => morceaux.push(octets));
          flux.on('error', rejeter);
          flux.on('end', () => {
            lues.push({ nom: entree.fileName, octets: Buffer.concat(morceaux) });
            archive.readEntry();
          });
        }),
      );
      archive.readEntry();
    });
  });
}
