import { type ActeJson, acteJson } from '@ppn/acte';
import { empreinte } from '@ppn/core';
import type { PortsDossier, TablesDuDossier } from '@ppn/dossier';
import type { PliOuvert } from '@ppn/exchange';
import type { PortsGardeAVue, TablesDesMesures } from '@ppn/garde-a-vue';
import { resumerMention } from '@ppn/mention';
import { baseTemporaire, ouvrirBase, vueTypee } from '@ppn/postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jugerPli } from './juger-pli.ts';
import { MIGRATIONS } from './migrations.ts';

const IDJ = 'IDJ-2026-00000000-B';
const ACTE = '00000000-0000-7000-8000-0000000000aa';
const EMPREINTE = 'ab'.repeat(32);

let base: Awaited<ReturnType<typeof baseTemporaire>>;
let ouverte: ReturnType<typeof ouvrirBase<TablesDuDossier>>;
beforeAll(async () => {
  base = await baseTemporaire(MIGRATIONS);
  ouverte = ouvrirBase<TablesDuDossier>(base.urlApplication);
});
afterAll(async () => {
  await ouverte?.fermer();
  await base?.detruire();
});

const acteDe = (type: ActeJson['type']): ActeJson =>
  acteJson.parse({
    schema: 'ppn/acte@1',
    acteId: ACTE,
    idj: IDJ,
    type,
    gabarit: `${type}@1`,
    numero: 1,
    procedure: {
      alias: [],
      intitule: 'Vol',
      cadre: 'flagrance',
      ouverteA: '2026-11-20T18:00:00+01:00[Europe/Paris]',
      unite: { code: '00123', libelle: 'Agen', lignes: [], commune: 'Agen', zone: 'Europe/Paris' },
      juridiction: null,
    },
    redacteur: {
      matricule: 'PN1',
      prenom: 'C',
      nom: 'M',
      qualite: 'opj',
      service: 'interieur',
      rattachement: { code: '00123', libelle: 'Agen' },
    },
    redigeA: '2026-11-21T14:30:00+01:00[Europe/Paris]',
    personnes: [],
    faits: [],
    contenu: {},
    jointes: [],
    references: [],
  });

const pliDe = (changements: Partial<PliOuvert['bordereau']> = {}): PliOuvert => ({
  bordereau: {
    pli: '00000000-0000-7000-8000-0000000000bb',
    emetteur: 'interieur',
    destinataire: 'justice',
    genre: 'procedure',
    objet: IDJ,
    emisA: '2026-11-21T13:30:00.000Z',
    message: { juridiction: { code: 'tj47001', libelle: 'TJ' } },
    pieces: [
      {
        nom: `actes/${ACTE}.pdf`,
        empreinte: empreinte(EMPREINTE),
        taille: 10,
        typeMime: 'application/pdf',
        role: 'acte',
        contenue: true,
      },
    ],
    ...changements,
  } as PliOuvert['bordereau'],
  recuA: '2026-11-21T13:30:01.000Z',
  octets: () => new Uint8Array(10),
});

const VISE = '00000000-0000-7000-8000-0000000000cc';
/** Un appel contre l'acte VISE, d'empreinte `empreinteVisee`. */
const appelDe = (empreinteVisee: string): ActeJson => ({
  ...acteDe('mention-appel'),
  contenu: {
    vise: { acteId: VISE, numero: 3, titre: 'COPJ', empreinte: empreinteVisee },
    survenuA: '2026-11-21T14:00:00+01:00[Europe/Paris]',
    appelant: 'procureur',
    personne: '',
    genre: 'principal',
    portee: '',
    pointDeDepart: '',
  },
});
const PIECE_VISEE = {
  idj: IDJ,
  id: VISE,
  rang: 3,
  genre: 'acte' as const,
  numero: 3,
  titre: 'COPJ',
  type: 'copj',
  type_mime: 'application/pdf',
  taille: 10,
  empreinte: 'ee'.repeat(32),
  pages: null,
  acte_id: null,
  versee: new Date('2026-11-21T13:00:00Z'),
  signataires: '[]',
  apercu: null,
};

