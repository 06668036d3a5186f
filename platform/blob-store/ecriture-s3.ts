import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import type { S3Client } from '@aws-sdk/client-s3';
import { StockagePlein } from './pilote.ts';
import type { Ecriture } from './pilote.ts';

/** Taille d'une part : 10 000 parts au plus, soit 78 Gio par objet. */
const PART = 8 * 1024 * 1024;

/** Un objet d'un seau. */
export type Lieu = { readonly client: S3Client; readonly Bucket: string; readonly Key: string };

/** Ce que toute commande S3 attend pour nommer l'objet. */
export const cible = ({ Bucket, Key }: Lieu): { readonly Bucket: string; readonly Key: string } => ({
  Bucket,
  Key,
});

/** Une seule part en memoire ; elle part quand elle est pleine et que d'autres octets viennent. */
export function ecrire(lieu: Lieu): Ecriture {
  const tampon = Buffer.allocUnsafe(PART);
  const parts: { readonly ETag: string | undefined; readonly PartNumber: number }[] = [];
  let rempli = 0;
  let envoi: string | undefined;
  const envoyerPart = async (): Promise<void> => {
    envoi ??= (await lieu.client.send(new CreateMultipartUploadCommand(cible(lieu)))).UploadId;
    const PartNumber = parts.length + 1;
    const { ETag } = await lieu.client.send(
      new UploadPartCommand({
        ...cible(lieu),
        UploadId: envoi,
        PartNumber,
        Body: tampon.subarray(0, rempli),
      }),
    );
    parts.push({ ETag, PartNumber });
    rempli = 0;
  };
  const ajouter = async (octets: Uint8Array): Promise<void> => {
    for (let fait = 0; fait < octets.length;) {
      if (rempli === PART) await envoyerPart();
      const pris = octets.subarray(fait, fait + PART - rempli);
      tampon.set(pris, rempli);
      rempli += pris.length;
      fait += pris.length;
    }
  };
  const publier = async (): Promise<void> => {
    if (envoi === undefined)
      return void (await lieu.client.send(
        new PutObjectCommand({ ...cible(lieu), Body: tampon.subarray(0, rempli), IfNoneMatch: '*' }),
      ));
    await envoyerPart();
    await lieu.client.send(
      new CompleteMultipartUploadCommand({
        ...cible(lieu),
        UploadId: envoi,
        MultipartUpload: { Parts: parts },
        IfNoneMatch: '*',
      }),
    );
  };
  const abandonner = async (): Promise<void> => {
    if (envoi !== undefined)
      await lieu.client.send(new AbortMultipartUploadCommand({ ...cible(lieu), UploadId: envoi }));
  };
  return { ajouter: (octets) => traduire(ajouter(octets)), publier: () => traduire(publier()), abandonner };
}

async function traduire<T>(promesse: Promise<T>): Promise<T> {
  return promesse.catch((cause: unknown) => {
    const plein =
      cause instanceof S3ServiceException &&
      (cause.$metadata.httpStatusCode === 507 ||
        ['QuotaExceeded', 'EntityTooLarge', 'XMinioStorageFull'].includes(cause.name));
    throw plein ? new StockagePlein({ cause }) : cause;
  });
}
