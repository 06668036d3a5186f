import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import type { TypeDEntree } from './domain/donnees-des-entrees.ts';
import { schemaRegime } from './schemas-de-la-mesure.ts';
import { SCHEMAS_DES_DONNEES } from './schemas-des-donnees.ts';
import { ligneDeMesure, vueMesure } from './vues.ts';

const estType = (valeur: unknown): valeur is TypeDEntree =>
  typeof valeur === 'string' && Object.hasOwn(SCHEMAS_DES_DONNEES, valeur);

/** Type d'une entree, relu a la porte. */
export const schemaTypeDEntree = z.string().refine(estType, 'Ce type d’entrée n’existe pas.');

/** Ouvrir une mesure : la personne et les faits sont deja au dossier, saisis une fois. */
export const corpsOuverture = z.object({
  /** Identifiant donne par l'ecran : la meme demande renvoyee n'ouvre pas une seconde mesure. */
  id: schemaUuid,
  personne: schemaUuid,
  faits: z
    .array(
      z.object({
        fait: schemaUuid,
        /** Emprisonnement encouru, en mois ; un crime l'emporte. */
        peineMois: z.number().int().min(0).max(1_200),
        /** Alinea de 706-73 dont il releve ; vide sinon. */
        alinea70673: z.string().max(8).default(''),
      }),
    )
    .min(1, 'Choisissez au moins un fait reproché.'),
  juridiction: z.string().max(40),
  /** Absent : deduit de l'age et des faits. */
  regime: schemaRegime.optional(),
  langue: z.string().min(2).max(35).default('fr'),
  protegee: z.boolean().default(false),
  etrangere: z.boolean().default(false),
  /** Premiere entree du registre : ce qui fait partir l'horloge (63 III CPP). */
  debut: z
    .discriminatedUnion('genre', [
      z.object({
        genre: z.literal('apprehension'),
        id: schemaUuid,
        /** Absente : maintenant. */
        survenuA: schemaHorodate.optional(),
        contrainte: SCHEMAS_DES_DONNEES.apprehension.shape.contrainte.default('interpellation'),
        memesFaits: z.boolean().default(true),
        lieu: z.string().max(300).default(''),
      }),
      z.object({
        genre: z.literal('debut-audition-libre'),
        id: schemaUuid,
        survenuA: schemaHorodate.optional(),
        /** L'acte d'audition que le placement prolonge immediatement : l'heure de son debut est lue dans l'acte. */
        audition: schemaUuid.optional(),
      }),
    ])
    .optional(),
});

/** Consigner une entree : une touche, l'heure du fait est maintenant, ou celle que l'agent corrige. */
export const corpsEntree = z.object({
  /** Donne par l'ecran : la meme entree renvoyee apres une coupure n'est pas doublee. */
  id: schemaUuid,
  type: schemaTypeDEntree,
  survenuA: schemaHorodate.optional(),
  donnees: z.record(z.string(), z.unknown()).default({}),
});

/** Rectifier : les deux restent, le motif aussi. */
export const corpsRectification = z.object({
  id: schemaUuid,
  survenuA: schemaHorodate.nullable().default(null),
  donnees: z.record(z.string(), z.unknown()).nullable().default(null),
  annulee: z.boolean().default(false),
  motif: z.string().trim().min(1, 'Donnez le motif de la rectification.').max(2_000),
});

/** Un formulaire de declaration des droits (803-6 CPP), par langue. */
export const formulaireDesDroits = z.object({
  code: z.string(),
  nom: z.string(),
  direction: z.enum(['ltr', 'rtl']),
  /** Faux : aucune traduction officielle n'est en service ici. Elle manque, et cela se voit ; rien n'est traduit par une machine. */
  disponible: z.boolean(),
});

