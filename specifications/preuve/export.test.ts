import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AFFAIRE_S1,
  annuler,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderCopj,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { type Ancres, lireAncres } from '@ppn/sealing';
import { qrDeLaTete } from '@ppn/tlog';
import {
  dossierEnTexte,
  lecteurDeDossier,
  type RapportDossier,
  texteDesActes,
  verifierDossier,
} from '@ppn/verifier';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBufferPromise } from 'yauzl';
import { ecartsDEcran, ouvrirNavigateur, ouvrirPoste, seConnecter } from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

type Fichiers = Map<string, Uint8Array>;

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let ancres: Ancres;
let idj = '';
/** Exports successifs de l'Interieur : avant la transmission, puis a la fin ; et celui de la Justice. */
let premier: Fichiers;
let dernier: Fichiers;
let deLaJustice: Fichiers;

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  navigateur = await ouvrirNavigateur();
  const lieux = await essai.terrain();
  enqueteur = await connecterEnqueteur(lieux, 'camille-moreau');
  magistrat = await connecterMagistrat(lieux, 'claire-fontaine');
  ancres = await lireAncres(systeme.confiance.ancres);
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1)]);
  await signer(enqueteur, [await redigerConstatations(enqueteur, procedure, await photographies(1))]);
  premier = await exporter(enqueteur);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, idj, 'tj47001');
  await deciderCopj(magistrat, idj, 21);
  await plisAccuses(2);
  [dernier, deLaJustice] = [await exporter(enqueteur), await exporter(magistrat)];
}, 240_000);

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
}, 60_000);

const plisAccuses = (nombre: number): Promise<true> =>
  attendre(`${nombre} plis accusés`, async () => {
    const { plis } = attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
    return plis.length === nombre && plis.every(({ etat }) => etat === 'accuse') ? true : undefined;
  });

async function exporter({ client }: Enqueteur | Magistrat): Promise<Fichiers> {
  const reponse = attendu(
    'export',
    await (client as Enqueteur['client']).lire('GET /api/dossiers/:idj/export', { idj }),
  );
  return ouvrirZip(Buffer.from(await reponse.arrayBuffer()));
}

async function ouvrirZip(octets: Buffer): Promise<Fichiers> {
  const zip = await fromBufferPromise(octets, { lazyEntries: true, autoClose: false });
  const fichiers: Fichiers = new Map();
  for await (const entree of zip.eachEntry()) {
    const morceaux: Uint8Array[] = [];
    for await (const morceau of (await zip.openReadStreamPromise(entree)) as AsyncIterable<Uint8Array>)
      morceaux.push(morceau);
    fichiers.set(entree.fileName, Buffer.concat(morceaux));
  }
  return fichiers;
}

const juger = (fichiers: Fichiers, tetes: readonly string[] = []): Promise<RapportDossier> =>
  verifierDossier(
    { noms: [...fichiers.keys()], lire: async (nom) => fichiers.get(nom) ?? new Uint8Array() },
    {
      ancres,
      comparerTexte: texteDesActes,
      tetes: tetes.map((texte) => ({ source: 'la tête du bordereau', texte })),
    },
  );

const texte = (fichiers: Fichiers, nom: string): string =>
  Buffer.from(fichiers.get(nom) ?? new Uint8Array()).toString('utf8');

const altere = (changer: (fichiers: Fichiers) => void): Fichiers => {
  const copie: Fichiers = new Map(dernier);
  changer(copie);
  return copie;
};
const premierActe = (): string => [...dernier.keys()].find((nom) => nom.startsWith('actes/')) ?? '';

