import { afterAll, describe, expect, it } from 'vitest';
import { juger } from '../essais/juger.ts';
import { pdfDEssai, unePage } from '../essais/pdf-d-essai.ts';
import { examiner, fermerExaminateurs, sourceOctets } from '../index.ts';

afterAll(fermerExaminateurs);

const PDF = pdfDEssai(unePage());

describe('l examen isole', () => {
  it('arrete au delai un fichier qui n en finit pas, puis examine le suivant', async () => {
    // une source dont la tete arrive et dont la suite ne vient jamais
    const source = {
      taille: 10_000_000,
      lire: (debut: number, fin: number) =>
        debut === 0 && fin <= 65_536
          ? Promise.resolve(Buffer.concat([PDF, Buffer.alloc(60_000)]))
          : new Promise<Uint8Array>(() => undefined),
    };
    const rendu = await examiner({ source, nomDeclare: 'a.pdf', bornes: { dureeMs: 700 } });
    expect(rendu).toMatchObject({ ok: false, refus: { code: 'examen-trop-long' } });
    expect(await juger(PDF, 'a.pdf')).toBe('ok pdf');
  });

  it('arrete l examinateur qui depasse la memoire admise', async () => {
    expect(await juger(PDF, 'a.pdf', { bornes: { memoireMax: 1, dureeMs: 10_000 } })).toMatch(
      /^(refus examen-trop-lourd|ok pdf)$/,
    );
    const lent = { taille: 100, lire: () => new Promise<Uint8Array>(() => undefined) };
    const rendu = await examiner({ source: lent, nomDeclare: 'a.pdf', bornes: { memoireMax: 1 } });
    expect(rendu).toMatchObject({ ok: false, refus: { code: 'examen-trop-lourd' } });
  });

  it('rend un refus quand la source se lit mal', async () => {
    const source = { taille: 100, lire: () => Promise.reject(new Error('disque')) };
    expect(await examiner({ source, nomDeclare: 'a.pdf' })).toMatchObject({
      ok: false,
      refus: { code: 'lecture-impossible' },
    });
  });

  it('garde une photographie dont l apercu a du etre arrete', async () => {
    const tete = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex');
    const source = {
      taille: 200_000,
      lire: (debut: number, fin: number) =>
        debut === 0 && fin <= 65_536
          ? Promise.resolve(Buffer.concat([tete, Buffer.alloc(65_516)]).subarray(0, fin))
          : debut < 65_536 && fin <= 65_536
            ? Promise.resolve(new Uint8Array(fin - debut))
            : new Promise<Uint8Array>(() => undefined),
    };
    const rendu = await examiner({ source, nomDeclare: 'photo.jpg', bornes: { dureeMs: 1500 } });
    expect(rendu).toMatchObject({ ok: true, valeur: { type: { extension: 'jpg' } } });
  });

  it('examine plusieurs fichiers a la fois sans les meler', async () => {
    const noms = Array.from({ length: 12 }, (_, i) => `${i}`);
    const rendus = await Promise.all(
      noms.map((nom, i) =>
        juger(i % 2 === 0 ? PDF : Buffer.from(`texte ${nom}`), `${nom}.${i % 2 === 0 ? 'pdf' : 'txt'}`),
      ),
    );
    expect(rendus).toEqual(noms.map((_, i) => (i % 2 === 0 ? 'ok pdf' : 'ok txt')));
  });

  it('d un fichier de 2 Go lu par morceaux ne demande que des morceaux', async () => {
    let plusGrand = 0;
    const tete = Buffer.from('0000001c667479706d70343200000000', 'hex');
    const source = {
      taille: 2 * 1024 ** 3,
      lire: (debut: number, fin: number) => {
        plusGrand = Math.max(plusGrand, fin - debut);
        const octets = new Uint8Array(fin - debut);
        if (debut < tete.length) octets.set(tete.subarray(debut, Math.min(fin, tete.length)));
        return Promise.resolve(octets);
      },
    };
    const rendu = await examiner({ source, nomDeclare: 'video.mp4' });
    expect(rendu).toMatchObject({ ok: true, valeur: { type: { famille: 'video' } } });
    expect(plusGrand).toBeLessThanOrEqual(1024 * 1024);
    expect(await examiner({ source: sourceOctets(tete), nomDeclare: 'video.mp4' })).toMatchObject({
      ok: true,
    });
  });
});
