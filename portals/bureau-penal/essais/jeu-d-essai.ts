import type { Personne, Piece, ResumeDossier, VueDossier } from '@ppn/dossier/contract';
import { composerPdfA } from '@ppn/sealing';
import { creerIdj, horodate, type Idj, isEmpreinte, isHorodate, isUuid } from '@ppn/core';
import sharp from 'sharp';

const sur = <T extends string>(est: (valeur: unknown) => valeur is T, texte: string): T => {
  if (!est(texte)) throw new RangeError(texte);
  return texte;
};
const id = (rang: number) => sur(isUuid, `00000000-0000-7000-8000-${String(rang).padStart(12, '0')}`);
/** IDJ d'essai numero `rang`, cle de controle juste. */
export const idjDEssai = (rang: number): Idj => creerIdj(2026, new Uint8Array(8).fill(rang * 3 + 1));
const il = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const empreinte = sur(isEmpreinte, 'c0ffee12'.repeat(8));

const personne = (
  rang: number,
  nom: string,
  prenoms: string,
  roles: Personne['roles'],
  suite: Partial<Personne> = {},
): Personne => ({
  id: id(rang),
  genre: 'physique',
  nom,
  prenoms,
  nomUsage: '',
  sexe: 'non-precise',
  neLe: '1991-04-12',
  neA: 'Clermont-Ferrand',
  nationalite: 'française',
  profession: '',
  adresse: '12 rue des Gras, 63000 Clermont-Ferrand',
  telephone: '',
  courriel: '',
  representant: '',
  roles,
  ...suite,
});

const signataire = {
  nom: 'Camille MOREAU',
  qualite: 'officier de police judiciaire',
  matricule: 'OPJ-0001',
  signeA: il(95),
  horodateA: il(95),
};

const piece = (numero: number, titre: string, suite: Partial<Piece> = {}): Piece => ({
  id: id(100 + numero),
  genre: 'acte',
  numero,
  coteAuDossier: null,
  titre,
  type: 'plainte',
  typeMime: 'application/pdf',
  taille: 84_213,
  empreinte,
  pages: 2,
  acteId: null,
  versee: il(90),
  signataires: [signataire],
  enAttente: false,
  vignette: false,
  integre: true,
  archiveJusqua: null,
  mentions: [],
  vise: null,
  retrait: null,
  occulteeA: null,
  lisible: true,
  ...suite,
});

/** Resume d'un dossier d'essai. */
const resume = (idj: Idj, intitule: string, suite: Partial<ResumeDossier> = {}): ResumeDossier => ({
  idj,
  numero: '2026/001204',
  intitule,
  cadre: 'preliminaire',
  etat: 'transmise',
  prochaineEtape: 'à décider',
  ouverteA: il(9_000),
  majA: il(60),
  victimes: ['SUPERETTE DU CENTRE'],
  misEnCause: ['MARTIN Paul'],
  infractions: ['Vol'],
  unite: 'Commissariat de Clermont-Ferrand',
  pieces: 7,
  aSigner: 0,
  nouveau: false,
  incidents: 0,
  recueA: il(60),
  numeroParquet: null,
  ...suite,
});

/** IDJ du dossier complet. */
export const idjComplet = idjDEssai(1);