describe('un dossier exporté par chaque ministère', () => {
  test('se vérifie hors ligne : tout est prouvé, rien ne manque', async () => {
    for (const [export_, faits] of [
      [dernier, 8],
      [deLaJustice, 6],
    ] as const) {
      const rapport = await juger(export_);
      expect(rapport.constats).toEqual([]);
      expect(rapport).toMatchObject({ verdict: 'valide', idj, suite: { faits } });
      expect(rapport.pieces.filter(({ genre }) => genre === 'acte')).toHaveLength(4);
      expect(rapport.plis).toMatchObject([{ etat: 'accuse' }, { etat: 'accuse' }]);
      expect(rapport.acquis[0]).toMatch(
        new RegExp(`^Rien ne manque : ${faits} faits sur ${faits}, tête du `, 'u'),
      );
    }
  });

  test('porte un mode d’emploi, et les mêmes octets que les pièces servies', async () => {
    expect(texte(dernier, 'LISEZ-MOI.txt')).toContain(`DOSSIER ${idj}`);
    for (const [nom, octets] of dernier) {
      const id = /^actes\/(.+)\.pdf$/u.exec(nom)?.[1];
      if (id === undefined) continue;
      const servie = attendu(
        'pièce',
        await enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id }),
      );
      expect(Buffer.compare(Buffer.from(await servie.arrayBuffer()), octets)).toBe(0);
    }
  });

  test('prolonge tout export antérieur ; un export antérieur ne passe pas pour le dernier', async () => {
    const [ancienne, recente] = [premier, dernier].map((fichiers) => texte(fichiers, 'journal/tete.note'));
    expect(await juger(dernier, [ancienne ?? '', qrDeLaTete(ancienne ?? '')])).toMatchObject({
      verdict: 'valide',
    });
    expect(await juger(premier)).toMatchObject({ verdict: 'valide' });
    expect(await juger(premier, [qrDeLaTete(recente ?? '')])).toMatchObject({
      verdict: 'invalide',
      codes: ['tete-incoherente'],
    });
  });

  test('altéré n’importe où, nomme la pièce, le dit en français et ne montre aucune pile', async () => {
    const acte = premierActe();
    const cas: readonly (readonly [(fichiers: Fichiers) => void, readonly string[]])[] = [
      [
        (fichiers) => {
          const octets = Uint8Array.from(fichiers.get(acte) ?? []);
          octets[octets.length >> 1] = (octets[octets.length >> 1] ?? 0) ^ 1;
          fichiers.set(acte, octets);
        },
        ['fichier-altere', 'piece-substituee', 'signature-fausse'],
      ],
      [(fichiers) => fichiers.delete(acte), ['fichier-manquant', 'piece-manquante']],
      [
        (fichiers) => fichiers.set('pieces/intrus.pdf', Buffer.from('%PDF-')),
        ['fichier-en-trop', 'piece-inconnue'],
      ],
      [
        (fichiers) => {
          const faits = texte(fichiers, 'journal/faits.jsonl').trimEnd().split('\n').slice(0, -1);
          fichiers.set('journal/faits.jsonl', Buffer.from(`${faits.join('\n')}\n`));
        },
        ['fichier-altere', 'suite-rompue', 'tete-fausse'],
      ],
      [(fichiers) => fichiers.delete('dossier.json.p7s'), ['manifeste-non-scelle']],
    ];
    for (const [changer, codes] of cas) {
      const rapport = await juger(altere(changer));
      expect(rapport.verdict).toBe('invalide');
      expect(rapport.codes).toEqual(expect.arrayContaining([...codes]));
      const dit = dossierEnTexte('dossier.zip', rapport);
      expect(dit).toContain('ALTÉRÉ OU INVALIDE');
      expect(dit).toContain('→ ');
      expect(dit).not.toMatch(/\bat .+:\d+:\d+|undefined|Error/u);
      expect(dit).not.toContain('Rien ne manque');
    }
  });

  test('n’est donné qu’à qui peut lire le dossier entier, et chaque export est inscrit au journal des lectures', async () => {
    const etranger = await connecterEnqueteur(await essai.terrain(), 'nadia-benali');
    const refus = await etranger.client.lire('GET /api/dossiers/:idj/export', { idj });
    expect(refus).toMatchObject({ ok: false, refus: { status: 403 } });
    const sansSession = await fetch(`${systeme.interieur.origine}/api/dossiers/${idj}/export`);
    expect(sansSession.status).toBe(401);
    const inconnu = await enqueteur.client.lire('GET /api/dossiers/:idj/export', {
      idj: 'IDJ-2026-00000000-B',
    });
    expect(inconnu).toMatchObject({ ok: false, refus: { status: 403 } });
    const { consultations } = attendu(
      'journal',
      await enqueteur.client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    );
    const exports = consultations.filter(({ action }) => action === 'exporter le dossier et ses preuves');
    expect(exports.map(({ resultat }) => resultat).toSorted()).toEqual(['accorde', 'accorde', 'refuse']);
  });

  test('sans une pièce retirée par ordre, reste valide : l’ordre est nommé', async () => {
    const greffier = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
    await annuler(greffier, idj, 'constatations');
    await plisAccuses(3);
    const rapport = await juger(await exporter(magistrat));
    expect(rapport.constats).toEqual([]);
    expect(rapport.verdict).toBe('valide');
    const retirees = rapport.pieces.filter(({ chemin }) => chemin === null);
    expect(retirees.length).toBeGreaterThan(0);
    for (const { phrases } of retirees)
      expect(phrases.join(' ')).toMatch(
        /^retirée de la procédure par l’acte n° \d+ : son absence est régulière$/u,
      );
  });
});

test.each([
  ['interieur', 'Camille Moreau', '258025'],
  ['justice', 'Claire Fontaine', ''],
] as const)('le portail %s enregistre l’archive et dit où il en est', async (service, titulaire, code) => {
  const { page, violations, contexte } = await ouvrirPoste(navigateur);
  const origine = systeme[service].origine;
  const pin = code || (systeme.agents.find(({ carte }) => carte === 'claire-fontaine')?.pin ?? '');
  await page.goto(origine);
  await seConnecter(page, titulaire, pin);
  await page.goto(`${origine}/dossiers/${idj}`);
  const bouton = page.getByRole('button', { name: 'Exporter le dossier et ses preuves' });
  await bouton.waitFor();
  expect(await ecartsDEcran(page, `export-${service}`)).toEqual([]);
  const attendue = page.waitForEvent('download');
  await bouton.press('Enter');
  const chemin = join(essai.dossier, `${service}.zip`);
  await (await attendue).saveAs(chemin);
  await page.getByText(`${idj}.zip est enregistré`).waitFor();
  const lecture = await lecteurDeDossier().lire({ chemin, ancres, dossierDAncres: systeme.confiance.ancres });
  expect(lecture.code).toBe(0);
  const coupe = join(essai.dossier, `${service}-coupe.zip`);
  writeFileSync(coupe, readFileSync(chemin).subarray(0, 50_000));
  expect(await lecteurDeDossier().lire({ chemin: coupe, ancres })).toMatchObject({
    code: 1,
    donnees: { codes: ['archive-illisible'] },
  });
  expect(violations).toEqual([]);
  await contexte.close();
});
