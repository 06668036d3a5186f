import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { demarrerConfiance, type ServiceConfiance } from '@ppn/confiance';
import { vueDuDossier } from '@ppn/dossier';
import { agent, bancDuDossier } from '@ppn/dossier/essais/banc';
import { vueTypee } from '@ppn/postgres';
import { horodateurHttp, lireAncres } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { enCsv } from '../en-csv.ts';
import { donneesDEssai, pdfChiffre, pieceDEssai, signerPiece } from '../essais/pieces-d-essai.ts';
import { MIGRATIONS_IMPORT } from '../index.ts';
import type { PortsImport, Tables } from '../ports.ts';
import { lireCompteRendu } from './compte-rendu.ts';
import { type Import, importer } from './importer.ts';

let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let ports: PortsImport;
let dossier: string;
let service: ServiceConfiance;
let signee: Uint8Array;

beforeAll(async () => {
  banc = await bancDuDossier([MIGRATIONS_IMPORT]);
  dossier = await mkdtemp(join(tmpdir(), 'ppn-import-'));
  service = await demarrerConfiance({ dossier, port: 0 });
  const { confiance } = service;
  ports = {
    db: vueTypee<Tables>(banc.ports.db),
    dossier: { ...banc.ports, maintenant: () => new Date() },
    ancres: () => lireAncres(confiance.lieux.ancres),
  };
  signee = await signerPiece(
    await pieceDEssai(donneesDEssai()),
    {
      ...(await confiance.cachet('interieur')),
      crls: () => Promise.all((['racine', 'services'] as const).map((ac) => confiance.liste(ac))),
    },
    horodateurHttp({ url: service.horodatage, delaiMs: 5000 }),
  );
});

afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
  await banc.fermer();
});

const deposer = async (idj: string, nom: string, octets: Uint8Array): Promise<Import> =>
  importer(ports, agent(), { etat: await banc.etatDe(idj), nom, octets, tailleMax: 1024 ** 3 });
const compteRendu = async (idj: string) =>
  lireCompteRendu(ports, await vueDuDossier(ports.dossier, await banc.etatDe(idj), agent()));

/** Un zip de pieces, dans l'ordre. */
async function archive(pieces: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [nom, octets] of pieces) zip.addBuffer(Buffer.from(octets), nom);
  zip.addEmptyDirectory('__MACOSX');
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream));
}

test('une pièce signée entre au dossier avec ses données, son verdict et des propositions à reprendre', async () => {
  const idj = await banc.ouvrir();
  const { pieces } = await deposer(idj, 'audition.pdf', signee);
  expect(pieces).toMatchObject([
    {
      nom: 'audition.pdf',
      etat: 'importee',
      signature: { etat: 'valide', phrase: 'Signature valide.', signatures: [{ sourceHeure: 'horodatage' }] },
      resume: { typeDePiece: "PROCÈS-VERBAL D'AUDITION", jour: '2026-11-21', procedure: '00059/2026' },
    },
  ]);
  expect(pieces[0]?.remarques.map(({ code }) => code)).toEqual([
    'entites-doublement-encodees',
    'heure-utc-convertie',
  ]);
  const rendu = await compteRendu(idj);
  expect(rendu.personnes).toMatchObject([
    { valeur: { nom: 'BIDULE', prenoms: 'André', roles: ['victime'] }, manques: [], reprise: false },
  ]);
  expect(rendu.faits).toMatchObject([
    { valeur: { natinf: 7151, debut: '2026-11-21T00:30:00+01:00[Europe/Paris]' }, manques: [] },
  ]);
});

test('une pièce dont un octet signé a changé n’est jamais montrée valide, et ne propose rien', async () => {
  const idj = await banc.ouvrir();
  const alteree = Uint8Array.from(signee);
  alteree[400] = (alteree[400] ?? 0) ^ 1;
  const { pieces } = await deposer(idj, 'alteree.pdf', alteree);
  expect(pieces[0]?.signature.etat).toBe('alteree');
  expect(pieces[0]?.signature.phrase).toMatch(/^Altérée ou fausse : .{10,}/u);
  expect(pieces[0]?.remarques[0]?.code).toBe('piece-alteree');
  expect(await compteRendu(idj)).toMatchObject({ personnes: [], faits: [] });
});

