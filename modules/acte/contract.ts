import { type Bloc, isUuid } from '@ppn/core';
import * as z from 'zod';
import {
  acteEnCours,
  cadreEnquete,
  faitQualifie,
  personne,
  schemaEmpreinte,
  schemaHorodate,
  schemaIdj,
  schemaUuid,
  unite,
} from '@ppn/dossier/contract';
import type { DecisionPliee, JugementPlie, MentionPliee } from '@ppn/dossier';
import { agent, qualite, type Qualite } from '@ppn/habilitation/contract';
import type { SignataireAttendu } from './domain/recueil-des-signatures.ts';
import { signatureTierce } from './signatures-tierces/contrat.ts';

export * from './signatures-tierces/contrat.ts';

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);

/** Relecture par la personne entendue ; sa signature, son refus ou son impossibilite sont dans `signatures` (D.589-4, A.53-4). */
export const lecture = z.object({ mode: z.enum(['relu-par-la-personne', 'lu-par-l-agent']) });

/** Relecture des gabarits @1, d'avant la tablette : seuls le refus et l'impossibilite existaient. */
export const lectureAvantTablette = lecture.extend({
  signature: z.enum(['refus', 'impossibilite']),
  motif: long(500).default(''),
});

/** Une question et sa reponse (art. 429 CPP : l'audition porte les questions auxquelles il est repondu). */
export const echange = z.object({ question: long(4_000), reponse: long(20_000) });

/** Matricule d'un agent qui cosigne par sa carte ; vide ou absent : personne. */
const cosignataire = z.string().max(40).optional();

/** Qui cosigne un proces-verbal : l'interprete inscrit, puis le second enqueteur. */
const cosignatures = { interpreteInscrit: cosignataire, cosignataire };

const base = { debut: schemaHorodate, fin: schemaHorodate, lieu: long(300).min(1, 'Indiquez le lieu.') };

/** La personne concernee : choisie au dossier. */
const personneChoisie = z.string().refine(isUuid, 'Choisissez la personne concernée.');

/** Contenu d'une plainte (art. 15-3, 10-2 CPP). */
export const contenuPlainte = z.object({
  ...base,
  personne: personneChoisie,
  faits: z.array(schemaUuid).min(1, 'Choisissez au moins un fait.'),
  recit: long(60_000).trim().min(1, 'Écrivez la déclaration du plaignant.'),
  prejudice: long(4_000).default(''),
  droitsRemis: z.literal(true, {
    error: 'Remettez l’avis des droits de la victime (art. 10-2 CPP) puis cochez la case.',
  }),
  ...cosignatures,
  lecture,
});

/** Contenu de constatations, photographies comprises. */
export const contenuConstatations = z.object({
  ...base,
  faits: z.array(schemaUuid).min(1, 'Choisissez au moins un fait.'),
  constatations: long(60_000).trim().min(1, 'Décrivez ce qui a été constaté.'),
  photographies: z
    .array(z.object({ fichier: schemaUuid, legende: long(500).default('') }))
    .max(200)
    .default([]),
});

/** Contenu d'une audition de victime. */
export const contenuAuditionVictime = z.object({
  ...base,
  personne: personneChoisie,
  echanges: z.array(echange).min(1, 'Écrivez au moins une question et sa réponse.').max(500),
  ...cosignatures,
  lecture,
});

/** Contenu d'une audition libre (art. 61-1 CPP) : les droits sont notifies avant toute question. */
export const contenuAuditionLibre = z.object({
  ...base,
  personne: personneChoisie,
  faits: z.array(schemaUuid).min(1, 'Choisissez les faits sur lesquels la personne est entendue.'),
  droitsNotifiesA: schemaHorodate,
  droits: z.object({
    qualification: z.literal(true, {
      error: 'Informez la personne de la qualification, de la date et du lieu des faits (61-1 1°).',
    }),
    quitterLesLieux: z.literal(true, {
      error: 'Informez la personne de son droit de quitter les lieux (61-1 2°).',
    }),
    interprete: z.literal(true, { error: 'Informez la personne de son droit à un interprète (61-1 3°).' }),
    silence: z.literal(true, {
      error:
        'Informez la personne de son droit de faire des déclarations, de répondre ou de se taire (61-1 4°).',
    }),
    avocat: z.literal(true, { error: 'Informez la personne de son droit à un avocat (61-1 5°).' }),
    conseils: z.literal(true, { error: 'Informez la personne des conseils juridiques gratuits (61-1 6°).' }),
  }),
  avocat: z.enum(['renonce', 'demande-present', 'demande-absent']),
  /** L'avocat present, qui signe ; vide sinon. */
  nomAvocat: long(300).default(''),
  interprete: long(300).default(''),
  echanges: z.array(echange).min(1, 'Écrivez au moins une question et sa réponse.').max(500),
  ...cosignatures,
  lecture,
});

