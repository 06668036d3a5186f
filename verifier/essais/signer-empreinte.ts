import { createHash } from 'node:crypto';
import type { Empreinte } from '@ppn/core';
import { assemblerCms, attributsSignes, signerParCachet } from '@ppn/sealing';
import type { Cachet, Horodateur } from '@ppn/sealing';

/** CMS CAdES-B-T detache d'une empreinte, par la cle d'un cachet d'essai. */
export async function signerEmpreinte(
  empreinte: Empreinte,
  cachet: Cachet,
  horodateur: Horodateur,
): Promise<Uint8Array> {
  const [certificat = new Uint8Array()] = cachet.certificats;
  const attributs = attributsSignes({ empreinte, certificat });
  const signature = await signerParCachet(cachet, attributs);
  const jeton = await horodateur(createHash('sha256').update(signature).digest());
  return assemblerCms({
    attributsSignes: attributs,
    signature,
    certificats: cachet.certificats,
    crls: (await cachet.crls?.()) ?? [],
    jeton,
  });
}
