import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { fromBufferPromise } from 'yauzl';
import { scellerAsic } from '../../asic.ts';
import { composerPdfA } from '../../composer.ts';
import { acteDEssai } from '../../essais/acte-d-essai.ts';
import { cachetDe, emettre, pkiDEssai } from '../../essais/pki-d-essai.ts';
import { MAINTENANT, alterer, ancresDe, signerChamp } from '../essais/fabrique.ts';
import { validerAsic, validerFichierAsic } from './valider-asic.ts';

const pki = pkiDEssai();
const ancres = ancresDe(pki.racine);
const cachet = cachetDe(pki.agent, pki.crls);
const sceller = (pieces: Readonly<Record<string, Uint8Array>>, par = cachet) =>
  scellerAsic({
    pieces: Object.entries(pieces).map(([nom, octets]) => ({
      nom,
      octets,
      typeMime: nom.endsWith('.pdf') ? 'application/pdf' : 'text/plain',
    })),
    cachet: par,
    horodateur: pki.horodateur,
  });
const juger = (octets: Uint8Array) => validerAsic(octets, ancres, { a: MAINTENANT });

let acte: Uint8Array;
let pli: Uint8Array;

beforeAll(async () => {
  acte = await signerChamp(await composerPdfA(acteDEssai()), 'opj', {
    titulaire: pki.agent,
    crls: pki.crls,
    horodateur: pki.horodateur,
  });
  pli = await sceller({ 'actes/pv-1.pdf': acte, 'pli/note.txt': Buffer.from('une note') });
});

/** Refait l'archive en changeant ses entrees. */
async function refaire(
  octets: Uint8Array,
  changer: (entrees: Map<string, Uint8Array>) => void,
): Promise<Uint8Array> {
  const lu = await fromBufferPromise(Buffer.from(octets), { lazyEntries: true });
  const entrees = new Map<string, Uint8Array>();
  for await (const entree of lu.eachEntry()) {
    const morceaux: Uint8Array[] = [];
    const flux: AsyncIterable<Uint8Array> = await lu.openReadStreamPromise(entree);
    for await (const morceau of flux) morceaux.push(morceau);
    entrees.set(entree.fileName, Buffer.concat(morceaux));
  }
  changer(entrees);
  const zip = new ZipFile();
  for (const [nom, contenu] of entrees) zip.addBuffer(Buffer.from(contenu), nom, { compress: false });
  zip.end();
  const morceaux: Uint8Array[] = [];
  for await (const morceau of zip.outputStream)
    morceaux.push(Buffer.isBuffer(morceau) ? morceau : Buffer.from(morceau));
  return Buffer.concat(morceaux);
}

test('un pli scelle est valide, et chacune de ses pieces est jugee', async () => {
  const rapport = await juger(pli);
  expect(rapport).toMatchObject({ verdict: 'valide', motifs: [] });
  expect(rapport.signatures).toMatchObject([{ verdict: 'valide', couverture: 'totale', niveau: 'B-LT' }]);
  expect(rapport.pieces).toMatchObject([
    { nom: 'actes/pv-1.pdf', listee: true, intacte: true, estActe: true, acte: { verdict: 'valide' } },
    { nom: 'pli/note.txt', listee: true, intacte: true, estActe: false },
  ]);
});

test('un pli se juge aussi depuis son fichier, avec le meme resultat', async () => {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-asic-'));
  await writeFile(join(dossier, 'pli.asice'), pli);
  expect(await validerFichierAsic(join(dossier, 'pli.asice'), ancres, { a: MAINTENANT })).toEqual(
    await juger(pli),
  );
  await rm(dossier, { recursive: true });
});

test('une piece remplacee, retiree, ajoutee ou renommee rend le pli invalide et se nomme', async () => {
  const remplacee = await juger(
    await refaire(pli, (entrees) => entrees.set('pli/note.txt', Buffer.from('une autre'))),
  );
  const retiree = await juger(await refaire(pli, (entrees) => entrees.delete('pli/note.txt')));
  const ajoutee = await juger(
    await refaire(pli, (entrees) => entrees.set('pli/intrus.txt', Buffer.from('?'))),
  );
  const renommee = await juger(
    await refaire(pli, (entrees) =>
      entrees.set('pli/nota.txt', entrees.get('pli/note.txt') ?? new Uint8Array()).delete('pli/note.txt'),
    ),
  );
  expect([remplacee, retiree, ajoutee, renommee].map(({ verdict }) => verdict)).toEqual([
    'invalide',
    'invalide',
    'invalide',
    'invalide',
  ]);
  expect(remplacee.motifs.join()).toContain('pli/note.txt : empreinte différente');
  expect(retiree.motifs.join()).toContain('pli/note.txt : annoncée par le manifeste mais absente');
  expect(ajoutee.motifs.join()).toContain('pli/intrus.txt : absente du manifeste');
});

