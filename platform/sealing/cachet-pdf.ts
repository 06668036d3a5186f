import type { Horodate } from '@ppn/core';
import { cacheter, type Cachet } from './cades.ts';
import { lireCertificat } from './certificat.ts';
import { insererCms, preparerSignature } from './pades.ts';
import type { Horodateur } from './tsp.ts';

/** Un PDF sans signataire personnel et son champ /Sig vide, pose par `composerPdfA` (`signataires: [{ champ, … }]`). */
export type DemandeDeCachet = {
  readonly pdf: Uint8Array;
  readonly champ: string;
  readonly signeA: Horodate;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  readonly motif?: string;
};

/**
 * Scelle un PDF par le cachet du service, en PAdES-B-T : pour l'acte qui n'exige pas l'identite d'un signataire
 * (CPP D.589-5, arrete A.53-5). Le nom porte (/Name) est celui du certificat du cachet.
 * Lance `SignatureImpossible`, `RevisionImpossible` ou `HorodatageIndisponible`.
 */
export async function scellerPdfParCachet({
  pdf,
  champ,
  signeA,
  cachet,
  horodateur,
  motif = 'Cachet du service',
}: DemandeDeCachet): Promise<Uint8Array> {
  const [certificat] = cachet.certificats;
  if (certificat === undefined) throw new RangeError('Le cachet n’a pas de certificat.');
  const { organisation, nom } = lireCertificat(certificat);
  const prepare = await preparerSignature({
    pdf,
    champ,
    signeA,
    nom: organisation === undefined ? nom : `${nom}, ${organisation}`,
    motif,
  });
  return insererCms(prepare.octets, await cacheter({ empreinte: prepare.empreinte, cachet, horodateur }));
}