/** Contenu d'une synthese de l'enquete. */
export const contenuSynthese = z.object({
  ...base,
  expose: long(60_000).trim().min(1, 'Exposez les faits et l’enquête.'),
  conclusion: long(20_000).trim().min(1, 'Écrivez la conclusion.'),
});

/** Contenu d'un classement sans suite (art. 40-1, 40-2 CPP). */
export const contenuClassement = z.object({
  ...base,
  motif: z.string().regex(/^\d{2,3}$/, 'Choisissez un motif de classement.'),
  explication: long(4_000)
    .trim()
    .min(1, 'Expliquez le motif à la victime en termes simples (art. 40-2 CPP).'),
  /** Greffier ou second magistrat. */
  cosignataire,
});

/** Contenu d'une convocation par officier de police judiciaire (art. 390-1, 552 CPP). */
export const contenuCopj = z.object({
  ...base,
  prevenu: personneChoisie,
  faits: z.array(schemaUuid).min(1, 'Choisissez les faits poursuivis.'),
  audience: schemaHorodate,
  salle: long(200).default(''),
  instructions: long(4_000).default(''),
  /** Greffier ou second magistrat. */
  cosignataire,
});

/** Types d'actes de la premiere chaine. */
export const typeActe = z.enum([
  'plainte',
  'constatations',
  'audition-victime',
  'audition-libre',
  'synthese',
  'classement-sans-suite',
  'copj',
  'orientation',
  'soit-transmis',
  'mention-appel',
  'mention-opposition',
  'mention-rectification',
  'mention-signification',
  'mention-annulement',
  'notes-d-audience',
  'jugement',
  'declaration-recours',
  'extrait-ecrou',
  'extrait-tresor',
  'fiche-casier',
  'conversion-papier',
  'versement-de-messages',
  'gav-placement',
  'gav-notification',
  'gav-avis-magistrat',
  'gav-diligences',
  'gav-differe',
  'gav-requisition-medecin',
  'gav-certificat',
  'gav-audition',
  'gav-confrontation',
  'gav-requalification',
  'gav-notification-differee',
  'gav-accord',
  'gav-requete-jld',
  'gav-depot',
  'gav-demande-prolongation',
  'gav-prolongation',
  'gav-mainlevee',
  'gav-fin',
  'gav-recapitulatif',
]);
export type TypeActe = z.infer<typeof typeActe>;

/** Piece jointe a un acte : le fichier original, designe par son empreinte. */
export const pieceJointe = z.object({
  id: schemaUuid,
  nom: z.string().max(300),
  typeMime: z.string().max(100),
  famille: z.string().max(40),
  taille: z.number().int().nonnegative(),
  empreinte: schemaEmpreinte,
  /** Empreinte de l'image reduite imprimee dans l'acte, s'il y en a une. */
  apercu: schemaEmpreinte.nullable(),
});
export type PieceJointe = z.infer<typeof pieceJointe>;

