import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance, type ServiceConfiance } from '@ppn/confiance';
import { formeComparable, isIdj, refus, reussite } from '@ppn/core';
import { agent, bancDuDossier } from '@ppn/dossier/essais/banc';
import { RefusHttp } from '@ppn/http';
import { lireTrousseau, nouveauTrousseau, preuvesDuDossier, scellerUnLot } from '@ppn/journal';
import { composerPdfA, horodateurHttp, lireAncres, texteDuPdf, validerPdf } from '@ppn/sealing';
import { vueTypee } from '@ppn/postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PortsPapier } from '../ports.ts';
import type { TablesPapier } from '../tables.ts';
import { attesterLImpression } from './attester-l-impression.ts';

const cles = lireTrousseau(nouveauTrousseau('interieur', new Date('2026-01-01T00:00:00Z')));
let dossier: string;
let confiance: ServiceConfiance;
let banc: Awaited<ReturnType<typeof bancDuDossier>>;
let ports: PortsPapier;
let idj: string;

beforeAll(async () => {
  dossier = mkdtempSync(join(tmpdir(), 'ppn-papier-'));
  confiance = await demarrerConfiance({ dossier, port: 0 });
  banc = await bancDuDossier();
  ports = {
    db: vueTypee<TablesPapier>(banc.ports.db),
    lireLesPages: async () => refus('illisible'),
    dossier: banc.ports,
    composer: composerPdfA,
    cachet: {
      ...(await confiance.confiance.cachet('interieur')),
      crls: async () =>
        Promise.all([confiance.confiance.liste('services'), confiance.confiance.liste('racine')]),
    },
    horodateur: horodateurHttp({ url: confiance.horodatage, delaiMs: 5_000 }),
    patienter: async () => undefined,
    tete: async (quel) => {
      await scellerUnLot({ db: banc.ports.db, cle: cles.journal });
      const lues = await preuvesDuDossier(banc.ports.db, {
        idj: quel,
        service: 'interieur',
        cle: cles.journal,
      });
      return lues.ok ? reussite(lues.valeur.tete) : lues;
    },
  };
}, 60_000);
afterAll(async () => {
  await banc.fermer();
  await confiance.arreter();
  rmSync(dossier, { recursive: true, force: true });
});
beforeEach(async () => {
  banc.reglages.enAttente = [];
  banc.reglages.enCours = [];
  idj = await banc.ouvrir();
});

/** Un acte verse, signe ou non. */
async function verser(signe = true): Promise<string> {
  const acteId = randomUUID();
  await banc.verser(idj, await banc.etatDe(idj), { acteId, type: 'constatations' });
  const signataires = JSON.stringify([
    {
      nom: 'Camille MOREAU',
      qualite: 'officier de police judiciaire',
      matricule: 'PN100001',
      signeA: '2026-11-21T11:00:00+01:00[Europe/Paris]',
      horodateA: '2026-11-21T10:00:01Z',
    },
  ]);
  if (signe)
    await banc.ports.db
      .updateTable('piece')
      .set({ signataires, pages: 2 })
      .where('id', '=', acteId)
      .execute();
  return acteId;
}

const imprimer = async (choisies?: readonly string[], avec = ports) =>
  attesterLImpression(avec, { etat: await banc.etatDe(idj), agent: agent(), choisies });
const sort = async (promesse: Promise<unknown>): Promise<string> =>
  promesse.then(
    () => 'atteste',
    (cause: unknown) => (cause instanceof RefusHttp ? `${cause.corps.status} ${cause.corps.code}` : 'panne'),
  );

test('l’attestation liste chaque pièce et son empreinte, et porte un cachet valide hors ligne', async () => {
  const premier = await verser();
  await verser();
  const pdf = await imprimer();
  const rapport = await validerPdf(pdf, await lireAncres(confiance.confiance.lieux.ancres));
  expect(rapport).toMatchObject({ verdict: 'valide', signatures: [{ genre: 'cachet', niveau: 'B-T' }] });
  const texte = formeComparable(await texteDuPdf(pdf));
  expect(texte).toContain(formeComparable(createHash('sha256').update(`acte ${premier}`).digest('hex')));
  for (const attendu of [
    idj,
    'les 2 pièces désignées ci-dessous',
    'non comptées',
    'Camille MOREAU, officier de police judiciaire, le 21 novembre 2026 à 11 h 00',
    'A.53-8 CPP',
    'ne supplée pas une signature',
  ])
    expect(texte).toContain(formeComparable(attendu));
  expect(formeComparable(await texteDuPdf(await imprimer([premier])))).toContain(
    formeComparable('la pièce désignée ci-dessous'),
  );
});

test('un brouillon, un acte en attente d’horodatage, un acte sans signature ne sont jamais attestés', async () => {
  const signe = await verser();
  const brouillon = randomUUID();
  banc.reglages.enCours = [{ acteId: brouillon, titre: 'Audition' } as never];
  const refuse = await imprimer([signe, brouillon]).catch((cause: unknown) => cause);
  expect(refuse).toMatchObject({
    corps: { status: 409, code: 'piece-non-attestable', champs: [{ champ: brouillon }] },
    message: expect.stringContaining('« Audition » n’est pas signé'),
  });
  banc.reglages.enAttente = [signe];
  expect(await sort(imprimer())).toBe('409 piece-non-attestable');
  banc.reglages.enAttente = [];
  await verser(false);
  expect(await sort(imprimer())).toBe('409 piece-non-attestable');
  expect(await sort(imprimer([signe]))).toBe('atteste');
  expect(await sort(imprimer([]))).toBe('409 rien-a-attester');
});

test('une pièce dont l’objet manque n’est pas attestée, et l’incident est signalé', async () => {
  await verser();
  await banc.sql(`update piece set empreinte = '${'ab'.repeat(32)}' where idj = '${idj}'`);
  expect(await sort(imprimer())).toBe('409 objet-altere');
  const { rows } = await banc.sql<{ code: string }>(`select code from incident where idj = '${idj}'`);
  expect(rows).toEqual([{ code: 'objet-altere' }]);
});

test('sans tête du journal ou sans horodatage, aucune attestation ne sort', async () => {
  await verser();
  expect(isIdj(idj)).toBe(true);
  const muet = { ...ports, tete: async () => refus('journal-en-retard' as const) };
  expect(await sort(imprimer(undefined, muet))).toBe('503 journal-en-retard');
  const sansHeure = horodateurHttp({ url: 'http://127.0.0.1:9/tsa', delaiMs: 500 });
  expect(await sort(imprimer(undefined, { ...ports, horodateur: sansHeure }))).toBe(
    '503 horodatage-indisponible',
  );
});
