import { createHash, sign, type KeyObject } from 'node:crypto';
import type { Empreinte } from '@ppn/core';
import { empreinteDe } from './certificat.ts';
import { assemblerCms, attributsSignes, verifierSignatureBrute } from './cms.ts';
import type { Horodateur } from './tsp.ts';

/** Une cle tenue ailleurs (PKCS#11) : rend la signature de `contenu`, SHA-256, ECDSA en DER ou RSA PKCS#1 v1.5. */
export type CleTenueAilleurs = (contenu: Uint8Array) => Promise<Uint8Array>;

/** Un cachet de serveur : sa cle (fichier ou PKCS#11), sa chaine (signataire d'abord, DER) et les CRL a joindre a ses signatures. */
export type Cachet = {
  readonly cle: KeyObject | CleTenueAilleurs;
  readonly certificats: readonly Uint8Array[];
  readonly crls?: () => Promise<readonly Uint8Array[]>;
};

/** Signature CAdES-B-T detachee (EN 319 122-1) de `contenu`, en DER ; lance `HorodatageIndisponible` si le jeton manque. */
export async function cadesDetache({
  contenu,
  cachet,
  horodateur,
}: {
  readonly contenu: Uint8Array;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
}): Promise<Uint8Array> {
  return cacheter({ empreinte: empreinteDe(contenu), cachet, horodateur });
}

/** Signature CAdES-B-T d'une empreinte deja calculee : le meme CMS sert au contenu detache et au PDF. */
export async function cacheter({
  empreinte,
  cachet,
  horodateur,
}: {
  readonly empreinte: Empreinte;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
}): Promise<Uint8Array> {
  const [certificat] = cachet.certificats;
  if (certificat === undefined) throw new RangeError('Le cachet n’a pas de certificat.');
  const attributs = attributsSignes({ empreinte, certificat });
  const signature = await signerParCachet(cachet, attributs);
  const [jeton, crls] = await Promise.all([
    horodateur(createHash('sha256').update(signature).digest()),
    cachet.crls?.() ?? [],
  ]);
  return assemblerCms({
    attributsSignes: attributs,
    signature,
    certificats: cachet.certificats,
    crls,
    jeton,
  });
}

/** La signature brute d'un cachet sur `contenu`, verifiee par son certificat avant d'etre rendue ; lance si la cle n'est pas la sienne. */
export async function signerParCachet(
  { cle, certificats: [certificat] }: Cachet,
  contenu: Uint8Array,
): Promise<Uint8Array> {
  if (typeof cle !== 'function') return sign('sha256', contenu, cle);
  const signature = await cle(contenu);
  const juste =
    certificat !== undefined && verifierSignatureBrute({ attributsSignes: contenu, signature, certificat });
  if (!juste) throw new Error('La clé du cachet n’est pas celle de son certificat.');
  return signature;
}
