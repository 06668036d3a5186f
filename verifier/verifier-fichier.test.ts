import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { demarrerConfiance } from '@ppn/confiance';
import type { ServiceConfiance } from '@ppn/confiance';
import { creerIdj, horodate } from '@ppn/core';
import {
  cadesDetache,
  composerPdfA,
  horodateurHttp,
  insererCms,
  lireAncres,
  preparerSignature,
  scellerAsic,
} from '@ppn/sealing';
import type { Cachet, Horodateur } from '@ppn/sealing';
import { signerEmpreinte } from './essais/signer-empreinte.ts';
import { zipContient } from './aiguillage.ts';
import type { Lecteur } from './aiguillage.ts';
import { executer } from './commande.ts';
import type { Issue } from './commande.ts';
import { verifierFichier } from './verifier-fichier.ts';

let dossier: string;
let service: ServiceConfiance;
let horodateur: Horodateur;
let cachet: Cachet;
let acte: Uint8Array;

const IDJ = creerIdj(2026, new Uint8Array([7, 19, 3, 15, 9, 23, 2, 20]));

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-verifier-'));
  service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  horodateur = horodateurHttp({ url: service.horodatage, delaiMs: 5000 });
  const { confiance } = service;
  cachet = {
    ...(await confiance.cachet('interieur')),
    crls: () => Promise.all((['racine', 'services'] as const).map((ac) => confiance.liste(ac))),
  };
  const vierge = await composerPdfA({
    titre: 'Plainte',
    enTete: ['Ministère de l’Intérieur'],
    reference: 'essai',
    etabliA: horodate('2026-11-21T09:12:00Z'),
    blocs: [{ type: 'paragraphe', texte: 'Un vol.' }],
    images: new Map(),
    jointes: [
      {
        nom: 'acte.json',
        octets: Buffer.from(JSON.stringify({ idj: IDJ, type: 'plainte', numero: 1 })),
        typeMime: 'application/json',
        description: 'Données',
      },
    ],
    signataires: [{ champ: 'signature-1', qualite: 'L’enquêteur', nom: 'Camille MOREAU' }],
  });
  const prepare = await preparerSignature({
    pdf: vierge,
    champ: 'signature-1',
    signeA: horodate('2026-11-21T09:14:00Z'),
    nom: 'Camille MOREAU',
  });
  acte = insererCms(prepare.octets, await signerEmpreinte(prepare.empreinte, cachet, horodateur));
  const falsifie = Uint8Array.from(acte);
  falsifie[300] = (falsifie[300] ?? 0) ^ 1;
  const note = Buffer.from('une note');
  const pli = await scellerAsic({
    pieces: [
      { nom: 'actes/1.pdf', typeMime: 'application/pdf', octets: acte },
      { nom: 'pli/note.txt', typeMime: 'text/plain', octets: note },
    ],
    cachet,
    horodateur,
  });
  const fichiers: Readonly<Record<string, Uint8Array>> = {
    'acte.pdf': acte,
    'falsifie.pdf': falsifie,
    'pli.asice': pli,
    'note.txt': note,
    'note.txt.p7s': await cadesDetache({ contenu: note, cachet, horodateur }),
    'seul.p7s': await cadesDetache({ contenu: note, cachet, horodateur }),
    'pas-signe.pdf': vierge,
    'texte.bin': Buffer.from('bonjour'),
    'vide.pdf': new Uint8Array(),
    'signe.xml': Buffer.from('<r xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:Signature/></r>'),
  };
  for (const [nom, octets] of Object.entries(fichiers)) await writeFile(join(dossier, nom), octets);
});

afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

/** La commande, sans dossier d'ancres par defaut. */
const lancer = (...args: readonly string[]): Promise<Issue> =>
  executer(args, { racine: dossier, dossier, environnement: {} });
const ancres = (): readonly string[] => ['--ancres', service.confiance.lieux.ancres];

test('un acte valide se raconte en francais : qui, quand, integrite, chaine, procedure', async () => {
  const { code, sortie } = await lancer(...ancres(), 'acte.pdf');
  expect(code).toBe(0);
  for (const phrase of [
    'acte.pdf : VALIDE',
    'Titre : Plainte',
    `Procédure : ${IDJ}, pièce 1`,
    'Cachet valide (B-T) — Cachet PPN',
    'heure prouvée : ',
    'intégrité : intacte, couvre tout le document',
    'chaîne : reconnue, non révoqué',
  ])
    expect(sortie).toContain(phrase);
});

