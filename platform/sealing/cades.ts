import { createHash, sign, type KeyObject } from 'node:crypto';
import type { Empreinte } from '@ppn/core';
import { empreinteDe } from './certificat.ts';
import { assemblerCms, attributsSignes } from './cms.ts';
import type { Horodateur } from './tsp.ts';

/** Un cachet de serveur : sa cle privee, sa chaine (signataire d'abord, DER) et les CRL a joindre a ses signatures. */
export type Cachet = {
  readonly cle: KeyObject;
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
  const signature = sign('sha256', attributs, cachet.cle);
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
