import { deflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { examiner, fermerExaminateurs, sourceOctets } from '../index.ts';
import { juger } from '../essais/juger.ts';
import { flux, pdfDEssai, unePage } from '../essais/pdf-d-essai.ts';

afterAll(fermerExaminateurs);

const ACTION = '<< /S /JavaScript /JS (app.alert(1)) >>';

/** Catalogue dont l'action d'ouverture est rangee dans un flux d'objets code par `coder`. */
function dansUnFlux(filtres: string, coder: (octets: Buffer) => Uint8Array): Uint8Array {
  const dedans = Buffer.from(`9 0 ${ACTION}`);
  return pdfDEssai([
    ...unePage('/OpenAction 9 0 R'),
    flux(`/Type /ObjStm /N 1 /First 4 ${filtres}`, coder(dedans)),
  ]);
}

const hexa = (octets: Uint8Array): Buffer => Buffer.from(`${Buffer.from(octets).toString('hex')}>`);

describe('un PDF depose', () => {
  it('sain, entre avec son nombre de pages et sans reserve', async () => {
    const rendu = await examiner({ source: sourceOctets(pdfDEssai(unePage())), nomDeclare: 'plainte.pdf' });
    expect(rendu).toMatchObject({
      ok: true,
      valeur: { pages: 1, type: { mime: 'application/pdf', famille: 'pdf' } },
    });
    expect(rendu.ok && rendu.valeur.avertissements.map(({ code }) => code)).toEqual(['antivirus-absent']);
  });

  it.each([
    ['une action d ouverture', pdfDEssai(unePage(`/OpenAction ${ACTION}`))],
    ['un nom ecrit avec des #xx', pdfDEssai(unePage('/OpenAction << /S /J#61v#61Script /J#53 (1) >>'))],
    ['un arbre de noms', pdfDEssai(unePage('/Names << /JavaScript << /Names [(a) 4 0 R] >> >>'))],
    ['un objet que rien ne designe', pdfDEssai([...unePage(), ACTION])],
    ['un flux d objets compresse', dansUnFlux('/Filter /FlateDecode', (o) => deflateSync(o))],
    [
      'un flux d objets code deux fois',
      dansUnFlux('/Filter [/ASCIIHexDecode /FlateDecode]', (o) => hexa(deflateSync(o))),
    ],
    [
      'un flux d objets avec predicteur',
      dansUnFlux('/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>', (o) =>
        deflateSync(lignesPng(o)),
      ),
    ],
    [
      'un dictionnaire non ferme',
      Buffer.from(
        '%PDF-1.4\n1 0 obj<</Pages<<>>/OpenAction<</S/JavaScript/JS(app.alert(1))endobj trailer<</Root 1 0 R>>',
      ),
    ],
    [
      'un type d action donne par reference',
      pdfDEssai([...unePage('/OpenAction << /S 4 0 R /JS 5 0 R >>'), '/JavaScript', '(app.alert(1))']),
    ],
    ['un lancement de programme', pdfDEssai(unePage('/OpenAction << /S /Launch /F (a.bat) >>'))],
    ['un formulaire XFA', pdfDEssai(unePage('/AcroForm << /XFA 4 0 R /Fields [] >>'))],
    [
      'un envoi automatique',
      pdfDEssai([...unePage('/OpenAction 4 0 R'), '<< /S /URI /URI (http://exemple.invalid/) >>']),
    ],
    [
      'un programme joint',
      pdfDEssai([
        ...unePage('/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>'),
        '<< /Type /Filespec /F (facture.exe) /EF << /F 5 0 R >> >>',
        flux('/Type /EmbeddedFile', Buffer.from('x')),
      ]),
    ],
  ])('est refuse pour contenu actif : %s', async (_, octets) => {
    expect(await juger(octets, 'a.pdf')).toBe('refus contenu-actif');
  });

  it('garde un filtre donne par reference dans le chemin de l examen', async () => {
    const dedans = deflateSync(Buffer.from(`9 0 ${ACTION}`));
    const octets = pdfDEssai([
      ...unePage(),
      '/FlateDecode',
      flux('/Type /ObjStm /N 1 /First 4 /Filter 4 0 R', dedans),
    ]);
    expect(await juger(octets, 'a.pdf')).toBe('refus contenu-actif');
  });

  it('chiffre est refuse, meme ouvrable sans mot de passe', async () => {
    const octets = pdfDEssai(
      [...unePage(), '<< /Filter /Standard /V 1 /R 2 /O (x) /U (x) /P -4 >>'],
      '/Encrypt 4 0 R',
    );
    expect(await juger(octets, 'a.pdf')).toBe('refus pdf-chiffre');
  });

  it('n est pas refuse pour le mot JavaScript dans un texte', async () => {
    const octets = pdfDEssai([
      ...unePage(),
      '<< /Title (cours de JavaScript /JS /Launch) >>',
      flux('', Buffer.from('BT (/JS) Tj ET')),
    ]);
    expect(await juger(octets, 'a.pdf')).toBe('ok pdf');
  });

  it('dont la table est fausse entre, avec la reserve qu il a ete repare', async () => {
    const texte = Buffer.from(pdfDEssai(unePage()))
      .toString('latin1')
      .replace(/startxref\n\d+/, 'startxref\n7');
    expect(await juger(Buffer.from(texte, 'latin1'), 'a.pdf')).toBe('ok pdf pdf-repare');
  });

  it('avec une piece jointe ordinaire entre, avec une reserve', async () => {
    const octets = pdfDEssai([
      ...unePage('/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>'),
      '<< /Type /Filespec /F (note.txt) /EF << /F 5 0 R >> >>',
      flux('/Type /EmbeddedFile', Buffer.from('bonjour')),
    ]);
    expect(await juger(octets, 'a.pdf')).toBe('ok pdf pieces-jointes');
  });

  it('dont la piece jointe est un programme deguise est refuse', async () => {
    const programme = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]);
    const octets = pdfDEssai([
      ...unePage('/Names << /EmbeddedFiles << /Names [(a) 4 0 R] >> >>'),
      '<< /F (note.txt) /EF << /F 5 0 R >> >>',
      flux('', programme),
    ]);
    expect(await juger(octets, 'a.pdf')).toBe('refus type-interdit');
  });

  it('trop abime pour etre ouvert, ou qui n en est pas un, est refuse', async () => {
    expect(await juger(Buffer.from('%PDF-1.7\nrien'), 'a.pdf')).toBe('refus fichier-abime');
    expect(await juger(Buffer.from('oups'), 'a.pdf')).toBe('refus fichier-abime');
  });

  it('dont un flux d objets est une bombe est refuse sans etre developpe', async () => {
    const bombe = deflateSync(Buffer.alloc(100 * 1024 * 1024));
    expect(
      await juger(
        pdfDEssai([...unePage(), flux('/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', bombe)]),
        'a.pdf',
      ),
    ).toBe('refus contenu-non-examinable');
  });

  it('aux crochets sans fin ou aux pages en boucle ne bloque pas', async () => {
    const profond = pdfDEssai([
      ...unePage(),
      `${'['.repeat(200_000)}/JavaScript`,
      `${'<</A'.repeat(100_000)}`,
    ]);
    expect(await juger(profond, 'a.pdf')).toBe('refus contenu-actif');
    const boucle = pdfDEssai([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [2 0 R] /Count 1 >>',
    ]);
    expect(await juger(boucle, 'a.pdf')).toMatch(/^(ok pdf|refus fichier-abime)/);
  });
});

/** Ajoute le predicteur PNG « Up » par lignes de 4 octets. */
function lignesPng(octets: Buffer): Buffer {
  const rendu: number[] = [];
  for (let i = 0; i < octets.length; i += 4) {
    rendu.push(2);
    for (let j = 0; j < 4; j += 1)
      rendu.push(((octets[i + j] ?? 0x20) - (i === 0 ? 0 : (octets[i + j - 4] ?? 0))) & 0xff);
  }
  return Buffer.from(rendu);
}