const juger = async (
  pli: PliOuvert,
  type: ActeJson['type'] = 'plainte',
  acte = acteDe(type),
  gardeAVue?: Pick<PortsGardeAVue, 'db'>,
) => {
  const ports = {
    db: ouverte.db,
    service: 'justice',
    titreDe: (connu: string) => connu,
    resumerMention,
  } as unknown as PortsDossier;
  const { verdict, motifs } = await jugerPli(pli, {
    ports,
    genres: ['procedure', 'garde-a-vue'],
    juridictionConnue: (code) => code === 'tj47001',
    propres: ['copj', 'classement-sans-suite'],
    jugerPreuve: async () => ({ ok: true, valeur: empreinte(EMPREINTE) }),
    verifier: async () => ({ ok: true, valeur: { acte, signataires: [] } }),
    ...(gardeAVue ? { gardeAVue: gardeAVue as PortsGardeAVue } : {}),
  });
  return { verdict, motifs };
};

test('un acte d’enquête vérifié est intégré', async () => {
  expect(await juger(pliDe())).toEqual({ verdict: 'integre', motifs: [] });
});

test.each(['copj', 'classement-sans-suite'] as const)(
  'une décision « %s » ne vient pas d’un service d’enquête, même bien signée',
  async (type) => {
    expect(await juger(pliDe(), type)).toEqual({
      verdict: 'refuse',
      motifs: [`Un acte « ${type} » ne peut être rédigé que par ce ministère.`],
    });
  },
);

test('une décision déjà au dossier peut revenir, la même à l’octet près', async () => {
  const ligne = {
    idj: IDJ,
    id: ACTE,
    rang: 1,
    genre: 'acte' as const,
    numero: 1,
    titre: 'COPJ',
    type: 'copj',
    type_mime: 'application/pdf',
    taille: 10,
    empreinte: EMPREINTE,
    pages: null,
    acte_id: null,
    versee: new Date('2026-11-21T13:00:00Z'),
    signataires: '[]',
    apercu: null,
  };
  await ouverte.db.insertInto('piece').values(ligne).execute();
  expect(await juger(pliDe(), 'copj')).toEqual({ verdict: 'integre', motifs: [] });
  await ouverte.db
    .updateTable('piece')
    .set({ empreinte: 'cd'.repeat(32) })
    .execute();
  expect(await juger(pliDe(), 'copj')).toEqual({
    verdict: 'refuse',
    motifs: [`L’acte ${ACTE} est déjà au dossier avec un autre contenu.`],
  });
  await ouverte.db.deleteFrom('piece').execute();
});

test('un pli sans juridiction servie ici, au message illisible, ou d’un autre genre, dit sa raison', async () => {
  expect((await juger(pliDe({ message: {} }))).motifs).toEqual([
    'La juridiction destinataire n’est pas servie ici.',
  ]);
  expect((await juger(pliDe({ message: { juridiction: 3 } }))).motifs).toEqual([
    'Le message du pli est illisible.',
  ]);
  expect((await juger(pliDe({ genre: 'decision' }))).motifs).toEqual([
    'Ce service n’attend pas de pli de genre « decision ».',
  ]);
  expect((await juger(pliDe({ pieces: [] }))).motifs).toEqual(['Ce pli ne contient aucun acte.']);
});

test('un incident à l’identifiant forgé est refusé, il n’arrête pas la réception', async () => {
  const incident = {
    id: "x'; --",
    code: 'objet-altere',
    phrase: 'Objet altéré.',
    piece: null,
    constatePar: 'interieur',
  };
  expect(await juger(pliDe({ genre: 'incident', message: incident, pieces: [] }))).toEqual({
    verdict: 'refuse',
    motifs: ['Incident illisible.'],
  });
});

