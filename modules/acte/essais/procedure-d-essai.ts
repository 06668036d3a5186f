import {
  type ActeJson,
  acteJson,
  type DonneesDuDossier,
  signatureTierce,
  type TypeActe,
} from '../contract.ts';
import type { Agent } from '@ppn/habilitation';

const uuid = (rang: number): string => `00000000-0000-7000-8000-${String(rang).padStart(12, '0')}`;

/** Identifiants de l'affaire d'essai. */
export const IDS = {
  victime: uuid(1),
  misEnCause: uuid(2),
  temoin: uuid(3),
  vol: uuid(11),
  degradation: uuid(12),
  photo: uuid(21),
  autre: uuid(22),
} as const;

/** Redige un dimanche, apres la nuit du changement d'heure. */
export const INSTANT = '2026-10-25T09:00:00Z';
export const MAINTENANT = '2026-10-25T10:00:00+01:00[Europe/Paris]';

/** 02 h 30 d'ete puis 02 h 10 d'hiver : quarante minutes plus tard, vingt minutes plus tot au cadran. */
export const NUIT = {
  debut: '2026-10-25T02:30:00+02:00[Europe/Paris]',
  fin: '2026-10-25T02:10:00+01:00[Europe/Paris]',
} as const;

export const AGENT: Agent = {
  matricule: 'PN100001',
  prenom: 'Camille',
  nom: 'Moreau',
  qualite: 'opj',
  service: 'interieur',
  rattachement: { code: '00123', libelle: 'Unité de démonstration d’Agen' },
};

const modele = acteJson.shape;
const personnes = modele.personnes.parse([
  {
    id: IDS.victime,
    genre: 'morale',
    nom: 'Quincaillerie des Tilleuls SARL',
    representant: 'Mme Odile Marchand, gérante',
    adresse: '12 boulevard de la République, Agen',
    courriel: 'contact@exemple.fr',
    roles: ['victime'],
  },
  {
    id: IDS.misEnCause,
    genre: 'physique',
    nom: 'Dupuis',
    prenoms: 'Lucas',
    nomUsage: 'de La Roche',
    neLe: '1994-05-01',
    neA: 'Agen',
    nationalite: 'française',
    profession: 'couvreur',
    adresse: '3 rue des Acacias, Agen',
    roles: ['mis-en-cause'],
  },
  {
    id: IDS.temoin,
    genre: 'physique',
    nom: 'N’Guyen',
    prenoms: 'Élise',
    telephone: '05 53 00 00 00',
    roles: ['temoin'],
  },
]);
const faits = modele.faits.parse([
  {
    id: IDS.vol,
    natinf: 7151,
    debut: NUIT.debut,
    fin: NUIT.fin,
    lieu: { adresse: '12 boulevard de la République', commune: 'Agen' },
    prejudice: 'Une perceuse neuve, 189 euros',
    personnes: [IDS.victime, IDS.misEnCause],
    qualification: 'VOL',
    definiePar: 'ART.311-1 C.PENAL.',
    reprimeePar: 'ART.311-3 C.PENAL.',
    nature: 'delit',
  },
  {
    id: IDS.degradation,
    natinf: 7,
    debut: '2026-10-24T13:00:00-03:00[America/Cayenne]',
    lieu: { commune: 'Cayenne', zone: 'America/Cayenne' },
    qualification: 'DEGRADATION',
    definiePar: '',
    reprimeePar: '',
    nature: 'delit',
  },
]);
const fichiers = modele.jointes.parse([
  {
    id: IDS.photo,
    nom: 'rayon.jpg',
    typeMime: 'image/jpeg',
    famille: 'image',
    taille: 1_234_567,
    empreinte: 'ab'.repeat(32),
    apercu: 'cd'.repeat(32),
  },
  {
    id: IDS.autre,
    nom: 'bande.mp4',
    typeMime: 'video/mp4',
    famille: 'video',
    taille: 99,
    empreinte: 'ef'.repeat(32),
    apercu: null,
  },
]);

