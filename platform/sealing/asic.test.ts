import { ZipFile } from 'yazl';
import { describe, expect, test } from 'vitest';
import { TYPE_ASIC_E, scellerAsic } from './asic.ts';
import { lireAsic } from './asic-lecture.ts';
import { NOM_MANIFESTE, NOM_SIGNATURE, ecrireManifeste, lireManifeste } from './asic-manifeste.ts';
import { empreinteDe } from './certificat.ts';
import { cachetDe, pkiDEssai } from './essais/pki-d-essai.ts';

const pki = pkiDEssai();
const PIECES = [
  { nom: 'dossier/acte.pdf', typeMime: 'application/pdf', octets: Buffer.from('%PDF-1.7 essai') },
  { nom: 'colis.json', typeMime: 'application/json', octets: Buffer.from('{"a":1}') },
];
const sceller = (pieces = PIECES) =>
  scellerAsic({ pieces, cachet: cachetDe(pki.agentRsa), horodateur: pki.horodateur });

type Entree = readonly [string, Uint8Array, compresse?: boolean];

const archive = async (entrees: readonly Entree[]): Promise<Buffer> => {
  const zip = new ZipFile();
  for (const [nom, octets, compress = false] of entrees)
    zip.addBuffer(Buffer.from(octets), nom, { compress, forceDosTimestamp: true });
  zip.end();
  const parties: Buffer[] = [];
  for await (const partie of zip.outputStream) parties.push(Buffer.from(partie));
  return Buffer.concat(parties);
};

const MIMETYPE: Entree = ['mimetype', Buffer.from(TYPE_ASIC_E)];
const SIGNATURE: Entree = [NOM_SIGNATURE, Buffer.from('p7s')];
const MANIFESTE: Entree = [NOM_MANIFESTE, ecrireManifeste(PIECES)];
const CONTENU: readonly Entree[] = PIECES.map(({ nom, octets }) => [nom, octets]);

const refusDe = async (octets: Uint8Array, bornes = {}): Promise<string> => {
  const lu = await lireAsic(octets, bornes);
  return lu.ok ? 'accepté' : lu.refus;
};

/** Renomme une entree dans l'archive, a longueur egale. */
const renommer = (
  octets: Buffer,
  ancien: string,
  nouveau: string,
  rang: 'partout' | 'local' = 'partout',
): Buffer => {
  const copie = Buffer.from(octets);
  for (
    let place = copie.indexOf(ancien);
    place >= 0;
    place = rang === 'local' ? -1 : copie.indexOf(ancien, place + 1)
  )
    copie.write(nouveau, place);
  return copie;
};

describe('un conteneur scellé', () => {
  test('rend ses pièces, son manifeste et sa signature', async () => {
    const lu = await lireAsic(await sceller());
    if (!lu.ok) throw new Error(lu.refus);
    expect([...lu.valeur.pieces].map(([nom, octets]) => [nom, Buffer.from(octets).toString()])).toEqual([
      ['colis.json', '{"a":1}'],
      ['dossier/acte.pdf', '%PDF-1.7 essai'],
    ]);
    expect(lu.valeur.manifeste.references).toContainEqual({
      nom: 'colis.json',
      typeMime: 'application/json',
      empreinte: empreinteDe(Buffer.from('{"a":1}')),
    });
    expect(lu.valeur.signature.length).toBeGreaterThan(1_000);
  });

  test('commence par son type, stocké et sans champ extra', async () => {
    const octets = Buffer.from(await sceller());
    expect(octets.subarray(30, 38 + TYPE_ASIC_E.length).toString()).toBe(`mimetype${TYPE_ASIC_E}`);
    expect([octets.readUInt16LE(8), octets.readUInt16LE(28)]).toEqual([0, 0]);
  });

  test('ne dépend ni de l’heure ni de l’ordre donné (signature RSA, déterministe)', async () => {
    const [un, deux] = [await sceller(), await sceller(PIECES.toReversed())];
    expect(Buffer.from(un).indexOf(NOM_SIGNATURE)).toBe(Buffer.from(deux).indexOf(NOM_SIGNATURE));
    expect(Buffer.from(un).subarray(0, 900).equals(Buffer.from(deux).subarray(0, 900))).toBe(true);
  });

  test.each([
    '',
    '/etc/passwd',
    '../a',
    'a/../b',
    'META-INF/x.xml',
    'mimetype',
    'é.pdf',
    'a b.pdf',
    'a\\b',
    './a',
    'a//b',
    'meta-inf/a',
  ])('ne scelle pas une pièce nommée %j', async (nom) => {
    await expect(sceller([{ nom, typeMime: 'application/pdf', octets: Buffer.from('x') }])).rejects.toThrow(
      RangeError,
    );
  });

  test('ne scelle pas rien, ni deux pièces du même nom à la casse près, ni un type fantaisiste', async () => {
    const piece = { nom: 'a.pdf', typeMime: 'application/pdf', octets: Buffer.from('x') };
    await expect(sceller([])).rejects.toThrow(RangeError);
    await expect(sceller([piece, { ...piece, nom: 'A.pdf' }])).rejects.toThrow('même nom');
    await expect(sceller([{ ...piece, typeMime: '"><x' }])).rejects.toThrow(RangeError);
  });
});