/** La boite d'essai : neuf dossiers dans des etats varies. */
export const boite = (): ResumeDossier[] => [
  resume(idjComplet, 'Vol à l’étalage', {
    nouveau: true,
    recueA: il(4),
    infractions: ['Vol', 'Dégradation volontaire du bien d’autrui causant un dommage léger'],
  }),
  resume(idjDEssai(2), 'Violences dans un bar', {
    nouveau: true,
    recueA: il(31),
    misEnCause: ['DIALLO Moussa', 'LEROY Kevin'],
    victimes: ['PETIT Julie'],
    infractions: ['Violence ayant entraîné une incapacité de travail n’excédant pas 8 jours'],
  }),
  resume(idjDEssai(3), 'Usage de stupéfiants', {
    recueA: il(2_900),
    misEnCause: ['BERNARD Lucie'],
    victimes: [],
    infractions: ['Usage illicite de stupéfiants'],
    numero: '2026/001187',
  }),
  resume(idjDEssai(4), 'Cambriolage, auteur inconnu', {
    recueA: il(1_500),
    misEnCause: [],
    victimes: ['ROUX Annie'],
    infractions: ['Vol aggravé par deux circonstances'],
    numero: '2026/001150',
  }),
  resume(idjDEssai(5), 'Conduite sous l’empire d’un état alcoolique', {
    recueA: il(700),
    misEnCause: ['GARNIER Hugo'],
    victimes: [],
    infractions: ['Conduite sous l’empire d’un état alcoolique'],
    unite: 'Brigade d’Issoire',
  }),
  resume(idjDEssai(6), 'Escroquerie à la location', {
    recueA: il(320),
    misEnCause: ['FAURE Nadia'],
    victimes: ['ANDRE Paul', 'SIMON Léa'],
    infractions: ['Escroquerie'],
    unite: 'Brigade d’Issoire',
    incidents: 1,
  }),
  resume(idjDEssai(7), 'Menaces réitérées', {
    etat: 'decidee',
    recueA: il(8_000),
    majA: il(400),
    prochaineEtape: 'accusée par l’unité',
  }),
  resume(idjDEssai(8), 'Filouterie', {
    etat: 'decidee',
    recueA: il(9_000),
    majA: il(900),
    prochaineEtape: '',
  }),
];

/** Les natures de pieces du dossier complet, avec une photographie, un son, une piece alteree et un fichier. */
const pieces: readonly Piece[] = [
  piece(1, 'Procès-verbal de plainte', { type: 'plainte' }),
  piece(2, 'Procès-verbal de constatations', { type: 'constatations' }),
  piece(3, 'Rayon des spiritueux.jpg', {
    genre: 'fichier',
    type: 'image',
    typeMime: 'image/jpeg',
    taille: 4_812_331,
    pages: null,
    acteId: id(102),
    signataires: [],
    vignette: true,
  }),
  piece(4, 'Procès-verbal d’audition de la victime', { type: 'audition-victime' }),
  piece(5, 'Procès-verbal d’audition libre', { type: 'audition-libre', pages: 3 }),
  piece(6, 'Relevé de caisse.ods', {
    genre: 'fichier',
    type: 'document',
    typeMime: 'application/vnd.oasis.opendocument.spreadsheet',
    taille: 18_220,
    pages: null,
    acteId: id(102),
    signataires: [],
  }),
  piece(7, 'Procès-verbal de synthèse', { type: 'synthese' }),
];

