import {
  cibleDeRemarque,
  coteDePiece,
  remarqueDeRetour,
  retraitDePiece,
  schemaIdj,
  schemaUuid,
} from '@ppn/dossier/contract';
import { motifDeRetour } from '@ppn/nomenclature/contract';
import * as z from 'zod';

/** Arrivees qu'un seul geste peut traiter. */
export const ARRIVEES_PAR_GESTE = 100;

/** Les familles de controles, et ce que leur marque dit. */
export const marque = z.object({
  famille: z.enum(['signatures', 'completude', 'annoncees', 'doublons', 'nomenclature']),
  etat: z.enum(['bon', 'attention', 'anomalie']),
  constats: z.number().int(),
});

/** Un defaut vu par la machine ; coche, il devient une remarque de retour. */
export const constat = z.object({
  famille: marque.shape.famille,
  gravite: z.enum(['anomalie', 'attention']),
  phrase: z.string(),
  motif: z.string(),
  cible: cibleDeRemarque,
});

/** Une transmission arrivee au greffe. */
export const arrivee = z.object({
  idj: schemaIdj,
  pli: schemaUuid,
  numero: z.string(),
  intitule: z.string(),
  unite: z.string(),
  recueA: z.string(),
  sort: z.enum(['a-trier', 'mise-de-cote', 'enregistree', 'retournee']),
  /** Qui l’a traitée, quand, et pourquoi elle attend. */
  par: z.string().nullable(),
  traiteeA: z.string().nullable(),
  motif: z.string().nullable(),
  /** Numéro de parquet ; déjà donné, cette transmission est un complément. */
  numeroParquet: z.string().nullable(),
  victimes: z.array(z.string()),
  misEnCause: z.array(z.string()),
  infractions: z.array(z.string()),
  pieces: z.number().int(),
  /** Contre personne non dénommée, hors crime. */
  petitX: z.boolean(),
  marques: z.array(marque),
  constats: z.array(constat),
  /** Endroits qu’une remarque peut viser : pièces, faits, personnes. */
  endroits: z.array(z.object({ libelle: z.string(), cible: cibleDeRemarque })),
});
export type Arrivee = z.infer<typeof arrivee>;

/** Ce qu'une arrivee est devenue ; `refus` : pourquoi elle n'a pas ete enregistree, vide si elle l'est. */
export const resultatDEnregistrement = z.object({
  idj: schemaIdj,
  numero: z.string().nullable(),
  refus: z.string(),
});
export type ResultatDEnregistrement = z.infer<typeof resultatDEnregistrement>;

/** Une ligne de l'inventaire : un acte et sa cote, ou un fichier joint qui suit celle de son acte. */
export const ligneDInventaire = z.object({
  piece: schemaUuid,
  /** « D42 », « D42-1 » pour un fichier joint ; vide : pas encore cotée. */
  cote: z.string(),
  serie: z.string().nullable(),
  rang: z.number().int().nullable(),
  /** Vrai : la cote ne change plus. */
  certifiee: z.boolean(),
  genre: z.enum(['acte', 'fichier']),
  numero: z.number().int(),
  titre: z.string(),
  pages: z.number().int().nullable(),
  versee: z.string(),
  taille: z.number().int(),
  empreinte: z.string(),
  retrait: retraitDePiece.nullable(),
});

/** L'inventaire d'un dossier, series dans l'ordre de la juridiction. */
export const inventaire = z.object({
  series: z.array(z.object({ lettre: z.string(), libelle: z.string() })),
  lignes: z.array(ligneDInventaire),
});
export type Inventaire = z.infer<typeof inventaire>;

/** Greffe : recevoir, trier, enregistrer, rendre. */
export const contratGreffe = {
  'GET /api/arrivees': {
    resume:
      'Transmissions arrivées à la juridiction, contrôles de la machine compris ; les plus anciennes d’abord.',
    requete: z.object({ sort: z.enum(['a-trier', 'mise-de-cote', 'traitees']).default('a-trier') }),
    reponses: {
      200: z.object({
        arrivees: z.array(arrivee),
        tronquee: z.boolean(),
        comptes: z.object({ aTrier: z.number().int(), miseDeCote: z.number().int() }),
      }),
    },
  },
  'POST /api/arrivees/enregistrement': {
    resume:
      'Enregistre une ou plusieurs arrivées au bureau d’ordre : un numéro de parquet chacune, dans l’ordre, sans trou.',
    corps: z.object({
      arrivees: z
        .array(z.object({ idj: schemaIdj, pli: schemaUuid }))
        .min(1)
        .max(ARRIVEES_PAR_GESTE),
    }),
    reponses: { 200: z.object({ resultats: z.array(resultatDEnregistrement) }) },
  },
  'POST /api/arrivees/:idj/retour': {
    resume: 'Rend la procédure à l’unité : chaque remarque cochée désigne l’endroit à reprendre.',
    corps: z.object({
      pli: schemaUuid,
      remarques: z.array(remarqueDeRetour).min(1, 'Cochez au moins une raison.').max(30),
    }),
    reponses: { 204: z.undefined() },
  },
  'POST /api/arrivees/:idj/attente': {
    resume: 'Met l’arrivée de côté, avec sa raison.',
    corps: z.object({ pli: schemaUuid, motif: z.string().trim().max(300).default('') }),
    reponses: { 204: z.undefined() },
  },
  'GET /api/dossiers/:idj/inventaire': {
    resume:
      'Inventaire du dossier : cotes par série, pièces retirées comprises, empreinte et date de versement.',
    reponses: { 200: inventaire },
  },
  'GET /api/dossiers/:idj/inventaire/pdf': {
    resume: 'L’inventaire en PDF/A.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/inventaire/csv': {
    resume: 'L’inventaire en CSV.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'POST /api/dossiers/:idj/cotes': {
    resume: 'Cote d’office les actes qui ne le sont pas, à la suite de leur série.',
    reponses: { 200: inventaire },
  },
  'PUT /api/dossiers/:idj/cotes': {
    resume: 'Ajuste des cotes pas encore certifiées ; 409 si une cote est certifiée, en double ou sautée.',
    corps: z.object({ cotes: z.array(coteDePiece).min(1).max(5_000) }),
    reponses: { 200: inventaire },
  },
  'POST /api/dossiers/:idj/cotes/certification': {
    resume: 'Certifie toutes les cotes données : elles ne changent plus.',
    reponses: { 200: inventaire },
  },
  'GET /api/greffe/motifs-de-retour': {
    resume: 'Motifs de retour en vigueur.',
    reponses: { 200: z.object({ motifs: z.array(motifDeRetour) }) },
  },
} as const;
