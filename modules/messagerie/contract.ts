import { schemaEmpreinte, schemaIdj, schemaUuid } from '@ppn/dossier/contract';
import { qualite } from '@ppn/habilitation/contract';
import * as z from 'zod';

const instant = z.iso.datetime();
const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);

/** Genre d'un fil : il decide qui y entre, ce qu'il devient, combien de temps il se garde. */
export const typeDeFil = z.enum(['parquet-enquete', 'interne', 'avocat']);
export type TypeDeFil = z.infer<typeof typeDeFil>;

/** A quoi un fil est lie : un dossier, ou une mesure de garde a vue de ce dossier. */
export const lienDeFil = z.discriminatedUnion('genre', [
  z.object({ genre: z.literal('dossier'), idj: schemaIdj }),
  z.object({ genre: z.literal('mesure'), idj: schemaIdj, mesure: schemaUuid }),
]);
export type LienDeFil = z.infer<typeof lienDeFil>;

/** Une adresse : une fonction (permanence du parquet, unite), ou une personne de cette fonction. `code` : unite ou juridiction. */
export const adresse = z.object({
  service: z.enum(['interieur', 'justice']),
  code: z.string().min(1).max(40),
  libelle: z.string().max(200),
  fonction: z.enum(['permanence', 'unite', 'personne']),
  matricule: z.string().max(40).nullable().default(null),
});
export type Adresse = z.infer<typeof adresse>;

/** Qui a ecrit, lu, accepte, tenu : tel que l'annuaire le disait alors. */
export const auteur = z.object({
  matricule: z.string().max(40),
  nom: z.string().max(200),
  qualite,
  service: z.enum(['interieur', 'justice']),
  code: z.string().max(40),
  rattachement: z.string().max(200),
});
export type Auteur = z.infer<typeof auteur>;

/** Ce qu'est un message. `instruction` : la reponse d'un magistrat a un compte rendu ; `passation` : note d'une permanence a la suivante. */
export const genreDeMessage = z.enum(['message', 'compte-rendu', 'instruction', 'passation']);
export type GenreDeMessage = z.infer<typeof genreDeMessage>;

/** Une piece jointe : une piece deja au dossier, designee par son empreinte, ou un petit fichier examine. */
export const jointe = z.object({
  genre: z.enum(['piece', 'fichier']),
  id: schemaUuid,
  nom: z.string().min(1).max(300),
  empreinte: schemaEmpreinte,
  taille: z.number().int().nonnegative(),
  typeMime: z.string().max(100),
});
export type JointeDeMessage = z.infer<typeof jointe>;

/** Compte rendu au parquet (traitement en temps reel), preremplit du dossier ; la question est ce qu'on attend de lui. */
export const compteRendu = z.object({
  nature: long(300).min(1, 'Indiquez la nature de l’affaire.'),
  personnes: z.array(z.object({ nom: long(300), qualite: long(100) })).max(50),
  faits: z.array(long(500)).max(50),
  gardeAVue: long(1_000),
  synthese: long(8_000),
  question: long(2_000).trim().min(1, 'Posez la question au parquet.'),
});
export type CompteRendu = z.infer<typeof compteRendu>;

/** Ce qu'un message dit : s'efface a la fin de sa conservation ; le fait n'en garde que l'empreinte salee. */
export const contenuDeMessage = z.object({
  texte: long(8_000),
  compteRendu: compteRendu.nullable().default(null),
  jointes: z.array(jointe).max(20).default([]),
});
export type ContenuDeMessage = z.infer<typeof contenuDeMessage>;

