import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capturer, type Poste } from '../parcours/navigateur.ts';

export const MIO = 1024 * 1024;

export const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

/** Un fichier de tant de mebioctets, dont chaque page differe : un morceau pris pour un autre se voit. */
export function ecrireUneVideo(
  dossier: string,
  mebioctets: number,
): { readonly chemin: string; readonly octets: Buffer } {
  const octets = Buffer.alloc(mebioctets * MIO);
  for (let rang = 0; rang < octets.length; rang += 4096) octets.writeUInt32LE(rang, rang);
  const chemin = join(dossier, 'vidéosurveillance.mp4');
  writeFileSync(chemin, octets);
  return { chemin, octets };
}

/** De quoi borner le debit d'un poste, en octets par seconde ; -1 : sans borne. */
export async function debitDe(
  { contexte, page }: Poste,
  sens: 'downloadThroughput' | 'uploadThroughput',
): Promise<(octetsParSeconde: number) => Promise<unknown>> {
  const liaison = await contexte.newCDPSession(page);
  const libre = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  return (borne) => liaison.send('Network.emulateNetworkConditions', { ...libre, [sens]: borne });
}

/** Garde l'ecran de chaque poste d'un essai qui echoue. */
export async function capturerLEchec(
  etat: string | undefined,
  postes: Readonly<Record<string, Poste>>,
): Promise<void> {
  if (etat !== 'fail') return;
  for (const [nom, poste] of Object.entries(postes)) await capturer(poste.page, `echec-${nom}`);
}
