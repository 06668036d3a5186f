import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import type { DonneesParType, TypeDEntree } from './domain/donnees-des-entrees.ts';
import { schemaFaitReproche, schemaMagistrat, schemaRegime } from './schemas-de-la-mesure.ts';

const texte = (max = 2_000) => z.string().trim().max(max, `Ce texte dépasse ${max} caractères.`);
const dit = (phrase: string, max = 2_000) => texte(max).min(1, phrase);
const fin = schemaHorodate.nullable();
const circonstance = texte();
const nom = texte(300);
const lieu = texte(300);
const motif = dit('Donnez le motif.');
const heures = z.number().positive().max(48);
const avisDemande = z.enum(['proche', 'employeur', 'consulat']);
const avise = z.enum(['proche', 'employeur', 'consulat', 'tuteur-curateur', 'parents']);
const contrainte = z.enum([
  'interpellation',
  'ordre-de-comparaitre',
  'retenue-temoin',
  'mandat',
  'degrisement',
  'verification-identite',
  'retenue-douaniere',
  'garde-a-vue',
  'autre',
]);
/** Un lien de visioconference : https, ou rien. */
export const lienDeVisio = z.union([
  z.url({ protocol: /^https$/, error: 'Donnez une adresse qui commence par https://.' }).max(500),
  z.literal(''),
]);
const seance = z.object({
  fin,
  surLesFaits: z.boolean(),
  avocat: z.enum(['present', 'absent', 'renonciation']),
  silenceRappele: z.boolean(),
  enregistree: z.boolean(),
  autreProcedure: z.boolean(),
});