/** Un message, tel que montre. `contenu` nul : efface, sa conservation est finie. */
export const messageVu = z.object({
  id: schemaUuid,
  rang: z.number().int(),
  genre: genreDeMessage,
  auteur,
  emisA: instant,
  repondA: schemaUuid.nullable(),
  contenu: contenuDeMessage.nullable(),
  empreinte: schemaEmpreinte,
  /** `ici` : rien a remettre ailleurs ; `en-route` : pas encore remis, `attente` dit pourquoi si le pair ne repond pas. */
  remise: z.enum(['ici', 'en-route', 'remis', 'refuse']),
  remisA: instant.nullable(),
  attente: z.string().nullable(),
  lus: z.array(z.object({ par: auteur, a: instant })),
  acceptee: z.object({ par: auteur, a: instant }).nullable(),
});
export type MessageVu = z.infer<typeof messageVu>;

/** Une permanence : qui la tient, depuis quand, et la note laissee par le precedent. */
export const permanenceVue = z.object({
  code: z.string(),
  libelle: z.string(),
  tenuePar: auteur.nullable(),
  depuis: instant.nullable(),
  note: z.string().nullable(),
  /** Fils ouverts transmis a la derniere passation. */
  transmis: z.number().int(),
});
export type PermanenceVue = z.infer<typeof permanenceVue>;

/** Qui est la, pour une adresse : personnes en ligne, et tenant de la permanence. */
export const presenceVue = z.object({
  code: z.string(),
  enLigne: z.array(z.object({ matricule: z.string(), nom: z.string(), qualite })),
  permanence: permanenceVue.nullable(),
});
export type PresenceVue = z.infer<typeof presenceVue>;

/** Une ligne de la liste des fils. */
export const resumeDeFil = z.object({
  id: schemaUuid,
  type: typeDeFil,
  lien: lienDeFil,
  participants: z.array(adresse),
  ouvertA: instant,
  dernierA: instant,
  dernierAuteur: z.string(),
  extrait: z.string(),
  messages: z.number().int(),
  nonLus: z.number().int(),
  /** Un compte rendu attend sa reponse, ou une instruction son acceptation. */
  attend: z.enum(['reponse', 'acceptation']).nullable(),
  intitule: z.string(),
  /** Vrai si le dossier est connu ici : avant sa transmission, le parquet n'a que les messages. */
  dossierIci: z.boolean(),
});
export type ResumeDeFil = z.infer<typeof resumeDeFil>;

/** Un fil ouvert : ses messages, qui est la, ce que l'agent peut en faire. */
export const filVu = resumeDeFil.extend({
  fil: z.array(messageVu),
  presence: z.array(presenceVue),
  reponsesRapides: z.array(z.string()),
  peutVerser: z.boolean(),
  /** Pourquoi ce fil ne peut pas etre verse ; nul s'il le peut. */
  versementRefuse: z.string().nullable(),
  verse: z.array(z.object({ acteId: schemaUuid, a: instant })),
  conservation: z.object({
    jusqua: instant,
    motif: z.string(),
    article: z.string(),
    aVerifier: z.boolean(),
  }),
});
export type FilVu = z.infer<typeof filVu>;

/** Un message a deposer ; son identifiant, donne par le client, est la cle d'idempotence. */
export const messageADeposer = z.object({
  id: schemaUuid,
  texte: long(8_000).trim(),
  compteRendu: compteRendu.nullable().default(null),
  repondA: schemaUuid.nullable().default(null),
  jointes: z.array(jointe).max(20).default([]),
});
export type MessageADeposer = z.infer<typeof messageADeposer>;

/** Un fil a ouvrir, avec son premier message. */
export const filAOuvrir = z.object({
  id: schemaUuid,
  type: typeDeFil,
  lien: lienDeFil,
  destinataire: adresse.nullable().default(null),
  message: messageADeposer,
});
export type FilAOuvrir = z.infer<typeof filAOuvrir>;

/** Compte rendu prerempli, et a qui il irait. */
export const compteRenduPrepare = z.object({
  compteRendu: compteRendu.extend({ question: z.string() }),
  destinataires: z.array(adresse.extend({ enLigne: z.number().int(), tenuePar: z.string().nullable() })),
  /** Garde a vue en cours a laquelle lier le fil ; nul : le dossier seul. */
  mesure: schemaUuid.nullable(),
  /** Delai habituel de reponse de cette permanence, en minutes ; nul sans assez de reponses. */
  delaiHabituelMin: z.number().nullable(),
});
export type CompteRenduPrepare = z.infer<typeof compteRenduPrepare>;