test('un manifeste change, ou refait avec la piece sans etre signe, est invalide', async () => {
  expect((await juger(alterer(pli, 'MimeType="text/plain"', 'MimeType="text/plaie"'))).verdict).toBe(
    'invalide',
  );
  const autre = await sceller({ 'actes/pv-1.pdf': acte, 'pli/note.txt': Buffer.from('autre note') });
  const manifeste = new Map<string, Uint8Array>();
  await refaire(autre, (entrees) => {
    for (const [nom, contenu] of entrees) manifeste.set(nom, contenu);
  });
  const melange = await refaire(pli, (entrees) => {
    for (const nom of ['META-INF/ASiCManifest001.xml', 'pli/note.txt'])
      entrees.set(nom, manifeste.get(nom) ?? new Uint8Array());
  });
  expect((await juger(melange)).verdict).toBe('invalide');
});

test('un pli rescelle par une cle inconnue est indetermine', async () => {
  const inconnu = emettre({
    nom: 'Faussaire',
    profil: 'agent',
    emetteur: emettre({ nom: 'Racine du faussaire', profil: 'autorite' }),
  });
  const rapport = await juger(
    await sceller({ 'pli/note.txt': Buffer.from('une note') }, cachetDe(inconnu, [])),
  );
  expect(rapport.signatures).toMatchObject([
    { integrite: 'intacte', chemin: 'inconnu', verdict: 'indetermine' },
  ]);
});

test('un acte altere, meme scelle ensuite, rend le pli invalide ; un document joint altere le laisse valide', async () => {
  const altere = alterer(acte, '/MarkInfo', '/MarkInfp');
  expect((await juger(await sceller({ 'actes/pv-1.pdf': altere }))).verdict).toBe('invalide');
  const joint = Buffer.from(Buffer.from(altere).toString('latin1').replaceAll('/AF [', '/AG ['), 'latin1');
  const rapport = await juger(await sceller({ 'jointes/recu.pdf': joint }));
  expect(rapport).toMatchObject({
    verdict: 'valide',
    pieces: [{ estActe: false, acte: { verdict: 'invalide' } }],
  });
});

test('sans signature, le conteneur n’est pas signe ; avec une signature XAdES, il est indetermine', async () => {
  expect(
    (
      await juger(
        await refaire(pli, (entrees) => {
          entrees.delete('META-INF/signature001.p7s');
          entrees.delete('META-INF/ASiCManifest001.xml');
        }),
      )
    ).verdict,
  ).toBe('non-signe');
  expect(
    (await juger(await refaire(pli, (entrees) => entrees.delete('META-INF/signature001.p7s')))).verdict,
  ).toBe('invalide');
  const xades = await juger(
    await refaire(pli, (entrees) => entrees.set('META-INF/signatures0.xml', Buffer.from('<x/>'))),
  );
  expect(xades).toMatchObject({
    verdict: 'indetermine',
    motifs: ['format non pris en charge : conteneur à signatures XAdES'],
  });
});

test('un ASiC-S d’un seul fichier est juge', async () => {
  const seul = await sceller({ 'note.txt': Buffer.from('une note') });
  const manifeste = { octets: new Uint8Array(), signature: new Uint8Array() };
  await refaire(seul, (entrees) => {
    manifeste.octets = Uint8Array.from(entrees.get('META-INF/ASiCManifest001.xml') ?? []);
    manifeste.signature = Uint8Array.from(entrees.get('META-INF/signature001.p7s') ?? []);
  });
  const simple = async (contenu: Uint8Array) =>
    refaire(seul, (entrees) => {
      entrees.clear();
      entrees
        .set('mimetype', Buffer.from('application/vnd.etsi.asic-s+zip'))
        .set('document.xml', contenu)
        .set('META-INF/signature.p7s', manifeste.signature);
    });
  expect(await juger(await simple(manifeste.octets))).toMatchObject({
    verdict: 'valide',
    pieces: [{ nom: 'document.xml', intacte: true }],
  });
  expect((await juger(await simple(Buffer.from('autre')))).verdict).toBe('invalide');
});

test('un pli coupe, allonge ou abime n’est jamais valide, sans rien casser', async () => {
  for (const reste of [0, 1, 30, 500, pli.length >> 1, pli.length - 1])
    expect((await juger(pli.subarray(0, reste))).verdict).not.toBe('valide');
  expect((await juger(Buffer.concat([pli, Buffer.from('x')]))).verdict).not.toBe('valide');
  const valides: number[] = [];
  const annuaire = Buffer.from(pli).indexOf('PK\u0001\u0002', 0, 'latin1');
  for (let place = 11; place < annuaire; place += 1511) {
    const copie = Uint8Array.from(pli);
    copie[place] = (copie[place] ?? 0) ^ 0x10;
    if ((await juger(copie)).verdict === 'valide') valides.push(place);
  }
  expect(valides).toEqual([]);
});
