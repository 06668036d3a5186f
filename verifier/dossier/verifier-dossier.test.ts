import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { lecteurDeDossier } from './lecteur.ts';
import { lireManifeste } from './manifeste.ts';
import { ArchiveIllisible } from './modele.ts';
import type { LecteurDeDossier } from './modele.ts';
import { dossierEnTexte } from './rapport-texte.ts';
import { verifierDossier } from './verifier-dossier.ts';

const lieu = mkdtempSync(join(tmpdir(), 'ppn-dossier-'));
afterAll(() => rmSync(lieu, { recursive: true, force: true }));

const octets = (valeur: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(valeur));
const lecteur = (fichiers: Readonly<Record<string, Uint8Array>>): LecteurDeDossier => ({
  noms: Object.keys(fichiers),
  lire: async (nom) => fichiers[nom] ?? new Uint8Array(),
});
const MANIFESTE = {
  schema: 'ppn/dossier@1',
  service: 'interieur',
  idj: 'IDJ-2026-00000000-B',
  exporteA: '2026-11-16T11:00:00.000Z',
  taille: 1,
  fichiers: [{ chemin: 'actes/a.pdf', taille: 1, sha256: 'a'.repeat(64), sha3_512: 'b'.repeat(128) }],
  pieces: [
    {
      id: 'a',
      chemin: 'actes/a.pdf',
      genre: 'acte',
      titre: 'Plainte',
      empreinte: 'a'.repeat(64),
      acte: null,
    },
  ],
  plis: [],
};

describe('une archive que rien ne permet de lire', () => {
  test.each([
    ['un nom qui remonte', ['../dossier.json']],
    ['un segment vide', ['actes//a.pdf']],
    ['un nom double, à la casse près', ['dossier.json', 'Dossier.json']],
    ['un nom hors d’ASCII', ['actes/é.pdf']],
  ])('%s : archive illisible, et rien d’autre n’est dit', async (_cas, noms) => {
    const rapport = await verifierDossier({ noms, lire: async () => octets(MANIFESTE) });
    expect(rapport).toMatchObject({
      verdict: 'invalide',
      codes: ['archive-illisible'],
      pieces: [],
      acquis: [],
    });
  });

  test('une somme de contrôle fausse, même tard, condamne l’archive entière', async () => {
    const rapport = await verifierDossier({
      noms: ['dossier.json', 'actes/a.pdf'],
      lire: async (nom) => {
        if (nom === 'actes/a.pdf') throw new ArchiveIllisible('« actes/a.pdf » ne correspond pas à sa somme');
        return octets(MANIFESTE);
      },
    });
    expect(rapport.codes).toEqual(['archive-illisible']);
  });

  test('un ZIP coupé est un dossier illisible, pas un fichier inconnu ; un autre fichier n’est pas un dossier', async () => {
    const coupe = join(lieu, 'coupe.zip');
    const entete = Buffer.alloc(30);
    entete.writeUInt32LE(0x04034b50);
    entete.writeUInt16LE(13, 26);
    writeFileSync(coupe, Buffer.concat([entete, Buffer.from('LISEZ-MOI.txt'), Buffer.alloc(50)]));
    const court = join(lieu, 'court.bin');
    writeFileSync(court, 'PK');
    const { reconnait, lire } = lecteurDeDossier();
    expect([await reconnait(coupe), await reconnait(court)]).toEqual([true, false]);
    const lecture = await lire({
      chemin: coupe,
      ancres: { racines: [], intermediaires: [], crls: [], ocsps: [] },
    });
    expect(lecture.code).toBe(1);
    expect(lecture.texte).toContain('[archive-illisible]');
    expect(lecture.texte).toContain('→ Demandez un nouvel export');
  });
});

describe('un manifeste', () => {
  test.each([
    ['absent', undefined],
    ['qui n’est pas du JSON', new Uint8Array([123])],
    ['d’un service inconnu', octets({ ...MANIFESTE, service: 'interpol' })],
    ['d’un IDJ à la clé fausse', octets({ ...MANIFESTE, idj: 'IDJ-2026-00000000-C' })],
    ['qui cite un fichier qu’il ne liste pas', octets({ ...MANIFESTE, fichiers: [] })],
    [
      'qui liste deux fois un chemin',
      octets({ ...MANIFESTE, fichiers: [...MANIFESTE.fichiers, ...MANIFESTE.fichiers] }),
    ],
    [
      'dont une pièce a une autre empreinte que son fichier',
      octets({ ...MANIFESTE, pieces: [{ ...MANIFESTE.pieces[0], empreinte: 'c'.repeat(64) }] }),
    ],
  ])('%s arrête tout', async (_cas, contenu) => {
    const rapport = await verifierDossier(lecteur(contenu === undefined ? {} : { 'dossier.json': contenu }));
    expect(rapport.codes).toEqual(['manifeste-illisible']);
  });

  test('conforme se lit, champs inconnus passés', () => {
    expect(lireManifeste(octets({ ...MANIFESTE, ajout: true })).ok).toBe(true);
  });
});

test('tout ce qui manque est nommé, chaque code a son conseil, et rien du fichier ne commande le terminal', async () => {
  const rapport = await verifierDossier(
    lecteur({
      'dossier.json': octets({
        ...MANIFESTE,
        pieces: [{ ...MANIFESTE.pieces[0], titre: 'Plainte\u001B[2J\u202E' }],
      }),
    }),
  );
  expect(rapport.verdict).toBe('invalide');
  expect(rapport.codes).toEqual([
    'fait-illisible',
    'fichier-manquant',
    'manifeste-non-scelle',
    'point-faux',
    'tete-fausse',
  ]);
  const texte = dossierEnTexte('dossier.zip', rapport);
  expect(texte.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]|undefined|\bat .+:\d+/u);
  expect(texte.match(/→ /gu)).toHaveLength(rapport.codes.length);
});
