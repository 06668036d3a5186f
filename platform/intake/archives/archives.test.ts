import { deflateRawSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { EICAR } from '../essais/eicar-d-essai.ts';
import { remplacer, tarDEssai, zipDEssai } from '../essais/archives-d-essai.ts';
import { juger } from '../essais/juger.ts';
import { pdfDEssai, unePage } from '../essais/pdf-d-essai.ts';
import { fermerExaminateurs } from '../index.ts';

afterAll(fermerExaminateurs);

describe('un zip depose', () => {
  it('ordinaire entre sans reserve', async () => {
    expect(
      await juger(
        await zipDEssai([
          ['pièces/a.txt', 'bonjour'],
          ['b.txt', 'x'],
        ]),
        'a.zip',
      ),
    ).toBe('ok zip');
  });

  it.each([
    ['qui sort de son dossier', '../../bb', 'refus archive-dangereuse'],
    ['au chemin absolu', '/etc/abcd', 'refus archive-dangereuse'],
    ['au lecteur Windows', 'C:/abcdef', 'refus archive-dangereuse'],
    ['executable', 'abcde.exe', 'refus type-interdit'],
    ['executable a nom inverse', 'a\u202Ec.cmd', 'refus type-interdit'],
  ])('est refuse pour un nom %s', async (_, nom, attendu) => {
    const neutre = 'x'.repeat(Buffer.byteLength(nom));
    const zip = await zipDEssai([[neutre, 'bonjour']]);
    expect(await juger(remplacer(zip, neutre, Buffer.from(nom).toString('latin1')), 'a.zip')).toBe(attendu);
  });

  it('aux noms doubles est refuse, aux noms qui se confondent entre avec une reserve', async () => {
    expect(
      await juger(
        remplacer(
          await zipDEssai([
            ['a.txt', '1'],
            ['b.txt', '2'],
          ]),
          'b.txt',
          'a.txt',
        ),
        'a.zip',
      ),
    ).toBe('refus archive-dangereuse');
    expect(
      await juger(
        await zipDEssai([
          ['é.txt', '1'],
          ['e\u0301.txt', '2'],
        ]),
        'a.zip',
      ),
    ).toBe('ok zip noms-ambigus');
  });

  it('dont l en-tete local dit un autre nom que l annuaire est refuse', async () => {
    const zip = await zipDEssai([['a.txt', 'bonjour']]);
    zip.write('b', 30);
    expect(await juger(zip, 'a.zip')).toBe('refus archive-dangereuse');
  });

  it('dont les entrees se recouvrent est refuse', async () => {
    const zip = await zipDEssai([
      ['a.txt', 'bonjour'],
      ['b.txt', 'bonjour'],
    ]);
    const second = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    const copie = remplacer(zip, 'b.txt', 'a.txt');
    copie.writeUInt32LE(0, second + 42);
    copie.write('a.txT', second + 46);
    expect(await juger(copie, 'a.zip')).toBe('refus archive-dangereuse');
  });

  it('chiffre est refuse', async () => {
    const zip = await zipDEssai([['a.txt', 'bonjour']]);
    const annuaire = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip[6] = (zip[6] ?? 0) | 1;
    zip[annuaire + 8] = (zip[annuaire + 8] ?? 0) | 1;
    expect(await juger(zip, 'a.zip')).toBe('refus archive-chiffree');
  });

  it('dont un contenu est abime est refuse, avec une suite etrangere entre avec une reserve', async () => {
    const zip = await zipDEssai([['a.txt', 'bonjour, ceci est un texte']]);
    const abime = Buffer.from(zip);
    abime[38] = (abime[38] ?? 0) ^ 0xff;
    expect(await juger(abime, 'a.zip')).toBe('refus fichier-abime');
    expect(await juger(Buffer.concat([zip, Buffer.from('suite')]), 'a.zip')).toBe(
      'ok zip donnees-hors-archive',
    );
    expect(await juger(zip.subarray(0, -10), 'a.zip')).toBe('refus fichier-abime');
  });

  it('bombe est refuse, a plat ou emboite, et le budget commun borne tous les niveaux', async () => {
    const plat = await zipDEssai([['zeros', Buffer.alloc(40 * 1024 * 1024)]]);
    expect(await juger(plat, 'a.zip')).toBe('refus archive-dangereuse');
    expect(await juger(await zipDEssai([['a.zip', plat]]), 'b.zip')).toBe('refus archive-dangereuse');
    const deux = await zipDEssai([
      ['a', Buffer.alloc(700_000)],
      ['b', Buffer.alloc(700_000)],
    ]);
    expect(await juger(deux, 'a.zip', { bornes: { decompresseMax: 1_000_000 } })).toBe(
      'refus archive-dangereuse',
    );
  });

  it('emboite sur trop de niveaux est refuse', async () => {
    let zip = await zipDEssai([['a.txt', 'fond']]);
    for (const nom of ['1.zip', '2.zip', '3.zip']) zip = await zipDEssai([[nom, zip]]);
    expect(await juger(zip, 'a.zip')).toBe('refus archive-dangereuse');
  });

  it('contenant EICAR, meme emboite, est un virus', async () => {
    const zip = await zipDEssai([['eicar.com', EICAR]]);
    expect(await juger(zip, 'a.zip')).toBe('refus virus');
    expect(await juger(await zipDEssai([['dedans.zip', zip]]), 'a.zip')).toBe('refus virus');
    expect(await juger(gzipSync(EICAR), 'a.gz')).toBe('refus virus');
  });

  it('contenant un PDF actif ou un programme deguise est refuse', async () => {
    const actif = pdfDEssai(unePage('/OpenAction << /S /JavaScript /JS (1) >>'));
    expect(await juger(await zipDEssai([['a.pdf', actif]]), 'a.zip')).toBe('refus contenu-actif');
    const programme = Buffer.concat([Buffer.from([0x7f]), Buffer.from('ELF'), Buffer.alloc(60)]);
    expect(await juger(await zipDEssai([['photo.jpg', programme]]), 'a.zip')).toBe('refus type-interdit');
  });

  it('compresse d une facon inconnue est refuse : son contenu ne peut pas etre vu', async () => {
    const zip = await zipDEssai([['a.txt', 'bonjour']]);
    const annuaire = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    zip.writeUInt16LE(9, 8);
    zip.writeUInt16LE(9, annuaire + 10);
    expect(await juger(zip, 'a.zip')).toBe('refus contenu-non-examinable');
  });
});

describe('un document de bureau depose', () => {
  const contenus = (type: string): string =>
    `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`;
  const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const docx = (...suite: readonly (readonly [string, string])[]): Promise<Buffer> =>
    zipDEssai([
      ['[Content_Types].xml', contenus(WORD)],
      ['_rels/.rels', '<Relationships/>'],
      ['word/document.xml', '<w:document/>'],
      ...suite,
    ]);

  it('ordinaire entre', async () => {
    expect(await juger(await docx(), 'a.docx')).toBe('ok docx');
  });

  it('a macros est refuse, meme renomme en docx', async () => {
    expect(await juger(await docx(['word/vbaProject.bin', 'x']), 'a.docx')).toBe('refus contenu-actif');
  });

  it('qui va chercher son modele au-dehors est refuse', async () => {
    const relation =
      '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="http://exemple.invalid/m.dotm" TargetMode="External"/></Relationships>';
    expect(await juger(await docx(['word/_rels/settings.xml.rels', relation]), 'a.docx')).toBe(
      'refus contenu-actif',
    );
  });
});

describe('un document OpenDocument depose', () => {
  const TYPE = 'application/vnd.oasis.opendocument.text';
  const manifeste = (dedans: string): string =>
    `<?xml version="1.0"?><manifest:manifest><manifest:file-entry manifest:full-path="content.xml">${dedans}</manifest:file-entry></manifest:manifest>`;

  it.each([
    ['ordinaire entre', '', 'content.xml', 'ok odt'],
    ['a macros est refuse', '', 'Basic/Standard/Module1.xml', 'refus contenu-actif'],
    ['chiffre est refuse', '<manifest:encryption-data/>', 'content.xml', 'refus document-chiffre'],
  ])('%s', async (_, dedans, nom, attendu) => {
    const odt = await zipDEssai([
      ['mimetype', TYPE],
      ['META-INF/manifest.xml', manifeste(dedans)],
      [nom, '<office/>'],
    ]);
    expect(await juger(odt, 'a.odt')).toBe(attendu);
  });
});

describe('un tar depose', () => {
  it('ordinaire entre, seul ou dans un gzip', async () => {
    const tar = tarDEssai([{ nom: 'a.txt', contenu: 'bonjour' }]);
    expect(await juger(tar, 'a.tar')).toBe('ok tar');
    expect(await juger(gzipSync(tar), 'a.tgz')).toBe('ok tar.gz');
  });

  it.each([
    ['sort de son dossier', [{ nom: '../a' }], 'refus archive-dangereuse'],
    [
      'contient un lien vers l exterieur',
      [{ nom: 'a', genre: '2', lien: '/etc/passwd' }],
      'refus archive-dangereuse',
    ],
    ['contient un peripherique', [{ nom: 'a', genre: '3' }], 'refus archive-dangereuse'],
    ['contient un programme', [{ nom: 'a.bat', contenu: 'dir' }], 'refus type-interdit'],
    ['contient EICAR', [{ nom: 'a', contenu: EICAR }], 'refus virus'],
  ])('qui %s est refuse', async (_, entrees, attendu) => {
    expect(await juger(tarDEssai(entrees), 'a.tar')).toBe(attendu);
    expect(await juger(gzipSync(tarDEssai(entrees)), 'a.tar.gz')).toBe(attendu);
  });

  it('coupe ou a la somme fausse est refuse', async () => {
    const tar = tarDEssai([{ nom: 'a.txt', contenu: 'x'.repeat(2000) }]);
    expect(await juger(tar.subarray(0, 1500), 'a.tar')).toBe('refus fichier-abime');
    expect(await juger(gzipSync(tar).subarray(0, -20), 'a.tar.gz')).toBe('refus fichier-abime');
  });
});

describe('un autre fichier compresse', () => {
  it('gzip bombe est refuse', async () => {
    expect(await juger(gzipSync(Buffer.alloc(40 * 1024 * 1024)), 'a.gz')).toBe('refus archive-dangereuse');
  });

  it('7z abime est refuse, sain entre avec la reserve qu il n a pas ete examine', async () => {
    const vide = Buffer.from('377abcaf271c00048d9bd50f0000000000000000000000000000000000000000', 'hex');
    expect(await juger(vide, 'a.7z')).toBe('ok 7z contenu-non-examine');
    vide[12] = 1;
    expect(await juger(vide, 'a.7z')).toBe('refus fichier-abime');
  });

  it('zip nomme sans en etre un est refuse', async () => {
    expect(await juger(deflateRawSync(Buffer.from('rien de tel')), 'a.zip')).toBe('refus fichier-abime');
  });
});