/** Le dossier complet, ou sa variante sans mis en cause. */
export const dossierComplet = (idj: Idj): VueDossier => ({
  idj,
  alias: [{ emetteur: 'Commissariat de Clermont-Ferrand', numero: '2026/001204' }],
  intitule: boite().find((un) => un.idj === idj)?.intitule ?? 'Vol à l’étalage',
  cadre: 'preliminaire',
  unite: {
    code: 'CSP-63',
    libelle: 'Commissariat de Clermont-Ferrand',
    lignes: ['Ministère de l’Intérieur'],
    commune: 'Clermont-Ferrand',
    zone: 'Europe/Paris',
  },
  juridiction: { code: 'TJ-63', libelle: 'Tribunal judiciaire de Clermont-Ferrand' },
  ouverteA: il(9_000),
  etat: 'transmise',
  personnes: [
    personne(1, 'SUPERETTE DU CENTRE', '', ['victime'], {
      genre: 'morale',
      neLe: '',
      neA: '',
      nationalite: '',
      representant: 'Mme Claire BONNET, gérante',
    }),
    ...(idj === idjComplet ? [personne(2, 'MARTIN', 'Paul', ['mis-en-cause'])] : []),
    personne(3, 'BONNET', 'Claire', ['temoin'], { profession: 'gérante' }),
  ],
  faits: [
    {
      id: id(11),
      natinf: 7151,
      debut: sur(isHorodate, '2026-11-18T17:40:00+01:00[Europe/Paris]'),
      fin: null,
      lieu: { adresse: '3 place de Jaude', commune: 'Clermont-Ferrand', zone: 'Europe/Paris' },
      prejudice: 'trois bouteilles, 87 €',
      personnes: [id(1), id(2)],
      qualification: 'Vol',
      definiePar: 'Art. 311-1 du code pénal',
      reprimeePar: 'Art. 311-3, 311-14 du code pénal',
      nature: 'delit',
    },
    {
      id: id(12),
      natinf: 202,
      debut: sur(isHorodate, '2026-11-18T17:45:00+01:00[Europe/Paris]'),
      fin: null,
      lieu: { adresse: '3 place de Jaude', commune: 'Clermont-Ferrand', zone: 'Europe/Paris' },
      prejudice: '',
      personnes: [id(1), id(2)],
      qualification: 'Dégradation volontaire du bien d’autrui causant un dommage léger',
      definiePar: 'Art. R.635-1 du code pénal',
      reprimeePar: 'Art. R.635-1 du code pénal',
      nature: 'contravention',
    },
  ],
  enCours: [],
  pieces: [...pieces],
  fichiers: [],
  plis: [
    {
      id: id(50),
      sens: 'recu',
      genre: 'procedure',
      pair: 'Intérieur',
      etat: 'accuse',
      emisA: il(5),
      accuseA: il(4),
      empreinte,
      tentatives: 1,
      derniereErreur: null,
      motifs: [],
      pieces: 7,
    },
  ],
  decisions: [],
  enregistrement: null,
  retour: null,
  incidents: [],
  instant: null,
  peut: ['rediger', 'signer', 'decider', 'lire-journal'],
});

/** Un vrai PDF/A d'acte, compose comme en production. */
export const pdfDActe = (titre: string, texte: string): Promise<Uint8Array> =>
  composerPdfA({
    titre,
    enTete: ['Ministère de l’Intérieur', 'Commissariat de Clermont-Ferrand'],
    reference: `${idjComplet} · ${titre}`,
    etabliA: horodate('2026-11-19T09:12:00Z'),
    blocs: [
      {
        type: 'champs',
        champs: [
          { libelle: 'Date', valeur: '19 novembre 2026 à 10 h 12' },
          { libelle: 'Lieu', valeur: 'Clermont-Ferrand' },
        ],
      },
      { type: 'titre', niveau: 2, texte: 'Déclaration' },
      ...Array.from({ length: 14 }, () => ({ type: 'paragraphe', texte }) as const),
      { type: 'question', question: 'Avez-vous autre chose à déclarer ?', reponse: 'Non.' },
      { type: 'mention', texte: 'Acte établi sous format numérique et signé électroniquement.' },
    ],
    images: new Map(),
    jointes: [],
    signataires: [{ champ: 'redacteur', qualite: 'Officier de police judiciaire', nom: 'Camille MOREAU' }],
  });

/** Une photographie d'essai. */
export const photographie = (): Promise<Buffer> =>
  sharp({ create: { width: 1_600, height: 1_066, channels: 3, background: '#5d7f86' } })
    .composite([
      {
        input: Buffer.from(
          '<svg width="1600" height="1066"><g fill="#d8c9a3"><rect x="150" y="200" width="1300" height="60"/><rect x="150" y="620" width="1300" height="60"/></g><g fill="#2f5d3a"><rect x="240" y="330" width="90" height="290"/><rect x="420" y="330" width="90" height="290"/><rect x="980" y="330" width="90" height="290"/></g></svg>',
        ),
      },
    ])
    .jpeg()
    .toBuffer();
