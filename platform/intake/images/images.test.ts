import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { juger } from '../essais/juger.ts';
import { examiner, fermerExaminateurs, sourceOctets } from '../index.ts';
import { lireExif } from './exif.ts';

afterAll(fermerExaminateurs);

const photo = (): Sharp =>
  sharp({ create: { width: 2000, height: 1000, channels: 3, background: { r: 200, g: 10, b: 10 } } });

describe('une image deposee', () => {
  it('recoit deux apercus tournes dans le bon sens, sans metadonnee, avec date et position', async () => {
    const exif = {
      IFD2: { DateTimeOriginal: '2026:10:25 02:30:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '48/1 51/1 30/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '2/1 21/1 0/1',
      },
    };
    const octets = await photo().withExif(exif).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    const rendu = await examiner({ source: sourceOctets(octets), nomDeclare: 'photo.jpg' });
    expect(rendu).toMatchObject({
      ok: true,
      valeur: {
        image: {
          largeur: 1000,
          hauteur: 2000,
          priseDeVueA: '2026-10-25T02:30:00',
          position: { lat: 48.858333, lon: -2.35 },
        },
        vignette: { mime: 'image/webp', largeur: 160, hauteur: 320 },
        lecture: { largeur: 800, hauteur: 1600 },
      },
    });
    const lecture = rendu.ok ? rendu.valeur.lecture?.octets : undefined;
    expect((await sharp(lecture).metadata()).exif).toBeUndefined();
  });

  it('coupee entre avec ce qui s en voit, illisible entre sans apercu', async () => {
    const octets = await photo().jpeg().toBuffer();
    expect(await juger(octets.subarray(0, octets.length >> 1), 'a.jpg')).toBe('ok jpg image-endommagee');
    expect(await juger(Buffer.concat([octets.subarray(0, 20), Buffer.alloc(500)]), 'a.jpg')).toBe(
      'ok jpg apercu-impossible',
    );
  });

  it('aux dimensions demesurees entre sans apercu, sans etre developpee', async () => {
    const octets = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'black' } })
      .png()
      .toBuffer();
    octets.writeUInt32BE(60_000, 16);
    octets.writeUInt32BE(60_000, 20);
    expect(await juger(octets, 'a.png')).toBe('ok png apercu-impossible');
  });
});

describe('un bloc EXIF', () => {
  it('abime, en boucle ou a date impossible ne donne rien', () => {
    expect(lireExif(Buffer.from('Exif\0\0II*\0\xff\xff\xff\xff', 'latin1'))).toEqual({});
    expect(lireExif(new Uint8Array(3))).toEqual({});
    const date = Buffer.from(
      'MM\0*\0\0\0\x08\0\x01\x01\x32\0\x02\0\0\0\x14\0\0\0\x1a\0\0\0\x002026:02:31 10:00:00\0',
      'latin1',
    );
    expect(lireExif(date)).toEqual({});
  });
});
