import { ZipFile } from 'yazl';

/** Fabrique un zip en memoire : chaque nom et ses octets, compresses. */
export async function zipDEssai(
  entrees: readonly (readonly [string, Uint8Array | string])[],
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [nom, contenu] of entrees) {
    zip.addBuffer(Buffer.from(contenu), nom, { mtime: new Date('2026-11-21T12:00:00Z') });
  }
  zip.end();
  const morceaux: Uint8Array[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  return Buffer.concat(morceaux);
}

/** Remplace partout une suite d'octets par une autre de meme longueur. */
export function remplacer(octets: Buffer, avant: string, apres: string): Buffer {
  return Buffer.from(octets.toString('latin1').replaceAll(avant, apres), 'latin1');
}

type EntreeTar = {
  readonly nom: string;
  readonly contenu?: string;
  readonly genre?: string;
  readonly lien?: string;
};

/** Fabrique un tar ustar en memoire, sommes justes, deux blocs nuls a la fin. */
export function tarDEssai(entrees: readonly EntreeTar[]): Buffer {
  const blocs = entrees.flatMap(({ nom, contenu = '', genre = '0', lien = '' }) => {
    const entete = Buffer.alloc(512);
    entete.write(nom, 0);
    entete.write('0000644\0', 100);
    entete.write(contenu.length.toString(8).padStart(11, '0'), 124);
    entete.write('        ', 148);
    entete.write(genre, 156);
    entete.write(lien, 157);
    entete.write('ustar\u000000', 257);
    const somme = entete.reduce((total, octet) => total + octet, 0);
    entete.write(`${somme.toString(8).padStart(6, '0')}\0 `, 148);
    const corps = Buffer.alloc(Math.ceil(contenu.length / 512) * 512);
    corps.write(contenu);
    return [entete, corps];
  });
  return Buffer.concat([...blocs, Buffer.alloc(1024)]);
}
