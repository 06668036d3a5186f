import { motifDeReserve, recepisseVerse } from '@ppn/dossier/contract';
import * as z from 'zod';

/** Pieces qu'une demande peut nommer une a une ; toutes : sans liste. */
const PIECES_MAX = 2_000;

/** Pages d'une piece occultee, zones d'une demande. */
const PAGES_MAX = 80;
const ZONES_MAX = 500;
const part = z.number().min(0).max(1);

const regle = z.object({
  motif: z.enum([
    'piece-retiree',
    'signature-en-attente',
    'piece-alteree',
    'acte-laisse',
    ...motifDeReserve.options,
  ]),
  phrase: z.string(),
  article: z.string(),
  aVerifier: z.boolean(),
});

/** Une piece du dossier, devant une copie ; `exclusion` : pourquoi elle reste dehors. */
export const pieceACopier = z.object({
  id: z.uuid(),
  cote: z.string(),
  titre: z.string(),
  genre: z.enum(['acte', 'fichier']),
  taille: z.number(),
  reserve: motifDeReserve.nullable(),
  exclusion: regle.nullable(),
});

/** Une copie demandee : elle s'assemble et part vers PLINE, ou l'agent choisit destinataires et duree. */
export const copie = z.object({
  id: z.uuid(),
  demandeeA: z.iso.datetime(),
  par: z.string(),
  pieces: z.number(),
  laissees: z.number(),
  etat: z.enum(['a-preparer', 'prete', 'echec']),
  /** Octets assemblés, et déjà chez PLINE. */
  octets: z.number(),
  pousses: z.number(),
  /** Pourquoi elle attend, ou a échoué. */
  erreur: z.string().nullable(),
  preteA: z.iso.datetime().nullable(),
  /** Où finir le dépôt, dans PLINE. */
  adresse: z.string().nullable(),
});

/** La page « copies » d'un dossier. */
export const vueDesCopies = z.object({
  /** Faux : PLINE n'est pas réglée pour ce service. */
  ouverte: z.boolean(),
  pieces: z.array(pieceACopier),
  /** Ce que l'agent doit garder à l'esprit, avec son texte. */
  avertissements: z.array(z.object({ phrase: z.string(), article: z.string(), aVerifier: z.boolean() })),
  copies: z.array(copie),
  recepisses: z.array(recepisseVerse.extend({ verseA: z.iso.datetime(), adresse: z.string() })),
});
export type VueDesCopies = z.infer<typeof vueDesCopies>;

/** Copies d'un dossier, dans les deux ministeres. */
export const contratCopie = {
  'GET /api/dossiers/:idj/copies': {
    resume:
      'Ce qui peut être copié du dossier, ce qui reste dehors et pourquoi, les copies demandées, les récépissés revenus.',
    reponses: { 200: vueDesCopies },
  },
  'POST /api/dossiers/:idj/copies': {
    resume:
      'Demande une copie : une archive ZIP et un PDF relié, déposés en préparation dans PLINE au nom de l’agent. `laissees` : ce que l’écran a montré comme restant dehors.',
    corps: z.object({
      id: z.uuid(),
      /** Absent : toutes les pièces communicables. */
      pieces: z.array(z.uuid()).max(PIECES_MAX).nullable().default(null),
      laissees: z.array(z.uuid()).max(PIECES_MAX).default([]),
    }),
    reponses: { 202: copie },
  },
  'PUT /api/dossiers/:idj/pieces/:id/reserve': {
    resume: 'Réserve une pièce (elle reste hors des copies), ou lève sa réserve.',
    corps: z.object({ motif: motifDeReserve.nullable() }),
    reponses: { 204: z.undefined() },
  },
  'POST /api/dossiers/:idj/pieces/:id/occultation': {
    resume:
      'Produit la version occultée d’un PDF, pour les copies : chaque page devient une image, les zones noircies. L’original ne change pas.',
    corps: z.object({
      zones: z
        .array(
          z.object({
            page: z.number().int().min(1).max(PAGES_MAX),
            x: part,
            y: part,
            largeur: part,
            hauteur: part,
          }),
        )
        .min(1, 'Tracez au moins une zone à occulter.')
        .max(ZONES_MAX, `Au plus ${ZONES_MAX} zones par pièce.`),
    }),
    reponses: { 201: z.object({ pages: z.number().int(), taille: z.number().int() }) },
  },
  'GET /api/dossiers/:idj/pieces/:id/occultation': {
    resume: 'La version occultée d’une pièce, telle qu’elle part dans les copies.',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
  'GET /api/dossiers/:idj/recepisses/:empreinte': {
    resume: 'Un récépissé scellé de PLINE ou de PLEX, tel qu’il est revenu (PDF/A-3, données incorporées).',
    flux: 'reponse',
    reponses: { 200: z.unknown() },
  },
} as const;