/** Schema des donnees de chaque type d'entree. */
export const SCHEMAS_DES_DONNEES = {
  apprehension: z.object({ contrainte, memesFaits: z.boolean(), lieu }),
  'contrainte-anterieure': z.object({
    contrainte,
    debut: schemaHorodate,
    fin: schemaHorodate,
    memesFaits: z.boolean(),
    reference: texte(200),
  }),
  'debut-audition-libre': z.object({ prolongementImmediat: z.boolean() }),
  'accord-magistrat': z.object({ autorite: schemaMagistrat, nom, heures: z.number().positive().max(12) }),
  'accord-refuse': z.object({ autorite: schemaMagistrat, nom, motif }),
  placement: z.object({
    qualite: z.string().max(40),
    motifs: z.array(z.number().int().min(1).max(6)).min(1, 'Choisissez au moins un objectif (62-2).').max(6),
    surInstruction: z.boolean(),
  }),
  requalification: z.object({
    regime: schemaRegime,
    faits: z.array(schemaFaitReproche).min(1).max(50),
    par: z.union([schemaMagistrat, z.literal('opj')]),
  }),
  'faits-nouveaux': z.object({ faits: z.array(schemaFaitReproche).min(1).max(50) }),
  'notification-droits': z.object({
    objet: z.enum(['placement', 'prolongation', 'requalification']),
    langue: z.string().min(2).max(35),
    mode: z.enum(['agent', 'interprete', 'interprete-a-distance', 'formulaire']),
    declarationRemise: z.boolean(),
    emargement: z.enum(['signe', 'refuse', 'impossible']),
    circonstance,
  }),
  'notification-differee': z.object({
    cause: z.enum(['ivresse', 'sante', 'agitation', 'interprete-attendu', 'autre']),
    constat: dit('Dites ce qui a été constaté (taux, heure, comportement).', 500),
  }),
  'avis-magistrat': z.object({
    destinataire: schemaMagistrat,
    nom: nom.optional(),
    objet: z.enum([
      'retenue-envisagee',
      'placement',
      'requalification',
      'enregistrement-impossible',
      'arrivee-au-depot',
      'incident',
    ]),
    moyen: texte(100),
    circonstance,
  }),
  'demande-avis': z.object({ qui: avisDemande, designation: texte(300) }),
  'avis-donne': z.object({
    qui: avise,
    designation: texte(300),
    resultat: z.enum(['joint', 'message-laisse', 'injoignable']),
    circonstance,
  }),
  'avis-differe': z.object({
    qui: avise,
    autorite: schemaMagistrat,
    jusqua: schemaHorodate.nullable(),
    motif,
  }),
  'droit-decline': z.object({ droit: z.enum(['proche', 'employeur', 'consulat', 'medecin', 'avocat']) }),
  'communication-tiers': z.object({ qui: texte(300), moyen: texte(100), fin }),
  'protection-connue': z.object({ mesureDeProtection: texte(100), source: texte(300) }),
  'demande-avocat': z.object({
    choix: z.enum(['designe', 'commis-office']),
    nom,
    auxAuditions: z.boolean(),
    par: z.enum(['personne', 'proche', 'parents', 'loi']),
  }),
  'avocat-appele': z.object({
    destinataire: z.enum(['avocat', 'batonnier']),
    nom,
    resultat: z.enum(['joint', 'injoignable', 'pas-sous-deux-heures']),
    circonstance,
  }),
  'avocat-arrive': z.object({ nom }),
  'entretien-avocat': z.object({ nom, fin }),
  'observations-avocat': z.object({ nom, questionsRefusees: z.boolean() }),
  'consultation-pieces': z.object({ par: z.enum(['avocat', 'personne']) }),
  'renonciation-avocat': z.object({ portee: z.enum(['audition', 'mesure']) }),
  'differe-avocat': z.object({
    objet: z.enum(['presence', 'consultation', 'intervention']),
    autorite: schemaMagistrat,
    jusquALHeure: z.number().positive().max(72),
    motif,
  }),
  'autorisation-audition-immediate': z.object({ autorite: schemaMagistrat, motif }),
  'demande-medecin': z.object({ par: z.enum(['personne', 'famille', 'avocat', 'opj', 'magistrat', 'loi']) }),
  'medecin-requis': z.object({ nom, circonstance }),
  'examen-medical': z.object({
    nom,
    mode: z.enum(['presentiel', 'video']),
    aptitude: z.enum(['apte', 'apte-sous-conditions', 'inapte']),
    inCorpore: z.enum(['presence', 'absence']).nullable(),
  }),
  'interprete-requis': z.object({ langue: z.string().min(2).max(35) }),
  'interprete-arrive': z.object({
    langue: z.string().min(2).max(35),
    nom,
    mode: z.enum(['presentiel', 'telephone', 'video']),
  }),
  audition: seance,
  confrontation: seance,
  repos: z.object({ fin }),
  repas: z.object({ pris: z.boolean() }),
  fouille: z.object({
    genre: z.enum(['palpation', 'integrale', 'investigation-interne']),
    decideePar: texte(300),
    motif,
  }),
  perquisition: z.object({ lieu, fin }),
  transport: z.object({ lieu, avocatInforme: z.boolean() }),
  'enregistrement-impossible': z.object({
    seance: schemaUuid,
    nature: dit('Dites la nature de l’impossibilité technique (64-1 CPP, L.413-13 CJPM).'),
  }),
  incident: z.object({ nature: dit('Décrivez l’incident.') }),
  'fin-de-periode': z.object({ entree: schemaUuid }),
  'prolongation-demandee': z.object({ autorite: schemaMagistrat, heures, motif }),
  'requete-jld': z.object({
    objet: z.enum(['prolongation', 'report-avocat']),
    heures: z.number().positive().max(72),
    nom,
    motif,
  }),
  'presentation-prevue': z.object({
    devant: schemaMagistrat,
    prevueA: schemaHorodate,
    visio: z.boolean(),
    lien: lienDeVisio,
  }),
  presentation: z.object({ devant: schemaMagistrat, visio: z.boolean() }),
  'observations-prolongation': z.object({ forme: z.enum(['ecrites', 'orales']) }),
  'prolongation-decidee': z.object({
    rang: z.number().int().min(1).max(6),
    autorite: schemaMagistrat,
    nom,
    heures,
    presentation: z.enum(['physique', 'visio', 'sans']),
    motifSansPresentation: texte(),
    motif,
  }),
  'prolongation-refusee': z.object({ autorite: schemaMagistrat, nom, motif }),
  'fin-ordonnee': z.object({
    suite: z.enum(['levee', 'copj', 'deferement']),
    autorite: schemaMagistrat,
    nom,
    motif: texte(),
  }),
  fin: z.object({ suite: z.enum(['levee', 'copj', 'deferement']), instructionDe: schemaMagistrat, nom }),
  'arrivee-au-depot': z.object({ lieu }),
  comparution: z.object({ devant: texte(300) }),
  rectification: z.object({
    entree: schemaUuid,
    survenuA: schemaHorodate.nullable(),
    donnees: z.record(z.string(), z.unknown()).nullable(),
    annulee: z.boolean(),
    motif,
  }),
  circonstance: z.object({ obligation: texte(200), motif }),
  'passer-outre': z.object({ acteId: schemaUuid, phrase: texte(), article: texte(200), motif }),
  'alarme-acquittee': z.object({ alarme: texte(200) }),
  'mesure-confiee': z.object({
    matricule: dit('Choisissez l’officier qui prend la mesure.', 40),
    nom: dit('Choisissez l’officier qui prend la mesure.', 300),
    motif: texte(500),
  }),
  'remise-au-depot': z.object({
    unite: z.object({
      code: dit('Choisissez l’unité qui garde le dépôt.', 40),
      libelle: dit('Choisissez l’unité qui garde le dépôt.', 300),
    }),
  }),
  'visa-du-registre': z.object({ observations: texte() }),
} as const satisfies { readonly [T in TypeDEntree]: z.ZodType<DonneesParType[T]> };
