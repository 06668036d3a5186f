import * as z from 'zod';
import {
  contenuDuDepot,
  correspondant,
  droitsDeDepot,
  fichierDepose,
  genreDeRecepisse,
  ministere,
  natureDeDepot,
} from './faits.ts';

export { correspondant, droitsDeDepot, fichierDepose, genreDeRecepisse, natureDeDepot } from './faits.ts';

const texte = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}]*$/u);
const instant = z.iso.datetime();

/** Ce que l'expediteur choisit ; l'identifiant vient du poste : renvoyer la meme demande ne double rien. */
export const demandeDeDepot = z.object({
  id: z.uuid(),
  objet: texte(200),
  idj: z
    .string()
    .regex(/^IDJ-\d{4}-[0-9A-HJKMNP-TV-Z]{8}-[0-9A-HJKMNP-TV-Z]$/)
    .nullable(),
  nature: natureDeDepot,
  droits: droitsDeDepot,
  dureeJours: z.number().int().min(1).max(30),
  destinataires: z.array(z.string().min(1).max(100)).min(1).max(50),
});

/** Un envoi d'un depot en preparation. */
const envoi = z.object({
  id: z.string(),
  nom: z.string(),
  longueur: z.number(),
  /** Nul tant que l'envoi n'est pas complet. */
  sha256: z.string().nullable(),
  /** Ce que l'examen en dit ; nul tant qu'il n'est pas fait. */
  examen: z.object({ refus: z.string().nullable(), reserves: z.array(z.string()) }).nullable(),
});

/** Depot en preparation. `televersements` : adresse tus 1.0 ou creer les envois. */
export const preparation = z.object({
  /** Sans destinataire tant que l'agent n'en a pas choisi, pour un dépôt que son ministère a préparé. */
  demande: demandeDeDepot.extend({ destinataires: z.array(z.string()) }),
  /** Le ministère qui l'a préparé depuis un dossier, et quand. */
  prepare: z.object({ par: ministere, a: instant }).nullable(),
  /** Le dépôt qu'il redépose, et ceux de ses fichiers qui sont à renvoyer. */
  remplace: z
    .object({
      depot: z.uuid(),
      aRenvoyer: z.array(z.object({ nom: z.string(), longueur: z.number() })),
    })
    .nullable(),
  /** Ceux de la demande que l'annuaire connait encore. */
  destinataires: z.array(correspondant),
  echeance: z.iso.date(),
  televersements: z.string(),
  tailleMax: z.number(),
  envois: z.array(envoi),
});

/** Un recepisse a verser au dossier, tel que le guichet l'annonce a un ministere ; ses donnees sont dans le PDF scelle. */
export const recepisseDuMinistere = z.object({
  /** Rang au journal scelle de la zone : on reprend après le dernier lu. */
  rang: z.number().int(),
  depot: z.uuid(),
  idj: z.string(),
  expediteur: z.string(),
  empreinte: z.string().regex(/^[0-9a-f]{64}$/),
  taille: z.number().int(),
});
export type RecepisseDuMinistere = z.infer<typeof recepisseDuMinistere>;

/** Les donnees d'un recepisse, telles que son PDF scelle les porte (`recepisse.json`). */
export const recepisseScelle = z.object({
  schema: z.literal('ppn/recepisse-de-depot@1'),
  genre: genreDeRecepisse,
  etabliA: instant,
  ...contenuDuDepot,
  etat: z.enum(['disponible', 'retire', 'expire']),
  finA: instant.nullable(),
  suivis: z.array(
    z.object({
      destinataire: z.string(),
      courriel: z.string(),
      aviseA: instant.nullable(),
      refus: z.string().nullable(),
      ouvertA: instant.nullable(),
      /** Ceux qui ont agi pour lui, par délégation. */
      delegataires: z.array(z.string()).optional(),
      remis: z.record(z.string(), instant),
    }),
  ),
  regles: z.array(
    z.object({ id: z.string(), article: z.string(), valeur: z.string(), aVerifier: z.boolean() }),
  ),
});
export type RecepisseScelle = z.infer<typeof recepisseScelle>;

/** Ce qui est arrive a un destinataire, heure par heure. */
const suivi = z.object({
  destinataire: correspondant,
  aviseA: instant.nullable(),
  /** Pourquoi l'avis n'a pas pu partir ; nul s'il est parti ou attend. */
  refus: z.string().nullable(),
  avisEnAttente: z.boolean(),
  ouvertA: instant.nullable(),
  /** Ceux qui ont agi pour lui, par délégation. */
  delegataires: z.array(z.string()),
  /** Par fichier remis en entier : l'instant. */
  remis: z.record(z.string(), instant),
  /** Octets sortis, tous fichiers confondus. */
  octets: z.number(),
  etat: z.enum(['depose', 'avise', 'ouvert', 'remis']),
});