/** Un magistrat que ce service connait, sans l'annuaire de l'autre ministere : il tient la permanence, est en ligne ou a ecrit. */
export const magistratConnu = z.object({
  matricule: z.string(),
  nom: z.string(),
  qualite,
  permanence: z.boolean(),
  enLigne: z.boolean(),
});
export type MagistratConnu = z.infer<typeof magistratConnu>;

/** Fichier joint depose, pas encore envoye. */
const fichierDepose = jointe;

/** Messagerie, commune aux deux ministeres. */
export const contratMessagerie = {
  'GET /api/fils': {
    resume: 'Mes fils de messages, du plus récent au plus ancien ; `q` cherche dans leur texte.',
    requete: z.object({ q: z.string().max(200).default(''), idj: schemaIdj.optional() }),
    reponses: {
      200: z.object({ fils: z.array(resumeDeFil), nonLus: z.number().int(), tronquee: z.boolean() }),
    },
  },
  'POST /api/fils': {
    resume: 'Ouvre un fil avec son premier message ; le même identifiant renvoyé ne le double pas.',
    corps: filAOuvrir,
    reponses: { 201: filVu },
  },
  'GET /api/fils/:fil': { resume: 'Un fil et tous ses messages.', reponses: { 200: filVu } },
  'POST /api/fils/:fil/messages': {
    resume: 'Dépose un message ; le même identifiant renvoyé ne le double pas.',
    corps: messageADeposer,
    reponses: { 201: filVu },
  },
  'POST /api/fils/:fil/lecture': {
    resume: 'Marque le fil lu jusqu’à ce message ; l’autre côté le voit.',
    corps: z.object({ jusqua: schemaUuid }),
    reponses: { 204: z.undefined() },
  },
  'POST /api/fils/:fil/messages/:id/acceptation': {
    resume: 'Accepte une instruction du parquet : elle est enregistrée au dossier.',
    reponses: { 201: filVu },
  },
  'POST /api/fils/:fil/versement': {
    resume: 'Prépare l’acte qui verse ce fil au dossier ; il reste à le signer.',
    reponses: { 201: z.object({ idj: schemaIdj, acteId: schemaUuid }) },
  },
  'POST /api/fils/fichiers': {
    resume: 'Dépose un petit fichier à joindre (2 Mio ; octets bruts, nom dans l’en-tête x-nom), examiné.',
    flux: 'corps',
    reponses: { 201: fichierDepose },
  },
  'GET /api/fils/:fil/fichiers/:id': {
    resume: 'Un fichier joint à un message.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/compte-rendu': {
    resume: 'Compte rendu au parquet, prérempli du dossier.',
    reponses: { 200: compteRenduPrepare },
  },
  'GET /api/magistrats': {
    resume: 'Magistrats d’une juridiction connus ici, celui de permanence d’abord.',
    requete: z.object({ juridiction: z.string().min(1).max(40) }),
    reponses: { 200: z.object({ magistrats: z.array(magistratConnu) }) },
  },
  'GET /api/permanence': {
    resume: 'La permanence de ma juridiction ou de mon unité, et à qui la passer.',
    reponses: {
      200: z.object({
        permanence: permanenceVue,
        collegues: z.array(z.object({ matricule: z.string(), nom: z.string(), qualite })),
        filsOuverts: z.number().int(),
      }),
    },
  },
  'POST /api/permanence': {
    resume: 'Prend la permanence, ou la passe à un collègue avec ses fils ouverts et une note.',
    corps: z.object({ id: schemaUuid, a: z.string().max(40), note: long(4_000).default('') }),
    reponses: { 201: permanenceVue },
  },
} as const;
