import * as z from 'zod';
import {
  agentDuGreffe,
  cadreEnquete,
  coteDePiece,
  juridictionDuGreffe,
  motifDeReserve,
  recepisseVerse,
  remarqueDeRetour,
  schemaEmpreinte,
  signataireDePiece,
  unite,
} from './contract.ts';

const alias = z.array(z.object({ emetteur: z.string(), numero: z.string() }));
const juridiction = z.object({ code: z.string(), libelle: z.string() }).nullable();

/** Faits du flux `dossier/<idj>`. Relus du journal, ils repassent par ce schema. */
export const faitDossier = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('dossier-ouvert'),
    donnees: z.object({
      idj: z.string(),
      alias,
      intitule: z.string(),
      cadre: cadreEnquete,
      unite,
      ouverteA: z.string(),
    }),
  }),
  z.object({
    type: z.enum(['acte-scelle', 'acte-recu']),
    donnees: z.object({
      acteId: z.string(),
      empreinte: schemaEmpreinte,
      taille: z.number(),
      pages: z.number().nullable(),
      signataires: z.array(signataireDePiece),
      /** `acte-recu` : SHA-256 de la preuve d'inscription venue avec l'acte (docs/preuve.md §5.1). */
      preuve: schemaEmpreinte.optional(),
    }),
  }),
  z.object({
    /** Acte signe de son redacteur, abandonne avant sa cosignature : il n'est pas une piece, son numero ne resert pas. */
    type: z.literal('acte-abandonne'),
    donnees: z.object({
      acteId: z.string(),
      type: z.string(),
      numero: z.number().int(),
      empreinte: schemaEmpreinte,
      taille: z.number(),
      signataires: z.array(signataireDePiece),
      motif: z.string(),
    }),
  }),
  z.object({
    /** Pierre tombale : la piece, son empreinte, l'acte qui ordonne son retrait. Sans donnee personnelle. */
    type: z.literal('piece-retiree'),
    donnees: z.object({
      piece: z.string(),
      genre: z.enum(['acte', 'fichier']),
      numero: z.number().int(),
      empreinte: schemaEmpreinte,
      ordre: z.object({ acteId: z.string(), numero: z.number().int(), empreinte: schemaEmpreinte }),
      article: z.string(),
      octets: z.literal('gardes'),
    }),
  }),
  z.object({
    /** L'acte porte au niveau B-LTA (EN 319 142-1 §6) : `archive` est le PDF augmente, `jusqua` la fin de son dernier horodatage. */
    type: z.literal('acte-archive'),
    donnees: z.object({
      acteId: z.string(),
      empreinte: schemaEmpreinte,
      archive: schemaEmpreinte,
      taille: z.number(),
      jusqua: z.string(),
    }),
  }),
  z.object({
    type: z.literal('pli-emis'),
    donnees: z.object({ pli: z.string(), genre: z.string(), juridiction }),
  }),
  z.object({
    type: z.literal('pli-accuse'),
    donnees: z.object({ pli: z.string(), genre: z.string(), recuA: z.string() }),
  }),
  z.object({
    type: z.literal('pli-refuse'),
    donnees: z.object({ pli: z.string(), genre: z.string(), motifs: z.array(z.string()) }),
  }),
  z.object({
    type: z.literal('pli-recu'),
    donnees: z.object({ pli: z.string(), genre: z.string(), juridiction, emisA: z.string() }),
  }),
  z.object({
    /** La piece reste hors des copies ; `motif` nul : elle se communique de nouveau. */
    type: z.literal('piece-reservee'),
    donnees: z.object({ piece: z.string(), motif: motifDeReserve.nullable() }),
  }),
  z.object({
    /** Version occultee d'une piece, pour les copies : `empreinte` est l'original, `occultee` ce qui se communique a sa place. */
    type: z.literal('piece-occultee'),
    donnees: z.object({
      piece: z.string(),
      empreinte: schemaEmpreinte,
      occultee: schemaEmpreinte,
      taille: z.number().int(),
      pages: z.number().int(),
      zones: z.number().int(),
    }),
  }),
  z.object({
    /** Une copie est assemblee et posee dans PLINE, ou l'agent finira le depot. */
    type: z.literal('copie-preparee'),
    donnees: z.object({
      depot: z.string(),
      pieces: z.number().int(),
      laissees: z.number().int(),
      fichiers: z.array(z.object({ nom: z.string(), longueur: z.number(), sha256: schemaEmpreinte })),
    }),
  }),
  z.object({
    /** Recepisse scelle d'un depot lie a ce dossier, verse de lui-meme ; ses octets sont au magasin. */
    type: z.literal('recepisse-verse'),
    donnees: recepisseVerse,
  }),
  z.object({
    /** Inscrite au bureau d'ordre : `rang` est celui de la serie annuelle de la juridiction, sans trou. Un complement garde son numero. */
    type: z.literal('procedure-enregistree'),
    donnees: z.object({
      pli: z.string(),
      numero: z.string(),
      annee: z.number().int(),
      rang: z.number().int().positive(),
      juridiction: juridictionDuGreffe,
      par: agentDuGreffe,
    }),
  }),
  z.object({
    /** Rendue a l'unite, raisons cochees. */
    type: z.literal('procedure-retournee'),
    donnees: z.object({
      pli: z.string(),
      juridiction: juridictionDuGreffe,
      par: agentDuGreffe,
      remarques: z.array(remarqueDeRetour),
    }),
  }),
  z.object({
    /** Confie a un magistrat du parquet, avec une note : il le suit, les autres le voient encore. */
    type: z.literal('dossier-confie'),
    donnees: z.object({ vers: agentDuGreffe, par: agentDuGreffe, note: z.string() }),
  }),
  z.object({
    type: z.literal('arrivee-mise-de-cote'),
    donnees: z.object({ pli: z.string(), par: agentDuGreffe, motif: z.string() }),
  }),
  z.object({
    /** Cotes donnees ou changees ; `par` nul : d'office. Une cote certifiee n'y revient jamais. */
    type: z.literal('cotes-attribuees'),
    donnees: z.object({ cotes: z.array(coteDePiece), par: agentDuGreffe.nullable() }),
  }),
  z.object({
    /** Le greffier certifie : ces cotes ne changent plus ; chacune avec l'empreinte de sa piece, c'est l'inventaire scelle au journal. */
    type: z.literal('cotation-certifiee'),
    donnees: z.object({
      cotes: z.array(coteDePiece.extend({ empreinte: schemaEmpreinte })),
      par: agentDuGreffe,
    }),
  }),
  z.object({
    /** Minute d'un jugement scelle : `rang` est celui de la chambre dans l'annee du prononce, sans trou (486 CPP). */
    type: z.literal('minute-inscrite'),
    donnees: z.object({
      acteId: z.string(),
      juridiction: juridictionDuGreffe,
      chambre: z.string(),
      annee: z.number().int(),
      rang: z.number().int().positive(),
      numero: z.string(),
    }),
  }),
  z.object({
    type: z.literal('incident-constate'),
    donnees: z.object({
      id: z.string(),
      code: z.string(),
      phrase: z.string(),
      piece: z.string().nullable(),
      constatePar: z.enum(['interieur', 'justice']),
    }),
  }),
]);
export type FaitDossier = z.infer<typeof faitDossier>;

/** Flux d'un dossier, et flux des incidents qu'aucun dossier ne porte. */
export const fluxDossier = (idj: string): string => `dossier/${idj}`;
export const FLUX_INCIDENTS = 'service/incidents';

/** IDJ d'un flux de dossier ; `undefined` pour un autre flux. */
export const idjDuFlux = (flux: string): string | undefined =>
  flux.startsWith('dossier/') ? flux.slice('dossier/'.length) : undefined;