test('une mention ne vise qu’un acte connu d’ici, sous la même empreinte', async () => {
  const vise = (valeur: string) => juger(pliDe(), 'mention-appel', appelDe(valeur));
  const refus = {
    verdict: 'refuse',
    motifs: [`La mention ${ACTE} vise un acte inconnu ici, ou d’une autre empreinte.`],
  };
  expect(await vise(PIECE_VISEE.empreinte)).toEqual(refus);
  await ouverte.db.insertInto('piece').values(PIECE_VISEE).execute();
  expect(await vise(PIECE_VISEE.empreinte)).toEqual({ verdict: 'integre', motifs: [] });
  expect(await vise('ff'.repeat(32))).toEqual(refus);
  await ouverte.db.deleteFrom('piece').execute();
});

const MESURE = {
  id: '00000000-0000-7000-8000-0000000000d0',
  idj: IDJ,
  cadre: 'flagrance',
  regime: 'droit-commun',
  zone: 'Europe/Paris',
  personne: {
    id: '00000000-0000-7000-8000-0000000000d1',
    naissance: '1991-03-08',
    protegee: false,
    etrangere: false,
    langue: 'fr',
  },
  unite: { code: '00123', libelle: 'Agen' },
  juridiction: { code: 'tj47001', libelle: 'TJ' },
  faits: [
    {
      natinf: 7154,
      qualification: 'VOL',
      nature: 'delit',
      peineMois: 84,
      commis: 'le 20 novembre 2026',
      alinea70673: '',
    },
  ],
};
const PLACEMENT = '00000000-0000-7000-8000-0000000000d2';
const EN_ROUTE = '00000000-0000-7000-8000-0000000000d3';
const a = (heure: string): string => `2026-11-20T${heure}:00+01:00[Europe/Paris]`;

/** Une prolongation de rang 2, en droit commun : signée, et pourtant impossible (63 II CPP). */
const secondeProlongation = (): ActeJson => ({
  ...acteDe('gav-prolongation'),
  redacteur: { ...acteDe('gav-prolongation').redacteur, qualite: 'substitut' },
  contenu: {
    mesure: MESURE,
    debut: a('12:00'),
    fin: a('12:00'),
    lieu: 'TJ',
    decideeA: a('12:00'),
    sens: 'accordee',
    rang: 2,
    heures: 24,
    presentation: 'sans',
    motif: 'Encore.',
  },
});
const pliDeMesure = (premisses: readonly string[] | undefined): PliOuvert =>
  pliDe({
    genre: 'procedure',
    message: {
      juridiction: { code: 'tj47001', libelle: 'TJ' },
      mesure: { id: MESURE.id, ...(premisses === undefined ? {} : { premisses }) },
    },
  });

test('un acte qui ne peut légalement exister est refusé avec son article, sauf si une entrée est encore en route', async () => {
  const db = vueTypee<TablesDesMesures>(ouverte.db);
  await db
    .insertInto('mesure_entree')
    .values({
      mesure: MESURE.id,
      id: PLACEMENT,
      rang: 1,
      entree: JSON.stringify({
        id: PLACEMENT,
        mesure: MESURE.id,
        type: 'placement',
        survenuA: a('09:10'),
        enregistreA: a('09:11'),
        auteur: { matricule: 'PN1', nom: 'C M', qualite: 'opj', rattachement: 'Agen' },
        source: { genre: 'saisie' },
        donnees: { qualite: 'opj', motifs: [1], surInstruction: false },
      }),
    })
    .execute();
  const recevoir = (premisses: readonly string[] | undefined) =>
    juger(pliDeMesure(premisses), 'gav-prolongation', secondeProlongation(), { db });
  const { verdict, motifs } = await recevoir([PLACEMENT]);
  expect(verdict).toBe('refuse');
  expect(motifs.join(' ')).toMatch(/ne peut exister : La prolongation attendue est la 1e\. \(63 II/);
  expect((await recevoir([PLACEMENT, EN_ROUTE])).verdict).toBe('integre');
  expect((await recevoir(undefined)).verdict).toBe('integre');
  await db.deleteFrom('mesure_entree').execute();
});