/** Donnees d'un acte, embarquees dans son PDF sous le nom `acte.json` : la meme chose que le texte, en donnees. */
export const acteJson = z.object({
  schema: z.literal('ppn/acte@1'),
  acteId: schemaUuid,
  idj: schemaIdj,
  type: typeActe,
  gabarit: z.string().max(60),
  numero: z.number().int().positive(),
  procedure: z.object({
    alias: z.array(z.object({ emetteur: z.string().max(200), numero: z.string().max(100) })).max(50),
    intitule: z.string().max(300),
    cadre: cadreEnquete,
    ouverteA: schemaHorodate,
    unite,
    juridiction: z.object({ code: z.string().max(40), libelle: z.string().max(200) }).nullable(),
  }),
  redacteur: agent,
  redigeA: schemaHorodate,
  personnes: z.array(personne).max(500),
  faits: z.array(faitQualifie).max(200),
  contenu: z.record(z.string(), z.unknown()),
  jointes: z.array(pieceJointe).max(500),
  /** Valeurs de nomenclature et regles employees, telles qu'en vigueur au jour de l'acte. */
  references: z
    .array(z.object({ cle: z.string().max(100), libelle: z.string().max(500), article: z.string().max(200) }))
    .max(100),
  /** Points d'attention montres au redacteur, et qu'il a passes outre avec un motif (dans le contenu) ; absent s'il n'y en avait pas. */
  attentions: z
    .array(z.object({ phrase: z.string().max(2_000), article: z.string().max(200) }))
    .max(50)
    .optional(),
  /** Agents designes pour signer apres le redacteur, dans l'ordre ; absent s'il n'y en a pas. */
  cosignataires: z.array(agent).max(5).optional(),
  /** Signatures manuscrites recueillies sous forme numerique, refus et impossibilites ; absent des gabarits qui n'en attendent pas. */
  signatures: z.array(signatureTierce).max(10).optional(),
});
export type ActeJson = z.infer<typeof acteJson>;

/** Un acte en redaction, avec son contenu (partiel tant qu'il est brouillon). */
export const redaction = acteEnCours.extend({
  idj: schemaIdj,
  contenu: z.record(z.string(), z.unknown()),
  /** Qui doit cosigner, quand l'acte est deja signe par son redacteur. */
  cosignataire: z.object({ matricule: z.string(), nom: z.string() }).nullable(),
  /** Points d'attention, article a l'appui ; ceux qui ne sont pas une information demandent un motif (`contenu.passerOutre`). */
  points: z.array(
    z.object({ phrase: z.string(), article: z.string(), information: z.literal(true).optional() }),
  ),
});

/** Un agent qui peut cosigner. */
const cosignatairePossible = z.object({ matricule: z.string(), nom: z.string(), qualite });

/** Renvoi d'un acte a son redacteur par le cosignataire designe. */
const renvoi = z.object({ par: z.string(), motif: z.string(), a: z.string() });

/** Un acte qui attend la signature de l'agent. `depuis` : derniere signature ou derniere ecriture ; `echec` : dernier essai refuse. */
export const aParapher = acteEnCours.extend({
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  depuis: z.string(),
  echec: z.string().nullable(),
  renvoi: renvoi.nullable(),
});

/** Un acte deja signe qui attend un autre agent ; `mien` : l'agent en est le redacteur. */
export const enAttenteDUnAutre = z.object({
  acteId: schemaUuid,
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  titre: z.string(),
  redacteur: z.string(),
  mien: z.boolean(),
  attend: z.string(),
  qualite: qualite.nullable(),
  depuis: z.string(),
  renvoi: renvoi.nullable(),
});

