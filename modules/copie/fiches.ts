import type { Magasin } from '@ppn/blob-store';
import { empreinte as versEmpreinte } from '@ppn/core';
import sharp from 'sharp';
import type { PieceMesuree } from './archive.ts';
import type { PieceARelier } from './pdf/assembler.ts';
import type { Fiche } from './pdf/fiche.ts';

/** Au-dela, un PDF n'est pas recopie page a page : il est dans l'archive. */
const PDF_MAX = 128 * 1024 * 1024;
const APERCU_MAX = 16 * 1024 * 1024;

/** Les pieces a relier : un PDF par ses pages, une photographie par son apercu, le reste par une fiche qui dit ou le trouver. */
export const aRelier = (
  magasin: Pick<Magasin, 'lireOctets'>,
  pieces: readonly PieceMesuree[],
): readonly PieceARelier[] =>
  pieces.map((piece) => ({
    cote: piece.cote,
    titre: piece.titre,
    aDefaut: ficheDe(piece, 'Ce fichier PDF ne se recopie pas page à page.'),
    lire: async () =>
      piece.typeMime === 'application/pdf' && piece.longueur <= PDF_MAX
        ? { pdf: await magasin.lireOctets(versEmpreinte(piece.empreinte), PDF_MAX) }
        : { fiche: { ...ficheDe(piece), image: await apercuDe(magasin, piece) } },
  }));

const ficheDe = (
  { cote, titre, typeMime, longueur, empreinte, nom, apercu }: PieceMesuree,
  raison?: string,
): Fiche => ({
  titre: `Pièce ${cote}. ${titre}`,
  lignes: [
    ...(raison === undefined ? [] : [raison]),
    `Original : ${typeMime}, ${longueur.toLocaleString('fr-FR')} octets.`,
    `SHA-256 : ${empreinte}`,
    `Il est dans l’archive, sous « ${nom} ».`,
    ...(apercu === null ? [] : ['Ci-dessous, un aperçu réduit.']),
  ],
});

/** L'apercu en JPEG, s'il y en a un qui se lit : son absence n'arrete rien. */
async function apercuDe(
  magasin: Pick<Magasin, 'lireOctets'>,
  { apercu }: PieceMesuree,
): Promise<Fiche['image']> {
  if (apercu === null) return undefined;
  try {
    const { data, info } = await sharp(await magasin.lireOctets(versEmpreinte(apercu), APERCU_MAX))
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true });
    return info.channels === 3 ? { jpeg: data, large: info.width, haut: info.height } : undefined;
  } catch {
    return undefined;
  }
}