/** Un depot, vu de son expediteur ou d'un destinataire (qui n'y voit que lui-meme). */
export const depot = z.object({
  id: z.uuid(),
  zone: z.enum(['pline', 'plex']),
  etat: z.enum(['disponible', 'retire', 'expire']),
  objet: z.string(),
  idj: z.string().nullable(),
  nature: natureDeDepot,
  droits: droitsDeDepot,
  expediteur: correspondant,
  deposeA: instant,
  echeance: z.iso.date(),
  /** Dernier jour ou l'echeance peut etre repoussee. */
  echeanceMax: z.iso.date(),
  /** Pourquoi la conservation offerte était courte, le jour du dépôt ; nul si tout était offert. */
  conservation: z.string().nullable(),
  finA: instant.nullable(),
  /** Le dépôt plus ancien qu'il redépose. */
  remplace: z.uuid().nullable(),
  /** Pourquoi son expediteur l'a retire ; nul s'il ne l'est pas. */
  motifDeRetrait: z.string().nullable(),
  efface: z.boolean(),
  moi: z.enum(['expediteur', 'destinataire']),
  fichiers: z.array(fichierDepose.extend({ adresse: z.string().nullable() })),
  /** Tous les fichiers en un ZIP reprenable ; nul si la copie n'est pas permise. */
  zip: z.string().nullable(),
  suivis: z.array(suivi),
  recepisses: z.array(
    z.object({
      genre: genreDeRecepisse,
      destinataire: z.string().nullable(),
      etabliA: instant,
      adresse: z.string(),
    }),
  ),
  /** L'evenement qui vaut reception sur ce canal, et son texte. */
  reception: z.object({ valeur: z.string(), article: z.string(), aVerifier: z.boolean() }),
});
export type VueDeDepot = z.infer<typeof depot>;

/** Une ligne de liste. */
const ligne = z.object({
  id: z.uuid(),
  etat: z.enum(['disponible', 'retire', 'expire']),
  objet: z.string(),
  idj: z.string().nullable(),
  nature: natureDeDepot,
  expediteur: z.string(),
  /** La juridiction, l'unité ou le cabinet de l'expéditeur. */
  organisation: z.string(),
  destinataires: z.array(z.string()),
  /** Celui que la personne connectée supplée pour ce dépôt reçu ; nul si elle en est elle-même destinataire. */
  pour: z.string().nullable(),
  fichiers: z.number(),
  octets: z.number(),
  deposeA: instant,
  echeance: z.iso.date(),
  /** Destinataires a qui tout est remis, avis refuses. */
  remis: z.number(),
  refus: z.number(),
});

const vide = z.undefined();

/** L'echange de fichiers. Les octets passent par tus 1.0 (`televersements`) et par les adresses des vues, hors de ce contrat. */
export const contratTransfert = {
  'GET /api/conservation': {
    resume:
      'Jours de conservation que la plate-forme offre aujourd’hui, si un antivirus examine, et si l’on peut voir la supervision.',
    reponses: {
      200: z.object({
        offerte: z.number().int(),
        max: z.number().int(),
        /** Pourquoi moins que le maximum ; nul si tout est offert. */
        raison: z.string().nullable(),
        /** Faux : les fichiers ne sont examinés que par leur contenu. */
        antivirus: z.boolean(),
        supervise: z.boolean(),
      }),
    },
  },
  'GET /api/destinataires': {
    resume: 'Cherche des destinataires dans l’annuaire de la zone, par trois lettres au moins.',
    requete: z.object({ texte: z.string().min(3).max(100) }),
    reponses: {
      200: z.object({
        destinataires: z.array(correspondant),
        /** Services entiers dont le nom répond à la recherche, et leurs membres. */
        groupes: z.array(z.object({ libelle: z.string(), membres: z.array(correspondant) })),
      }),
    },
  },
  'POST /api/depots': {
    resume: 'Prépare un dépôt, ou change sa demande : destinataires, objet, nature, droits, durée.',
    corps: demandeDeDepot,
    reponses: { 201: preparation },
  },
  'GET /api/preparations': {
    resume: 'Mes dépôts en préparation, du plus récent au plus ancien.',
    reponses: { 200: z.object({ preparations: z.array(preparation) }) },
  },
  'GET /api/preparations/:id': {
    resume: 'Un dépôt en préparation et ses envois : où reprendre.',
    reponses: { 200: preparation },
  },
  'DELETE /api/preparations/:id': {
    resume: 'Abandonne un dépôt en préparation et efface ses envois.',
    reponses: { 204: vide },
  },
  'POST /api/depots/:id/depot': {
    resume: 'Dépose : tous les fichiers sont complets ; la mise à disposition commence.',
    corps: z.object({
      /** SHA-256 calculés par le poste, par envoi ; comparés avant de déposer. */
      empreintes: z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/)).default({}),
    }),
    reponses: { 201: depot },
  },
  'GET /api/depots': {
    resume: 'Dépôts reçus ou envoyés, du plus récent au plus ancien, par cent.',
    requete: z.object({ sens: z.enum(['recus', 'envoyes']), avant: instant.optional() }),
    reponses: { 200: z.object({ depots: z.array(ligne) }) },
  },
  'GET /api/depots/:id': {
    resume: 'Un dépôt et son suivi ; la première lecture d’un destinataire est notée.',
    reponses: { 200: depot },
  },
  'POST /api/depots/:id/prolongation': {
    resume: 'Repousse l’échéance, trente jours au plus après le dépôt.',
    corps: z.object({ echeance: z.iso.date() }),
    reponses: { 200: depot },
  },
  'POST /api/depots/:id/relance': {
    resume: 'Renvoie un avis à ceux à qui tout n’est pas remis.',
    reponses: { 200: z.object({ avises: z.number() }) },
  },
  'POST /api/depots/:id/redepot': {
    resume:
      'Prépare un dépôt neuf aux mêmes destinataires ; d’un dépôt encore disponible, ses fichiers y passent sans être renvoyés.',
    corps: z.object({ id: z.uuid() }),
    reponses: { 201: preparation },
  },
  'POST /api/depots/:id/retrait': {
    resume: 'Retire le dépôt : il se ferme et ses fichiers s’effacent ; sa trace reste.',
    corps: z.object({ motif: texte(300) }),
    reponses: { 200: depot },
  },
  'GET /api/depots/:id/recepisses/:empreinte': {
    resume: 'Un récépissé scellé (PDF/A-3, données incorporées).',
    flux: 'reponse',
    reponses: { 200: z.any() },
  },
} as const;
