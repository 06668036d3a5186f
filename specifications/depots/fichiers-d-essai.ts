import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { ZipFile } from 'yazl';

/** Octets possedes en propre, tels que `fetch` les envoie. */
export type Octets = Uint8Array<ArrayBuffer>;

const octets = (texte: string): Octets => new Uint8Array(Buffer.from(texte, 'latin1'));

/** Un PDF d'une page ; `catalogue` s'ajoute au catalogue, `fin` au dictionnaire final. */
export function pdf(catalogue = '', fin = ''): Octets {
  const objets = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
  ];
  let texte = '%PDF-1.7\n';
  const positions = objets.map((objet, rang) => {
    const position = texte.length;
    texte += `${rang + 1} 0 obj\n${objet}\nendobj\n`;
    return `${String(position).padStart(10, '0')} 00000 n \n`;
  });
  const table = texte.length;
  return octets(
    `${texte}xref\n0 4\n0000000000 65535 f \n${positions.join('')}trailer\n<< /Root 1 0 R /Size 4 ${fin} >>\nstartxref\n${table}\n%%EOF\n`,
  );
}

/** PDF chiffre (dictionnaire /Encrypt). */
export const pdfChiffre = (): Octets =>
  pdf(
    '',
    `/Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >> /ID [<01> <01>]`,
  );

/** PDF qui execute un script a l'ouverture. */
export const pdfActif = (): Octets => pdf('/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>');

/** Programme Windows. */
export const programme = (): Octets => {
  const image = new Uint8Array(1_024);
  image.set(octets('MZ'));
  image[0x3c] = 0x80;
  image.set(octets('PE\0\0'), 0x80);
  return image;
};

/** Fichier d'essai des antivirus, en morceaux pour que cette source ne soit pas elle-meme detectee. */
export const eicar = (): Octets =>
  octets(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''));

/** Soixante-quatre Mio de zeros dans un zip de quelques Kio. */
export async function bombe(): Promise<Octets> {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.alloc(64 * 1024 * 1024), 'zeros.bin');
  zip.end();
  const morceaux: Buffer[] = [];
  for await (const morceau of zip.outputStream) morceaux.push(Buffer.from(morceau));
  return new Uint8Array(Buffer.concat(morceaux));
}

/** Photographie JPEG, unique, avec une metadonnee EXIF ; unie, pour que la lecture de son texte soit breve. */
export const photo = async (teinte: number): Promise<Octets> =>
  new Uint8Array(
    await sharp({
      create: { width: 2_400, height: 1_600, channels: 3, background: { r: teinte, g: 90, b: 40 } },
    })
      .withExif({ IFD0: { ImageDescription: 'Rayon outillage' } })
      .jpeg()
      .toBuffer(),
  );

const MIO = 1024 * 1024;

/** Une video MP4 de `mio` Mio, engendree au fil de l'eau ; `fin` rend son SHA-256 une fois lue. */
export function grandeVideo(mio: number): {
  readonly flux: ReadableStream<Uint8Array>;
  readonly sha256: () => string;
} {
  const somme = createHash('sha256');
  const taille = mio * MIO;
  let rang = 0;
  const morceau = (): Uint8Array => {
    const bloc = Buffer.alloc(MIO, rang % 256);
    if (rang > 0) return bloc;
    bloc.fill(0).writeUInt32BE(24, 0);
    bloc.write('ftypisom\0\0\u0002\0isomiso2', 4, 'latin1');
    bloc.writeUInt32BE(1, 24);
    bloc.write('mdat', 28, 'latin1');
    bloc.writeBigUInt64BE(BigInt(taille - 24), 32);
    return bloc;
  };
  const flux = new ReadableStream<Uint8Array>(
    {
      pull(suite) {
        if (rang === mio) return suite.close();
        const bloc = morceau();
        rang += 1;
        somme.update(bloc);
        return suite.enqueue(new Uint8Array(bloc));
      },
    },
    { highWaterMark: 1 },
  );
  let fini: string | undefined;
  return { flux, sha256: () => (fini ??= somme.digest('hex')) };
}

/** SHA-256 d'une reponse, lue au fil de l'eau. */
export async function sha256De(reponse: Response): Promise<string> {
  const somme = createHash('sha256');
  for await (const morceau of reponse.body ?? new ReadableStream<Uint8Array>()) somme.update(morceau);
  return somme.digest('hex');
}

/** SHA-256 d'octets. */
export const sha256 = (contenu: Uint8Array): string => createHash('sha256').update(contenu).digest('hex');

/** Un flux qui ne finit qu'a la coupure (`fetch` coupe continue de le lire, et occuperait un coeur) ; il rend la main entre deux morceaux. */
export const jusquA = (coupure: AbortSignal): ReadableStream<Uint8Array> =>
  new ReadableStream(
    {
      pull: async (suite) => {
        await new Promise((rendu) => setImmediate(rendu));
        if (coupure.aborted) suite.close();
        else suite.enqueue(new Uint8Array(65_536));
      },
    },
    { highWaterMark: 1 },
  );