/** Dossier d'essai : trois personnes, deux faits (dont un a Cayenne), une photographie et une video. */
export const DONNEES: DonneesDuDossier = {
  idj: 'IDJ-2026-00000000-B',
  procedure: modele.procedure.parse({
    alias: [{ emetteur: 'Unité de démonstration d’Agen', numero: '00123/00042/2026' }],
    intitule: 'Vol à l’étalage',
    cadre: 'preliminaire',
    ouverteA: '2026-10-24T18:00:00+02:00[Europe/Paris]',
    unite: {
      ...AGENT.rattachement,
      lignes: ['Direction de démonstration', 'Unité d’Agen'],
      commune: 'Agen',
      zone: 'Europe/Paris',
    },
    juridiction: null,
  }),
  personnes,
  faits,
  fichiers,
  pieces: [
    {
      id: uuid(31),
      numero: 1,
      titre: 'Procès-verbal de plainte',
      type: 'plainte',
      empreinte: '12'.repeat(32),
      versee: '2026-10-25T08:00:00.000Z',
      retire: false,
    },
  ],
};

const lecture = { mode: 'lu-par-l-agent' } as const;
const tempsEtLieu = { ...NUIT, lieu: 'Unité de démonstration d’Agen' } as const;

const refusDAvant = { ...lecture, signature: 'refus', motif: 'sans raison donnée' } as const;

/** Ce que les gabarits d'avant la tablette ajoutaient au contenu. */
export const CONTENUS_D_AVANT: { readonly [gabarit: string]: { readonly [champ: string]: unknown } } = {
  'plainte@1': {
    lecture: { mode: 'relu-par-la-personne', signature: 'impossibilite', motif: '' },
  },
  'audition-victime@1': { lecture: refusDAvant },
  'audition-libre@1': { lecture: refusDAvant, avocat: 'renonce' },
};

/** Ce que chacun a fait de l'acte, un cas de chaque. */
export const SIGNATURES: NonNullable<ActeJson['signatures']> = signatureTierce.array().parse([
  {
    place: 'personne',
    nom: '',
    qualite: '',
    identite: 'presumee',
    issue: { etat: 'signee', a: MAINTENANT, traces: '11'.repeat(32), image: '22'.repeat(32) },
  },
  {
    place: 'interprete',
    nom: '',
    qualite: '',
    identite: 'constatee',
    issue: { etat: 'impossibilite', a: MAINTENANT, motif: 'interprétation par téléphone' },
  },
  {
    place: 'avocat',
    nom: '',
    qualite: '',
    identite: 'inconnue',
    issue: { etat: 'refus', a: MAINTENANT, motif: '' },
  },
]);

/** Contenus complets, un par type d'acte d'enquete. */
export const CONTENUS: {
  readonly [
    type in Exclude<
      TypeActe,
      | 'copj'
      | 'orientation'
      | 'soit-transmis'
      | 'classement-sans-suite'
      | 'conversion-papier'
      | 'notes-d-audience'
      | 'jugement'
      | 'declaration-recours'
      | 'extrait-ecrou'
      | 'extrait-tresor'
      | 'fiche-casier'
      | 'versement-de-messages'
      | `mention-${string}`
      | `gav-${string}`
    >
  ]: {
    readonly [champ: string]: unknown;
  };
} = {
  plainte: {
    ...tempsEtLieu,
    personne: IDS.victime,
    faits: [IDS.vol],
    recit: 'Un homme a pris une perceuse.\n\nIl est sorti sans payer.',
    prejudice: '189 euros',
    droitsRemis: true,
    lecture: { mode: 'relu-par-la-personne' },
  },
  constatations: {
    ...tempsEtLieu,
    lieu: '12 boulevard de la République, Agen',
    faits: [IDS.vol, IDS.degradation],
    constatations: 'Le rayon est vide.\nL’antivol est au sol.',
    photographies: [
      { fichier: IDS.photo, legende: 'Vue du rayon' },
      { fichier: IDS.autre, legende: '' },
    ],
  },
  'audition-victime': {
    ...tempsEtLieu,
    personne: IDS.victime,
    echanges: [{ question: 'Que s’est-il passé ?', reponse: 'On m’a volé une perceuse.' }],
    lecture,
  },
  'audition-libre': {
    ...tempsEtLieu,
    personne: IDS.misEnCause,
    faits: [IDS.vol],
    droitsNotifiesA: NUIT.debut,
    droits: {
      qualification: true,
      quitterLesLieux: true,
      interprete: true,
      silence: true,
      avocat: true,
      conseils: true,
    },
    avocat: 'demande-present',
    nomAvocat: 'Maître Inès Robin',
    interprete: 'Mme Ada Lund, langue danoise',
    echanges: [{ question: 'Reconnaissez-vous les faits ?', reponse: 'Oui.' }],
    lecture,
  },
  synthese: {
    ...tempsEtLieu,
    expose: 'Pièce 1 : plainte.\nLe mis en cause reconnaît.',
    conclusion: 'Les faits paraissent établis.',
  },
};