test('un lot de pièces inégales s’importe pièce par pièce : sans données, chiffrée, doublement encodée, infraction inconnue, abîmée', async () => {
  const idj = await banc.ouvrir();
  const lot = await archive([
    ['40/avec.pdf', await pieceDEssai(donneesDEssai({ implication: 'MIS(E) EN CAUSE' }))],
    ['sans.pdf', await pieceDEssai(undefined)],
    ['chiffree.pdf', pdfChiffre()],
    ['natinf.pdf', await pieceDEssai(donneesDEssai({ natinf: '99998', nom: 'TRUC' }))],
    ['bombe.pdf', await pieceDEssai('<!DOCTYPE r [<!ENTITY a "b">]><Procedure/>')],
    ['coupee.pdf', signee.subarray(0, 3000)],
  ]);
  const { pieces, ignorees } = await deposer(idj, 'lot.zip', lot);
  expect(ignorees).toBe(1);
  expect(pieces.map(({ nom, etat, signature }) => [nom, etat, signature.etat])).toEqual([
    ['avec.pdf', 'importee', 'absente'],
    ['sans.pdf', 'sans-donnees', 'absente'],
    ['chiffree.pdf', 'sans-donnees', 'non-verifiable'],
    ['natinf.pdf', 'importee', 'absente'],
    ['bombe.pdf', 'sans-donnees', 'absente'],
    ['coupee.pdf', 'sans-donnees', 'absente'],
  ]);
  const codes = new Map(pieces.map(({ nom, remarques }) => [nom, remarques.map(({ code }) => code)]));
  expect(codes.get('sans.pdf')).toEqual(['donnees-absentes']);
  expect(codes.get('chiffree.pdf')).toEqual(['document-chiffre']);
  expect(codes.get('natinf.pdf')).toContain('natinf-inconnue');
  expect(codes.get('bombe.pdf')).toEqual(['donnees-interdites']);
  expect(codes.get('coupee.pdf')).toEqual(['document-abime']);
});

test('la même personne lue dans trente pièces est proposée une fois, et pas du tout si elle est déjà au dossier', async () => {
  const idj = await banc.ouvrir();
  const pdf = await pieceDEssai(donneesDEssai({ nom: 'PERRIN', prenom: '&#201;lise' }));
  const autre = await pieceDEssai(donneesDEssai(), 'Autre pièce.');
  await deposer(idj, 'perrin.pdf', pdf);
  const lot = await archive(Array.from({ length: 30 }, (_, rang) => [`piece-${rang}.pdf`, autre] as const));
  await deposer(idj, 'lot.zip', lot);
  const { personnes, faits, pieces } = await compteRendu(idj);
  expect(pieces).toHaveLength(31);
  expect(
    personnes.map(({ valeur, reprise, pieces: sources }) => [valeur.nom, reprise, sources.length]),
  ).toEqual([
    ['PERRIN', true, 1],
    ['BIDULE', false, 30],
  ]);
  expect(faits).toHaveLength(1);
});

test('réimporter les mêmes octets remplace le compte rendu sans doubler ni la pièce ni les propositions', async () => {
  const idj = await banc.ouvrir();
  const premiere = await deposer(idj, 'audition.pdf', signee);
  const seconde = await deposer(idj, 'audition.pdf', signee);
  expect(seconde.pieces[0]?.fichierId).toBe(premiere.pieces[0]?.fichierId);
  const rendu = await compteRendu(idj);
  expect([rendu.pieces.length, rendu.personnes.length, rendu.faits.length]).toEqual([1, 1, 1]);
});

test('une pièce que l’examen refuse a son motif, et les autres suivent', async () => {
  const idj = await banc.ouvrir();
  const permis = banc.reglages.examen;
  banc.reglages.examen = {
    ok: false,
    refus: { code: 'contenu-actif', phrase: 'Ce document contient un programme.' },
  };
  const { pieces } = await deposer(idj, 'active.pdf', signee);
  banc.reglages.examen = permis;
  expect(pieces).toMatchObject([
    { etat: 'refusee', motif: 'Ce document contient un programme.', fichierId: null },
  ]);
  expect((await deposer(idj, 'bonne.pdf', signee)).pieces[0]?.etat).toBe('importee');
});

test('une archive illisible est refusée d’une phrase ; le compte rendu s’exporte sans formule', async () => {
  const idj = await banc.ouvrir();
  await expect(deposer(idj, 'lot.zip', Buffer.from('PK\u0003\u0004abîmée'))).rejects.toThrow('abîmée');
  await deposer(idj, '=cmd.pdf', await pieceDEssai(undefined, 'x'));
  const csv = enCsv(await compteRendu(idj));
  expect(csv.startsWith('\uFEFF"Pièce";')).toBe(true);
  expect(csv).toContain(`"'=cmd.pdf";"importée sans données";"non signée"`);
});
