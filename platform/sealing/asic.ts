import { ZipFile } from 'yazl';
import {
  NOM_MANIFESTE,
  NOM_SIGNATURE,
  ecrireManifeste,
  isNomDePiece,
  isTypeMime,
  type PieceAsic,
} from './asic-manifeste.ts';
import { cadesDetache, type Cachet } from './cades.ts';
import type { Horodateur } from './tsp.ts';

/** Type MIME d'un ASiC-E (EN 319 162-1 §4.4.2). */
export const TYPE_ASIC_E = 'application/vnd.etsi.asic-e+zip';

/**
 * Scelle des pieces dans un ASiC-E (EN 319 162-1) : `mimetype` en premier, tout stocke sans champ extra, date fixe, pieces par nom.
 * Une signature CAdES-B-T couvre le manifeste. Lance `RangeError` (nom interdit, double, aucune piece) ou `HorodatageIndisponible`.
 */
export async function scellerAsic({
  pieces,
  cachet,
  horodateur,
}: {
  readonly pieces: readonly PieceAsic[];
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
}): Promise<Uint8Array> {
  const ordonnees = pieces.toSorted((une, autre) => (une.nom < autre.nom ? -1 : 1));
  verifierPieces(ordonnees);
  const manifeste = ecrireManifeste(ordonnees);
  const signature = await cadesDetache({ contenu: manifeste, cachet, horodateur });
  return archiver([
    ['mimetype', Buffer.from(TYPE_ASIC_E)],
    ...ordonnees.map(({ nom, octets }) => [nom, octets] as const),
    [NOM_MANIFESTE, manifeste],
    [NOM_SIGNATURE, signature],
  ]);
}

function verifierPieces(pieces: readonly PieceAsic[]): void {
  const refusee = pieces.find(({ nom, typeMime }) => !isNomDePiece(nom) || !isTypeMime(typeMime));
  if (refusee !== undefined)
    throw new RangeError(
      `La pièce « ${refusee.nom} » (${refusee.typeMime}) n’a pas un nom ou un type admis.`,
    );
  if (pieces.length === 0) throw new RangeError('Un conteneur scelle au moins une pièce.');
  if (new Set(pieces.map(({ nom }) => nom.toLowerCase())).size !== pieces.length)
    throw new RangeError('Deux pièces du conteneur portent le même nom.');
}

/** La date DOS se lit en heure locale : fixee en heure locale, elle donne partout les memes octets. */
const OPTIONS = {
  compress: false,
  forceDosTimestamp: true,
  mode: 0o100644,
  mtime: new Date(2026, 0, 1, 12, 0, 0),
} as const;

async function archiver(entrees: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [nom, octets] of entrees)
    zip.addBuffer(Buffer.from(octets.buffer, octets.byteOffset, octets.length), nom, OPTIONS);
  zip.end();
  const parties: Buffer[] = [];
  for await (const partie of zip.outputStream)
    parties.push(Buffer.isBuffer(partie) ? partie : Buffer.from(partie));
  return Buffer.concat(parties);
}