test('le meme rapport en donnees', async () => {
  const { sortie } = await lancer('--json', ...ancres(), 'pli.asice');
  expect(JSON.parse(sortie)).toMatchObject({
    fichier: 'pli.asice',
    code: 0,
    genre: 'asic',
    verdict: 'valide',
    motifs: [],
    signatures: [
      {
        genre: 'cachet',
        verdict: 'valide',
        niveau: 'B-LT',
        integrite: 'intacte',
        couverture: 'totale',
        ajoutsApres: [],
        chemin: 'valide',
        revocation: 'bonne',
        heure: { source: 'horodatage' },
        raison: 'octets intacts, signataire reconnu et non révoqué à l’heure retenue',
      },
    ],
    pieces: [
      { nom: 'actes/1.pdf', intacte: true, estActe: true, acte: { verdict: 'valide' } },
      { nom: 'pli/note.txt', intacte: true },
    ],
    fiches: { 'actes/1.pdf': { titre: 'Plainte', idj: IDJ, type: 'plainte', numero: 1 } },
  });
});

test('les codes de sortie disent l’issue : 0 valide, 1 altere, 2 indetermine, 3 pas signe ou illisible', async () => {
  const cas: readonly (readonly [number, ...string[]])[] = [
    [0, ...ancres(), 'note.txt.p7s'],
    [0, ...ancres(), '--contenu', 'note.txt', 'seul.p7s'],
    [1, ...ancres(), '--contenu', 'acte.pdf', 'seul.p7s'],
    [1, ...ancres(), 'falsifie.pdf'],
    [2, 'acte.pdf'],
    [2, ...ancres(), 'seul.p7s'],
    [2, 'signe.xml'],
    [3, 'pas-signe.pdf'],
    [3, 'texte.bin'],
    [3, 'vide.pdf'],
    [3, 'absent.pdf'],
    [3],
    [3, '--inconnue', 'acte.pdf'],
    [3, 'a.pdf', 'b.pdf'],
    [3, '--ancres', 'absent', 'acte.pdf'],
    [3, '.'],
  ];
  const issues = await Promise.all(
    cas.map(async ([attendu, ...args]) => [args.join(' '), attendu, await lancer(...args)] as const),
  );
  expect(issues.map(([args, , { code }]) => [args, code])).toEqual(
    issues.map(([args, attendu]) => [args, attendu]),
  );
  for (const [, , { erreurs }] of issues) expect(erreurs).not.toMatch(/\bat .*:\d+:\d+/u);
});

test('l’ordre des arguments est libre, et un refus dit sa raison', async () => {
  const avant = await lancer('acte.pdf', ...ancres(), '--json');
  expect(avant).toEqual(await lancer('--json', ...ancres(), 'acte.pdf'));
  const faux = z
    .object({ signatures: z.array(z.object({ verdict: z.string(), raison: z.string().min(10) })) })
    .parse(JSON.parse((await lancer('falsifie.pdf', '--json', ...ancres())).sortie));
  expect(faux.signatures).toMatchObject([
    { verdict: 'invalide', raison: expect.stringContaining('condensat différent') },
  ]);
});

test('un lecteur qui reconnait le fichier passe avant celui d’un fichier signe', async () => {
  const lecteur: Lecteur = {
    reconnait: (chemin) => zipContient(chemin, 'META-INF/ASiCManifest001.xml'),
    lire: async ({ chemin }) => ({ code: 2, donnees: { genre: 'essai' }, texte: `lu ${basename(chemin)}\n` }),
  };
  const avec = (nom: string): Promise<Issue> =>
    executer([nom], { racine: dossier, dossier, environnement: {}, lecteurs: [lecteur] });
  expect(await avec('pli.asice')).toEqual({ code: 2, sortie: 'lu pli.asice\n', erreurs: '' });
  expect((await avec('acte.pdf')).sortie).toContain('acte.pdf : ');
  expect((await avec('absent.pdf')).erreurs).toContain('introuvable');
});

test('la commande elle-meme rend ce code et cette sortie', async () => {
  const issue = await new Promise<readonly [unknown, string]>((finir) => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'principal.ts'), ...ancres(), join(dossier, 'falsifie.pdf')],
      (erreur, sortie) => finir([erreur?.code, sortie]),
    );
  });
  expect(issue).toEqual([1, expect.stringContaining('falsifie.pdf : ALTÉRÉ OU INVALIDE')]);
});

test('un acte dont le texte n’est pas celui de ses donnees est invalide', async () => {
  const demande = {
    chemin: join(dossier, 'acte.pdf'),
    ancres: await lireAncres(service.confiance.lieux.ancres),
  };
  expect(await verifierFichier({ ...demande, comparerTexte: async () => 'conforme' })).toMatchObject({
    verdict: 'valide',
    fiches: { '': { texte: 'conforme' } },
  });
  expect(await verifierFichier({ ...demande, comparerTexte: async () => 'different' })).toMatchObject({
    verdict: 'invalide',
    motifs: ['acte : le texte visible n’est pas celui de ses données'],
  });
});
