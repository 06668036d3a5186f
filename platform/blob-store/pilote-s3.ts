import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { cible, ecrire } from './ecriture-s3.ts';
import type { Lieu } from './ecriture-s3.ts';
import { IDENTIFIANT } from './pilote.ts';
import type { Pilote } from './pilote.ts';

/** Acces a un seau S3 ; `prefixe` separe deux magasins d'un meme seau. */
export type ReglagesS3 = {
  readonly adresse: string;
  readonly region: string;
  readonly seau: string;
  readonly prefixe?: string;
  readonly cleDAcces: string;
  readonly cleSecrete: string;
};

/** Stockage S3 : un PUT jusqu'a 8 Mio, sinon un envoi en parts. `If-None-Match: *` interdit d'ecraser (les serveurs qui l'ignorent restent surs : l'identifiant est tire au hasard). */
export function piloteS3(reglages: ReglagesS3): Pilote & { readonly fermer: () => void } {
  const client = new S3Client({
    endpoint: reglages.adresse,
    region: reglages.region,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    credentials: { accessKeyId: reglages.cleDAcces, secretAccessKey: reglages.cleSecrete },
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5000, socketTimeout: 60_000 },
  });
  const prefixe = reglages.prefixe ?? '';
  const ou = (identifiant: string): Lieu => ({
    client,
    Bucket: reglages.seau,
    Key: `${prefixe}${identifiant}`,
  });
  return {
    ecrire: async (identifiant) => ecrire(ou(identifiant)),
    taille: async (identifiant) =>
      (await siExiste(client.send(new HeadObjectCommand(cible(ou(identifiant))))))?.ContentLength,
    lire: (identifiant, debut, fin) => lire(ou(identifiant), debut, fin),
    supprimer: async (identifiant) =>
      void (await client.send(new DeleteObjectCommand(cible(ou(identifiant))))),
    lister: () => lister(client, reglages.seau, prefixe),
    purgerInacheves: (avant) => purger(client, reglages.seau, prefixe, avant),
    fermer: () => client.destroy(),
  };
}

async function* lire(lieu: Lieu, debut: number, fin: number): AsyncGenerator<Uint8Array> {
  if (fin <= debut) return;
  const { Body } =
    (await siExiste(
      lieu.client.send(new GetObjectCommand({ ...cible(lieu), Range: `bytes=${debut}-${fin - 1}` })),
    )) ?? {};
  if (Body === undefined) return;
  const corps = Body.transformToWebStream();
  for await (const morceau of corps.values()) yield octetsDe(morceau);
}

function octetsDe(morceau: unknown): Uint8Array {
  if (morceau instanceof Uint8Array) return morceau;
  throw new TypeError('Morceau S3 inattendu.');
}

async function* lister(
  client: S3Client,
  Bucket: string,
  prefixe: string,
): AsyncGenerator<{ identifiant: string; ecritA: number }> {
  for (let suite: string | undefined, premier = true; premier || suite !== undefined; premier = false) {
    const page = await client.send(
      new ListObjectsV2Command({
        Bucket,
        Prefix: prefixe,
        ...(suite === undefined ? {} : { ContinuationToken: suite }),
      }),
    );
    suite = page.NextContinuationToken;
    for (const { Key = '', LastModified } of page.Contents ?? []) {
      const identifiant = Key.slice(prefixe.length);
      if (IDENTIFIANT.test(identifiant)) yield { identifiant, ecritA: LastModified?.getTime() ?? Date.now() };
    }
  }
}

/** Les serveurs qui ne listent pas les envois inacheves (501, 404, 405) s'en remettent a leur propre regle d'expiration. */
async function purger(client: S3Client, Bucket: string, Prefix: string, avant: number): Promise<number> {
  const liste = await client
    .send(new ListMultipartUploadsCommand({ Bucket, Prefix }))
    .catch((cause: unknown) => {
      if (
        cause instanceof S3ServiceException &&
        [404, 405, 501].includes(cause.$metadata.httpStatusCode ?? 0)
      )
        return undefined;
      throw cause;
    });
  const vieux = (liste?.Uploads ?? []).filter(
    ({ Initiated }) => Initiated !== undefined && Initiated.getTime() < avant,
  );
  for (const { Key, UploadId } of vieux)
    await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
  return vieux.length;
}

async function siExiste<T>(promesse: Promise<T>): Promise<T | undefined> {
  return promesse.catch((cause: unknown) => {
    if (cause instanceof S3ServiceException && ['NoSuchKey', 'NotFound', 'InvalidRange'].includes(cause.name))
      return undefined;
    throw cause;
  });
}
