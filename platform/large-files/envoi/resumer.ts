import { createHash } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { dechiffrerSegment, LONGUEUR_ENTETE, ouvrir, PARAMETRES, type Chiffre } from '@ppn/blob-store/floe';
import {
  CLAIR_PAR_SEGMENT,
  debutDuSegment,
  nombreDeSegments,
  tailleDuChiffre,
} from '@ppn/blob-store/segments';
import type { ObjetARelire, Resume } from './protocole.ts';
import { compter } from './ramasser.ts';

/** Segments lus d'un coup : un megaoctet de clair. */
const SEGMENTS_PAR_LECTURE = 4;

const LECTURE = SEGMENTS_PAR_LECTURE * PARAMETRES.longueurDeSegment;

/** L'objet ne se relit plus : change, tronque, ou d'une autre place. */
export class ObjetIllisible extends Error {
  override readonly name = 'ObjetIllisible';
}

/** Le clair `[debut, fin[` d'un objet, par morceaux d'au plus 256 Kio, chacun verifie avant d'etre rendu. Lance `ObjetIllisible`. */
export async function* lireObjet(
  objet: ObjetARelire,
  debut = 0,
  fin = objet.longueur,
): AsyncGenerator<Buffer> {
  const fichier = await open(objet.chemin, 'r').catch((cause: unknown) => {
    throw new ObjetIllisible(`Objet absent : ${objet.chemin}`, { cause });
  });
  try {
    const chiffre = await ouvrirChiffre(fichier, objet);
    const nombre = nombreDeSegments(objet.longueur);
    const apres = Math.min(nombre, Math.max(1, Math.ceil(fin / CLAIR_PAR_SEGMENT)));
    let position = Math.min(Math.floor(debut / CLAIR_PAR_SEGMENT), nombre - 1);
    // Deux tampons, tour a tour : l'un se remplit pendant que l'autre se dechiffre.
    const tampons = [
      Buffer.allocUnsafe(LECTURE),
      Buffer.allocUnsafe(apres - position > SEGMENTS_PAR_LECTURE ? LECTURE : 0),
    ];
    let lecture = lireSegments(fichier, objet, { position, apres, tampon: tampons[0] });
    while (position < apres) {
      const octets = await lecture;
      const suivante = position + SEGMENTS_PAR_LECTURE;
      // La lecture suivante part pendant que celle-ci se dechiffre et s'envoie.
      if (suivante < apres) {
        tampons.reverse();
        lecture = lireSegments(fichier, objet, { position: suivante, apres, tampon: tampons[0] });
        lecture.catch(() => undefined);
      }
      for (let lu = 0; lu < octets.length; lu += PARAMETRES.longueurDeSegment) {
        const segment = octets.subarray(lu, lu + PARAMETRES.longueurDeSegment);
        const clair = dechiffrerSegment(chiffre, position, position === nombre - 1, segment);
        if (clair === undefined) throw new ObjetIllisible(`Segment ${position} altéré : ${objet.chemin}`);
        const base = position * CLAIR_PAR_SEGMENT;
        const utile = clair.subarray(Math.max(0, debut - base), Math.max(0, fin - base));
        if (utile.length > 0) yield utile;
        position += 1;
        compter(clair.length);
      }
    }
  } finally {
    await fichier.close();
  }
}

async function ouvrirChiffre(
  fichier: FileHandle,
  { cle, aad, longueur, chemin }: ObjetARelire,
): Promise<Chiffre> {
  if ((await fichier.stat()).size !== tailleDuChiffre(longueur))
    throw new ObjetIllisible(`Longueur inattendue : ${chemin}`);
  const entete = Buffer.alloc(LONGUEUR_ENTETE);
  await fichier.read(entete, 0, LONGUEUR_ENTETE, 0);
  const chiffre = ouvrir(cle, aad, entete);
  if (chiffre === undefined) throw new ObjetIllisible(`En-tête étranger : ${chemin}`);
  return chiffre;
}

async function lireSegments(
  fichier: FileHandle,
  { longueur, chemin }: ObjetARelire,
  {
    position,
    apres,
    tampon,
  }: { readonly position: number; readonly apres: number; readonly tampon: Buffer | undefined },
): Promise<Buffer> {
  const debut = debutDuSegment(position);
  const fin = Math.min(
    debutDuSegment(Math.min(apres, position + SEGMENTS_PAR_LECTURE)),
    tailleDuChiffre(longueur),
  );
  const octets = (tampon ?? Buffer.allocUnsafe(LECTURE)).subarray(0, fin - debut);
  let lus = 0;
  while (lus < octets.length) {
    const { bytesRead } = await fichier.read(octets, lus, octets.length - lus, debut + lus);
    if (bytesRead === 0) throw new ObjetIllisible(`Objet tronqué : ${chemin}`);
    lus += bytesRead;
  }
  return octets;
}

/** SHA-256 et CRC-32 d'objets mis bout a bout, relus et verifies. */
export async function resumer(objets: readonly ObjetARelire[]): Promise<Resume> {
  const somme = createHash('sha256');
  let controle = 0;
  for (const objet of objets)
    for await (const clair of lireObjet(objet)) {
      somme.update(clair);
      controle = crc32(clair, controle);
    }
  return { sha256: somme.digest('hex'), crc32: controle };
}
