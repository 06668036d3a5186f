import sharp from 'sharp';
import type { Contenu, Contexte } from '../contexte.ts';
import type { DetailsImage, TypeReconnu, Vignette } from '../contrat.ts';
import { fluxDe, type FichierSource } from '../source.ts';
import { lireExif } from './exif.ts';

/** Taille d'original au-dela de laquelle aucun apercu n'est tente. */
const ORIGINAL_MAX = 192 * 1024 * 1024;
/** 16 384 x 16 384 : les plus grands appareils courants (200 Mpx) passent. */
const PIXELS_MAX = 268_402_689;
const COTE_VIGNETTE = 320;
const COTE_LECTURE = 1600;

sharp.cache(false);
sharp.concurrency(1);

/**
 * Dimensions, date, position et apercus d'une image. Une image est souvent une preuve : meme illisible,
 * elle entre, gardee au bit pres, avec la reserve qu'aucun apercu n'a pu en etre fait.
 */
export async function examinerImage(
  source: FichierSource,
  type: TypeReconnu,
  contexte: Contexte,
): Promise<Contenu> {
  if (source.taille > ORIGINAL_MAX) return sansApercu(type, contexte);
  const octets = await lireTout(source);
  const image = await details(octets);
  if (image === undefined) return sansApercu(type, contexte);
  try {
    const [vignette, lecture] = await apercus(octets, contexte);
    return { type, image, vignette, lecture };
  } catch {
    return { ...sansApercu(type, contexte), image };
  }
}

function sansApercu(type: TypeReconnu, contexte: Contexte): Contenu {
  contexte.avertir(
    'apercu-impossible',
    'Cette image ne peut pas être affichée dans l’application (format non lu, ou fichier abîmé). L’original est conservé tel quel.',
  );
  return { type };
}

async function lireTout(source: FichierSource): Promise<Buffer> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of fluxDe(source)) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}

const REGLAGES = { limitInputPixels: PIXELS_MAX, failOn: 'none', pages: 1 } as const;

async function details(octets: Buffer): Promise<DetailsImage | undefined> {
  try {
    const lues = await sharp(octets, REGLAGES).metadata();
    const { largeur, hauteur } = { largeur: lues.autoOrient.width, hauteur: lues.autoOrient.height };
    return { largeur, hauteur, ...(lues.exif === undefined ? {} : lireExif(lues.exif)) };
  } catch {
    return undefined;
  }
}

/** Vignette et image de lecture ; une image endommagee donne ce qui se voit encore, avec une reserve. */
async function apercus(octets: Buffer, contexte: Contexte): Promise<readonly [Vignette, Vignette]> {
  try {
    return await reduire(octets, 'error');
  } catch {
    const rendu = await reduire(octets, 'none');
    contexte.avertir(
      'image-endommagee',
      'Cette image est endommagée : l’aperçu ne montre que ce qui a pu en être lu. L’original est conservé tel quel.',
    );
    return rendu;
  }
}

async function reduire(octets: Buffer, echec: 'error' | 'none'): Promise<readonly [Vignette, Vignette]> {
  const lecture = await apercu(octets, COTE_LECTURE, echec);
  const vignette = await apercu(Buffer.from(lecture.octets), COTE_VIGNETTE, 'none');
  return [vignette, lecture];
}

async function apercu(octets: Buffer, cote: number, failOn: 'error' | 'none'): Promise<Vignette> {
  const { data, info } = await sharp(octets, { ...REGLAGES, failOn })
    .autoOrient()
    .resize({ width: cote, height: cote, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: 15 })
    .toBuffer({ resolveWithObject: true });
  return { octets: Uint8Array.from(data), mime: 'image/webp', largeur: info.width, hauteur: info.height };
}