/** Redaction et signature, communes aux deux services. */
export const contratActes = {
  'GET /api/catalogue': {
    resume: 'Types d’actes que l’agent peut rédiger.',
    reponses: {
      200: z.object({
        types: z.array(z.object({ type: typeActe, titre: z.string(), description: z.string() })),
      }),
    },
  },
  'POST /api/dossiers/:idj/actes': {
    resume: 'Commence un acte, prérempli avec tout ce qui est déjà saisi.',
    corps: z.object({
      type: typeActe,
      /** UUID tire par le poste : la même demande renvoyée rend le même acte. */
      acteId: schemaUuid.optional(),
      personne: schemaUuid.optional(),
      /** Mesure de garde a vue que l'acte concerne ; absente : celle en cours de la personne. */
      mesure: schemaUuid.optional(),
      /** Champs deja connus de l'ecran : ils remplacent ceux du preremplissage. */
      contenu: z.record(z.string(), z.unknown()).optional(),
    }),
    reponses: { 201: redaction },
  },
  'GET /api/dossiers/:idj/actes/:acteId': { resume: 'Un acte en rédaction.', reponses: { 200: redaction } },
  'PUT /api/dossiers/:idj/actes/:acteId': {
    resume: 'Enregistre le brouillon au fil de la frappe ; 409 si une version plus récente existe.',
    corps: z.object({ versionAttendue: z.number().int(), contenu: z.record(z.string(), z.unknown()) }),
    reponses: { 200: redaction },
  },
  'GET /api/dossiers/:idj/cosignataires': {
    resume:
      'Qui peut cosigner un acte de ce type, si on le rédige : agents du service, interprètes inscrits.',
    requete: z.object({ type: z.string().max(60) }),
    reponses: { 200: z.object({ agents: z.array(cosignatairePossible) }) },
  },
  'DELETE /api/dossiers/:idj/actes/:acteId': {
    resume:
      'Abandonne un acte non scellé ; signé et non cosigné, un motif est exigé et la trace reste au dossier.',
    requete: z.object({ motif: z.string().trim().max(500, 'Ce motif dépasse 500 caractères.').default('') }),
    reponses: { 204: z.undefined() },
  },
  'GET /api/dossiers/:idj/actes/:acteId/apercu': {
    resume: 'Aperçu PDF du brouillon, sans valeur.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/parapheur': {
    resume:
      'Ce qui attend ma signature, par dossier ; et les actes déjà signés qui attendent quelqu’un d’autre.',
    reponses: { 200: z.object({ actes: z.array(aParapher), enAttente: z.array(enAttenteDUnAutre) }) },
  },
  'POST /api/dossiers/:idj/actes/:acteId/renvoi': {
    resume:
      'Le cosignataire désigné renvoie l’acte à son rédacteur, avec son motif ; rien de signé ne change.',
    corps: z.object({
      motif: z
        .string()
        .trim()
        .min(1, 'Dites au rédacteur pourquoi vous ne cosignez pas.')
        .max(500, 'Ce motif dépasse 500 caractères.'),
    }),
    reponses: { 204: z.undefined() },
  },
  'POST /api/signatures/ordres': {
    resume: 'Gèle les actes choisis (PDF/A-3a définitif) et rend un ordre signé par acte pour la carte.',
    corps: z.object({ actes: z.array(schemaUuid).min(1).max(100) }),
    reponses: {
      200: z.object({
        ordres: z.array(z.object({ acteId: schemaUuid, titre: z.string(), ordre: z.string() })),
        refus: z.array(z.object({ acteId: schemaUuid, code: z.string(), phrase: z.string() })),
      }),
    },
  },
  'POST /api/signatures': {
    resume: 'Reçoit les signatures de la carte ; chaque acte est vérifié, horodaté et scellé à part.',
    corps: z.object({
      signatures: z
        .array(z.object({ acteId: schemaUuid, signature: z.string().max(2_000) }))
        .min(1)
        .max(100),
    }),
    reponses: {
      200: z.object({
        resultats: z.array(
          z.object({
            acteId: schemaUuid,
            etat: z.enum(['scelle', 'cosignature-attendue', 'horodatage-attendu', 'refuse']),
            phrase: z.string(),
          }),
        ),
      }),
    },
  },
} as const;

/** Donnees vives : un flux SSE, evenements `{ "genre": "dossier" | "boite" | "parapheur", "idj"?: string }`, `Last-Event-ID` accepte. */
export const contratVif = {
  'GET /api/evenements': {
    resume: 'Flux des changements (SSE).',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;

/**
 * Point d'attention montre avant la signature, article a l'appui ; passer outre demande un motif, sauf s'il n'est qu'une
 * `information` (ce que l'acte fera, une table a relire) : rien n'est alors a justifier.
 */
export type PointAttention = {
  readonly phrase: string;
  readonly article: string;
  readonly information?: true;
};

/** Manque qui empeche de signer ; `champ` designe l'endroit du formulaire. */
export type Manque = { readonly champ: string; readonly phrase: string };

/** Ce que la redaction d'un acte peut reprendre : tout ce qui est deja saisi. */
export type DonneesDuDossier = {
  readonly idj: string;
  readonly procedure: ActeJson['procedure'];
  readonly personnes: ActeJson['personnes'];
  readonly faits: ActeJson['faits'];
  readonly fichiers: readonly PieceJointe[];
  readonly pieces: readonly {
    readonly id: string;
    readonly numero: number;
    readonly titre: string;
    readonly type: string;
    readonly empreinte: string;
    readonly versee: string;
    /** Vrai : annulee et retiree du dossier courant. */
    readonly retire: boolean;
  }[];
  /** Mesures de garde a vue du dossier, telles que leur contexte les donne et les relit ; absent : aucune. */
  readonly mesures?: readonly unknown[];
  /** Decisions, jugements et mentions du dossier, tels que plies ; absents : aucun. */
  readonly decisions?: readonly DecisionPliee[];
  readonly jugements?: readonly JugementPlie[];
  readonly mentions?: readonly MentionPliee[];
  /** Qui redige : ce qu'un acte peut dependre de sa qualite ; absent tant qu'on ne le sait pas. */
  readonly redacteur?: ActeJson['redacteur'];
};

/** Reference de droit ou de nomenclature ecrite dans l'acte. */
export type Reference = ActeJson['references'][number];

/**
 * Un type d'acte : un fichier par acte. `blocs` est une fonction pure de `acte.json` : le texte du PDF s'en deduit,
 * et un verificateur peut le recomposer. `C` est le contenu valide.
 */
export type DefinitionActe<C = unknown> = {
  readonly type: TypeActe;
  readonly titre: string;
  readonly description: string;
  readonly gabarit: string;
  /** Action que sa redaction demande sur le dossier ; absente : celle du service (rediger, ou decider). */
  readonly acces?:
    | 'deposer'
    | 'mentionner'
    | 'statuer-sur-la-mesure'
    | 'tenir-le-depot'
    | 'juger'
    | 'tenir-l-audience';
  readonly qualites: readonly z.infer<typeof agent>['qualite'][];
  /** Vrai : une decision qui peut en suivre une autre, en disant pourquoi. */
  readonly reprend?: true;
  readonly contenu: z.ZodType<C>;
  readonly preremplir: (
    donnees: DonneesDuDossier,
    maintenant: string,
    personne: string | undefined,
    mesure?: string,
  ) => { readonly [champ: string]: unknown };
  readonly cite: (contenu: C) => {
    readonly personnes: readonly string[];
    readonly faits: readonly string[];
    readonly fichiers: readonly string[];
  };
  readonly controler: (contenu: C, donnees: DonneesDuDossier, maintenant: string) => readonly Manque[];
  readonly attirer: (contenu: C, donnees: DonneesDuDossier, maintenant: string) => readonly PointAttention[];
  /**
   * Motif donne pour passer outre les points d'attention, quand le schema et les blocs de l'acte le portent eux-memes ;
   * absent : `contenu.passerOutre`, hors du schema, et les blocs communs (docs/decisions/0095).
   */
  readonly passerOutre?: (contenu: C) => string;
  readonly references: (contenu: C, maintenant: string) => readonly Reference[];
  /** Qui signe de sa main, dans l'ordre (D.589-4 CPP) ; absent : l'acte ne porte que la signature de l'agent. */
  readonly signataires?: (
    contenu: C,
    acte: { readonly personnes: ActeJson['personnes'] },
  ) => readonly SignataireAttendu[];
  /** Matricules de ceux qui cosignent par leur carte, apres le redacteur, dans l'ordre. */
  readonly cosignataires?: (contenu: C) => readonly string[];
  /** Resserre qui peut cosigner, par la qualite ; absent : tout autre agent du service. */
  readonly cosignentAvec?: (redacteur: Qualite) => readonly Qualite[];
  readonly blocs: (contenu: C, acte: ActeJson) => readonly Bloc[];
};

/** Gabarit d'avant : on ne redige plus avec, on sait toujours relire et verifier ce qu'il a produit. Jamais modifie. */
export type GabaritAncien<C = unknown> = Pick<DefinitionActe<C>, 'gabarit' | 'contenu' | 'cite' | 'blocs'>;