describe('un conteneur est refusé', () => {
  const complet: readonly Entree[] = [MIMETYPE, ...CONTENU, MANIFESTE, SIGNATURE];

  test('jamais quand il est complet', async () => {
    expect(await refusDe(await archive(complet))).toBe('accepté');
  });

  test.each<[string, string, readonly Entree[]]>([
    ['son type n’est pas en tête', 'pas un conteneur ASiC-E', [...CONTENU, MIMETYPE, MANIFESTE, SIGNATURE]],
    [
      'son type est compressé',
      'pas un conteneur ASiC-E',
      [['mimetype', Buffer.from(TYPE_ASIC_E), true], ...CONTENU, MANIFESTE, SIGNATURE],
    ],
    [
      'il est d’un autre type',
      'pas un conteneur ASiC-E',
      [['mimetype', Buffer.from('application/vnd.etsi.asic-s+zip')], ...CONTENU, MANIFESTE, SIGNATURE],
    ],
    ['il n’a pas de manifeste', 'pas de manifeste', [MIMETYPE, ...CONTENU, SIGNATURE]],
    ['il n’a pas de signature', 'pas de signature', [MIMETYPE, ...CONTENU, MANIFESTE]],
    ['une pièce n’est pas annoncée', 'n’est pas annoncée', [...complet, ['cachee.pdf', Buffer.from('x')]]],
    ['une pièce annoncée manque', 'absente', [MIMETYPE, ...CONTENU.slice(1), MANIFESTE, SIGNATURE]],
    [
      'un fichier se glisse dans META-INF',
      'n’est pas admis',
      [...complet, ['META-INF/signature002.p7s', Buffer.from('x')]],
    ],
    ['deux entrées ont le même nom', 'même nom', [...complet, CONTENU[0] ?? MIMETYPE]],
    ['une pièce est une bombe', 'à l’excès', [...complet, ['bombe.bin', new Uint8Array(4_000_000), true]]],
    [
      'son manifeste a une DTD',
      'manifeste du conteneur est illisible',
      [
        MIMETYPE,
        ...CONTENU,
        [NOM_MANIFESTE, Buffer.from(`<!DOCTYPE a [<!ENTITY x "y">]>${Buffer.from(MANIFESTE[1]).toString()}`)],
        SIGNATURE,
      ],
    ],
  ])('quand %s', async (_, motif, entrees) => {
    expect(await refusDe(await archive(entrees))).toContain(motif);
  });

  test('quand il dépasse les bornes', async () => {
    const octets = await archive(complet);
    expect(await refusDe(octets, { entrees: 3 })).toContain('plus de 3 entrées');
    expect(await refusDe(octets, { taillePiece: 100 })).toContain('trop grosse');
    expect(await refusDe(octets, { tailleTotale: 500 })).toContain('trop gros');
  });

  test('quand un nom remonte les dossiers, ou diffère entre les deux en-têtes', async () => {
    const octets = await archive(complet);
    expect(await refusDe(renommer(octets, 'dossier/acte.pdf', '../../../acte.pd'))).not.toBe('accepté');
    expect(await refusDe(renommer(octets, 'dossier/acte.pdf', '/ossier/acte.pdf'))).not.toBe('accepté');
    expect(await refusDe(renommer(octets, 'colis.json', 'autre.json', 'local'))).toContain('deux noms');
  });

  test('quand une entrée est chiffrée, tronquée, précédée d’octets, ou que ce n’est pas une archive', async () => {
    const octets = await archive(complet);
    const chiffre = await archive([...complet.slice(0, -1), [NOM_SIGNATURE, Buffer.from('p7s'), true]]);
    const central = chiffre.lastIndexOf(Buffer.from('504b0102', 'hex'));
    chiffre.writeUInt16LE(1, central + 8);
    expect(await refusDe(chiffre)).toContain('chiffrée');
    expect(await refusDe(octets.subarray(0, octets.length - 40))).toContain('illisible');
    expect(await refusDe(Buffer.concat([Buffer.from('#!/bin/sh\n'), octets]))).not.toBe('accepté');
    expect(await refusDe(Buffer.from('rien'))).toContain('illisible');
  });
});

test('un manifeste ambigu ne se lit pas', () => {
  const texte = Buffer.from(ecrireManifeste(PIECES)).toString();
  const lire = (change: string) => lireManifeste(Buffer.from(change));
  expect(lire(texte)?.references).toHaveLength(2);
  expect(lire(texte.replace('xmlenc#sha256', 'xmldsig#sha1'))).toBeUndefined();
  expect(
    lire(texte.replace('<asic:DataObjectReference', '<!-- --><asic:DataObjectReference')),
  ).toBeUndefined();
  expect(lire(texte.replace('colis.json', 'colis&#46;json'))).toBeUndefined();
  expect(lire(texte.replace('</asic:ASiCManifest>', '<autre/></asic:ASiCManifest>'))).toBeUndefined();
  expect(lire(texte.replace(/<asic:SigReference[^>]*>/, ''))).toBeUndefined();
});
