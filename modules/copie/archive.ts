import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { empreinte as versEmpreinte } from '@ppn/core';
import { nomsUniques, type PlanDeZip, planifierZip, type Source, sourceDuZip } from '@ppn/large-files';
import type { Magasin } from '@ppn/blob-store';
import { nomDansLArchive } from './domain/trier.ts';
import type { PieceChoisie } from './tables.ts';

/** Une piece relue : ses octets sont ceux de son empreinte, sa longueur et son CRC-32 sont connus avant d'ecrire l'archive. */
export type PieceMesuree = PieceChoisie & {
  readonly nom: string;
  readonly longueur: number;
  readonly crc32: number;
};

/** Les octets d'une piece ne sont plus ceux de son empreinte. */
export class PieceAlteree extends Error {
  readonly piece: PieceChoisie;
  constructor(piece: PieceChoisie) {
    super(`« ${piece.cote}. ${piece.titre} » ne correspond plus à son empreinte : la copie ne part pas.`);
    this.piece = piece;
  }
}

/** Relit chaque piece, une a une : on ne communique pas ce qu'on n'a pas relu. Lance `PieceAlteree`. */
export async function mesurer(
  magasin: Pick<Magasin, 'lire'>,
  pieces: readonly PieceChoisie[],
): Promise<readonly PieceMesuree[]> {
  const noms = nomsUniques(pieces.map(nomDansLArchive));
  const mesurees: PieceMesuree[] = [];
  for (const [rang, piece] of pieces.entries()) {
    const condensat = createHash('sha256');
    let [longueur, somme] = [0, 0];
    for await (const morceau of magasin.lire(versEmpreinte(piece.empreinte))) {
      condensat.update(morceau);
      somme = crc32(morceau, somme);
      longueur += morceau.length;
    }
    if (condensat.digest('hex') !== piece.empreinte) throw new PieceAlteree(piece);
    mesurees.push({ ...piece, nom: noms[rang] ?? '', longueur, crc32: somme });
  }
  return mesurees;
}

/** Liste des SHA-256, a la forme de `sha256sum -c` : l'archive se verifie sans nous. */
const sommes = (pieces: readonly PieceMesuree[]): Buffer =>
  Buffer.from(pieces.map(({ empreinte, nom }) => `${empreinte}  ${nom}\n`).join(''));

/** L'archive ZIP64, stockee, de la copie : chaque octet a sa place avant qu'un seul soit lu, donc un envoi se reprend. */
export function archiveDe(
  magasin: Pick<Magasin, 'lire'>,
  pieces: readonly PieceMesuree[],
  date: Date,
): Source & { readonly plan: PlanDeZip } {
  const liste = sommes(pieces);
  const plan = planifierZip(
    [
      { nom: 'SHA256SUMS', longueur: liste.length, crc32: crc32(liste) },
      ...pieces.map(({ nom, longueur, crc32: somme }) => ({ nom, longueur, crc32: somme })),
    ],
    date,
  );
  const source = sourceDuZip(plan, 'dossier.zip', (entree, debut, fin) => {
    const piece = pieces[entree - 1];
    return piece === undefined
      ? unMorceau(liste.subarray(debut, fin))
      : lirePiece(magasin, piece, debut, fin);
  });
  return { ...source, plan };
}

async function* unMorceau(octets: Buffer): AsyncGenerator<Buffer> {
  yield octets;
}

async function* lirePiece(
  magasin: Pick<Magasin, 'lire'>,
  { empreinte }: PieceMesuree,
  debut: number,
  fin: number,
): AsyncGenerator<Buffer> {
  for await (const morceau of magasin.lire(versEmpreinte(empreinte), { debut, fin }))
    yield Buffer.from(morceau);
}
