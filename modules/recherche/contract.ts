import { etatProcedure, schemaIdj, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';

/** Facettes : ce par quoi une recherche se resserre. */
export const filtres = z.object({
  type: z.string().max(60).optional(),
  unite: z.string().max(40).optional(),
  natinf: z.coerce.number().int().min(1).max(99_999).optional(),
  etat: etatProcedure.optional(),
  /** Versee a partir de ce jour, jusqu'a ce jour compris (AAAA-MM-JJ, heure de Paris). */
  du: z.iso.date().optional(),
  au: z.iso.date().optional(),
});
export type Filtres = z.infer<typeof filtres>;

/** Ordre des pieces : celles qui repondent le mieux, ou les plus recentes. */
export const tri = z.enum(['pertinence', 'date']);

const morceau = z.object({ texte: z.string(), trouve: z.boolean() });

/** Une piece trouvee : ou elle est, a quelle page l'ouvrir, l'extrait qui repond. */
export const pieceTrouvee = z.object({
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  unite: z.string(),
  etat: etatProcedure,
  piece: schemaUuid,
  genre: z.enum(['acte', 'fichier']),
  titre: z.string(),
  /** « 2 », ou « 2-1 » pour le premier fichier que joint l'acte 2. */
  cote: z.string(),
  page: z.number().int().positive(),
  versee: z.string(),
  extrait: z.array(morceau).readonly(),
});
export type PieceTrouvee = z.infer<typeof pieceTrouvee>;

/** Une personne, dans un dossier ; `proche` : son nom ressemble, sans etre ecrit pareil. */
export const personneTrouvee = z.object({
  idj: schemaIdj,
  personne: schemaUuid,
  nom: z.string(),
  neLe: z.string(),
  roles: z.array(z.string()).readonly(),
  numero: z.string(),
  intitule: z.string(),
  proche: z.boolean(),
});
export type PersonneTrouvee = z.infer<typeof personneTrouvee>;

/** Une procedure trouvee par ses identifiants, son intitule, ses personnes, ses lieux ou ses infractions. */
export const dossierTrouve = z.object({
  idj: schemaIdj,
  numero: z.string(),
  intitule: z.string(),
  unite: z.string(),
  etat: etatProcedure,
  majA: z.string(),
});
export type DossierTrouve = z.infer<typeof dossierTrouve>;

const valeurDeFacette = z.object({ code: z.string(), libelle: z.string(), nombre: z.number().int() });
export const facettes = z.object({
  types: z.array(valeurDeFacette).readonly(),
  unites: z.array(valeurDeFacette).readonly(),
  natinf: z.array(valeurDeFacette).readonly(),
  etats: z.array(valeurDeFacette).readonly(),
});
export type Facettes = z.infer<typeof facettes>;

/** Resultat d'une recherche. */
export const resultat = z.object({
  dossiers: z.array(dossierTrouve).readonly(),
  personnes: z.array(personneTrouvee).readonly(),
  pieces: z.array(pieceTrouvee).readonly(),
  /** Pieces trouvees ; `auMoins` : il y en a davantage, seules les plus recentes sont comptees et classees. */
  total: z.number().int(),
  auMoins: z.boolean(),
  /** Vrai : presque aucune piece ne porte tous les mots ; s'y ajoutent celles qui n'en portent qu'une partie. */
  elargie: z.boolean(),
  /** Pieces qui portent tous les mots ; elles sont les premieres d'une recherche elargie. */
  exactes: z.number().int(),
  facettes,
  /** Page suivante, a rendre tel quel dans `apres` ; nul : c'est la derniere. */
  suivante: z.string().nullable(),
  /** Pieces de la portee dont le texte n'est pas encore lu, et celles qui ne peuvent pas l'etre. */
  aLire: z.number().int(),
  illisibles: z.number().int(),
});
export type Resultat = z.infer<typeof resultat>;

/** Une recherche gardee par l'agent. */
export const rechercheGardee = z.object({
  id: schemaUuid,
  nom: z.string().trim().min(1, 'Donnez un nom à cette recherche.').max(80),
  question: z.string().max(200),
  filtres: filtres.extend({ tri: tri.optional() }),
});
export type RechercheGardee = z.infer<typeof rechercheGardee>;

/** Une piece du dossier ou l'on a trouve : ses pages qui repondent, et l'extrait de la meilleure. */
export const pieceQuiRepond = z.object({
  piece: schemaUuid,
  /** Mots trouves dans la piece ; 0 : elle repond, mais n'a pas ete lue page par page (trop de pieces repondent). */
  total: z.number().int(),
  pages: z.array(z.object({ page: z.number().int(), nombre: z.number().int() })).readonly(),
  extrait: z.array(morceau).readonly(),
});
export type PieceQuiRepond = z.infer<typeof pieceQuiRepond>;

/** Ce qu'une recherche a trouve dans un dossier, dans l'ordre de ses pieces. */
export const resultatDuDossier = z.object({
  pieces: z.array(pieceQuiRepond).readonly(),
  /** Ecritures rencontrees, a surligner. */
  formes: z.array(z.string()).readonly(),
  /** Pieces du dossier dont le texte n'est pas encore lu. */
  aLire: z.number().int(),
});
export type ResultatDuDossier = z.infer<typeof resultatDuDossier>;

/** Recherche plein texte, commune aux deux services : les droits sont dans la requete, chaque recherche est journalisee. */
export const contratRecherche = {
  'GET /api/recherche': {
    resume:
      'Cherche dans les procédures de l’agent : procédures, personnes, pièces (texte compris). Tous les mots, « une suite exacte », -exclu, natinf 7151, une date. Vingt pièces par page.',
    requete: filtres.extend({
      q: z.string().max(200).default(''),
      tri: tri.default('pertinence'),
      apres: z.string().max(200).optional(),
    }),
    reponses: { 200: resultat },
  },
  'GET /api/dossiers/:idj/trouver': {
    resume: 'Cherche dans les pièces d’un dossier : les pièces qui répondent, page par page, et un extrait.',
    requete: z.object({ q: z.string().trim().min(1, 'Écrivez un mot à chercher.').max(200) }),
    reponses: { 200: resultatDuDossier },
  },
  'GET /api/recherches-gardees': {
    resume: 'Recherches que l’agent a gardées.',
    reponses: { 200: z.object({ recherches: z.array(rechercheGardee).readonly() }) },
  },
  'PUT /api/recherches-gardees/:id': {
    resume: 'Garde une recherche sous un nom (cinquante au plus par agent).',
    corps: rechercheGardee.omit({ id: true }),
    reponses: { 200: rechercheGardee },
  },
  'DELETE /api/recherches-gardees/:id': {
    resume: 'Oublie une recherche gardée.',
    reponses: { 204: z.undefined() },
  },
} as const;