/** Routes de la garde a vue, communes aux deux services. Chaque lecture est autorisee et tracee. */
export const contratGardeAVue = {
  'GET /api/mesures': {
    resume:
      'Mesures de mon unité ou de ma juridiction, celle qui expire la première d’abord ; `au-depot` : les personnes déférées que mon unité garde (803-3 CPP).',
    requete: z.object({ etat: z.enum(['en-cours', 'terminees', 'au-depot']).default('en-cours') }),
    reponses: { 200: z.object({ mesures: z.array(ligneDeMesure), luA: z.string(), tronquee: z.boolean() }) },
  },
  'GET /api/mesures/:id': {
    resume: 'Une mesure : registre, horloge, droits et obligations, actes.',
    reponses: { 200: vueMesure },
  },
  'GET /api/dossiers/:idj/mesures': {
    resume: 'Mesures de garde à vue d’un dossier.',
    reponses: { 200: z.object({ mesures: z.array(ligneDeMesure) }) },
  },
  'POST /api/mesures/:id/entrees': {
    resume:
      'Consigne une entrée au registre ; renvoyée sous le même identifiant, elle n’est pas doublée. Seul l’impossible est refusé.',
    corps: corpsEntree,
    reponses: { 201: vueMesure },
  },
  'POST /api/mesures/:id/entrees/:entree/rectification': {
    resume: 'Rectifie une entrée : l’ancienne reste, la nouvelle dit pourquoi.',
    corps: corpsRectification,
    reponses: { 201: vueMesure },
  },
  'POST /api/mesures/:id/acquittements': {
    resume: 'Acquitte une alarme : qui l’a vue, et quand, reste au registre.',
    corps: z.object({ id: schemaUuid, alarme: z.string().min(1).max(200) }),
    reponses: { 201: vueMesure },
  },
  'POST /api/mesures/:id/alarmes/vues': {
    resume:
      'Dit que ces alarmes sont montrées à l’agent : qui les a vues reste au journal des accès, sans les acquitter.',
    corps: z.object({ alarmes: z.array(z.string().min(1).max(200)).min(1).max(50) }),
    reponses: { 204: z.undefined() },
  },
  'GET /api/mesures/:id/pieces/:piece': {
    resume: 'Octets d’un acte de la mesure, ou d’un fichier qu’il joint ; rien d’autre du dossier.',
    flux: 'reponse',
    requete: z.object({ telecharger: z.string().optional() }),
    reponses: { 200: z.unknown() },
  },
  'GET /api/mesures/:id/registre': {
    resume: 'La page du registre spécial de cette mesure, en PDF (art. 64 II CPP).',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/declaration-des-droits': {
    resume:
      'Formulaires de déclaration des droits par langue (803-6 CPP) ; une traduction absente est dite absente.',
    reponses: { 200: z.object({ formulaires: z.array(formulaireDesDroits) }) },
  },
  'GET /api/declaration-des-droits/:langue': {
    resume: 'Le texte à remettre à la personne, dans sa langue s’il existe ; 404 sinon.',
    reponses: {
      200: z.object({
        langue: z.string(),
        titre: z.string(),
        droits: z.array(z.object({ titre: z.string(), texte: z.string(), articles: z.string() })),
      }),
    },
  },
} as const;

/** Une audition libre qu'un placement peut prolonger. `debut` : horodate ; `numero` nul : l'acte n'est pas encore signe. */
export const auditionLibreVue = z.object({
  acteId: schemaUuid,
  titre: z.string(),
  numero: z.number().int().nullable(),
  personne: schemaUuid,
  faits: z.array(schemaUuid),
  debut: schemaHorodate,
});

/** Deux jours civils compris ; le premier ne suit pas le second. */
const periode = z
  .object({ du: z.iso.date(), au: z.iso.date() })
  .refine(({ du, au }) => du <= au, { error: 'Le premier jour suit le dernier.', path: ['au'] });

/** Routes de l'unite seule. */
export const contratOuvertureDeMesure = {
  'GET /api/registre-des-gardes-a-vue': {
    resume: 'Le registre de mon unité : les mesures commencées entre deux jours (art. 64 II CPP).',
    requete: periode,
    reponses: { 200: z.object({ mesures: z.array(ligneDeMesure), tronquee: z.boolean() }) },
  },
  'GET /api/registre-des-gardes-a-vue/pdf': {
    resume: 'Le même registre en PDF : la liste, puis la page de chaque mesure.',
    flux: 'reponse',
    requete: periode,
    reponses: { 200: z.unknown() },
  },
  'GET /api/registre-des-gardes-a-vue/csv': {
    resume: 'Le même registre pour un tableur : une ligne par mesure.',
    flux: 'reponse',
    requete: periode,
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/auditions-libres': {
    resume: 'Auditions libres du dossier dont un placement peut être le prolongement immédiat (63 III CPP).',
    reponses: { 200: z.object({ auditions: z.array(auditionLibreVue) }) },
  },
  'POST /api/dossiers/:idj/mesures': {
    resume: 'Ouvre une mesure pour une personne du dossier ; l’appréhension en est la première entrée.',
    corps: corpsOuverture,
    reponses: { 201: vueMesure },
  },
} as const;
