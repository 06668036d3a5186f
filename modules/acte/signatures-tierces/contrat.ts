import { schemaEmpreinte, schemaHorodate } from '@ppn/dossier/contract';
import * as z from 'zod';
import { PLACES_DE_SIGNATAIRE } from '../domain/recueil-des-signatures.ts';
import { DUREE_MAX_MS, HAUTEUR, LARGEUR, POINTS_MAX, TRAITS_MAX } from '../domain/traces.ts';

/** Place d'un signataire dans l'acte, et identite telle qu'elle est dite (A.53-4 CPP). */
export const placeDeSignataire = z.enum(PLACES_DE_SIGNATAIRE);
export const identiteDeSignataire = z.enum(['constatee', 'presumee', 'inconnue']);

const motif = z.string().trim().max(500, 'Ce motif dépasse 500 caractères.').default('');

/** Une signature manuscrite recueillie sous forme numerique, ou ce qui en tient lieu (D.589-4 CPP). Les traces bruts ne partent jamais : leur empreinte seule. */
export const signatureTierce = z.object({
  place: placeDeSignataire,
  nom: z.string().max(700),
  qualite: z.string().max(200),
  identite: identiteDeSignataire,
  issue: z.discriminatedUnion('etat', [
    z.object({
      etat: z.literal('signee'),
      a: schemaHorodate,
      traces: schemaEmpreinte,
      image: schemaEmpreinte,
    }),
    z.object({ etat: z.enum(['refus', 'impossibilite']), a: schemaHorodate, motif }),
  ]),
});
export type SignatureTierce = z.infer<typeof signatureTierce>;

/** Nom, dans le PDF, de l'image d'une signature. */
export const nomDeLImage = (place: z.infer<typeof placeDeSignataire>): string => `signature-${place}.svg`;

/** Une image et sa legende, ou un texte : les blocs du PDF, tels que la tablette les montre. */
const texte = z.object({ type: z.enum(['paragraphe', 'mention']), texte: z.string() });
export const blocLu = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('titre'),
    niveau: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    texte: z.string(),
  }),
  texte,
  z.object({
    type: z.literal('champs'),
    champs: z.array(z.object({ libelle: z.string(), valeur: z.string() })),
  }),
  z.object({ type: z.literal('question'), question: z.string(), reponse: z.string() }),
  z.object({ type: z.literal('liste'), elements: z.array(z.string()) }),
  z.object({
    type: z.literal('tableau'),
    entetes: z.array(z.string()),
    lignes: z.array(z.array(z.string())),
  }),
  z.object({ type: z.literal('image'), cle: z.string(), legende: z.string(), alternative: z.string() }),
]);

const point = z.tuple([
  z.int().min(0).max(LARGEUR),
  z.int().min(0).max(HAUTEUR),
  z.int().min(0).max(1_000),
  z.int().min(0).max(DUREE_MAX_MS),
]);

/** Traces d'une signature : x, y, pression, temps (ms), entiers, dans le cadre. */
export const traces = z.object({
  outil: z.enum(['stylet', 'doigt', 'souris']),
  traits: z.array(z.array(point).max(POINTS_MAX)).max(TRAITS_MAX),
});

/** Un signataire attendu, et ce qu'on a recueilli de lui. `image` : dessin SVG de sa signature. */
const signataireVu = z.object({
  place: placeDeSignataire,
  nom: z.string(),
  qualite: z.string(),
  identite: identiteDeSignataire,
  issue: z
    .object({
      etat: z.enum(['signee', 'refus', 'impossibilite']),
      a: z.string(),
      motif: z.string(),
      image: z.string().nullable(),
    })
    .nullable(),
});

/** Etat du recueil, tel que l'agent le voit vivre. */
export const recueilVu = z.object({
  /** `gele` : fige pour la signature de l'agent ; `reprendre` rouvre le recueil. */
  etat: z.enum(['brouillon', 'gele', 'signature-recue', 'a-cosigner']),
  signataires: z.array(signataireVu),
  remise: z.object({ etat: z.enum(['code-donne', 'tablette-ouverte']), expireA: z.string() }).nullable(),
  /** Signatures que le dernier changement de l'acte a annulees. */
  annulation: z.object({ nombre: z.int(), a: z.string(), raison: z.string() }).nullable(),
});
export type RecueilVu = z.infer<typeof recueilVu>;

/** L'acte a lire et a signer sur la tablette. */
export const lectureSurTablette = z.object({
  titre: z.string(),
  enTete: z.array(z.string()),
  reference: z.string(),
  blocs: z.array(blocLu),
  agent: z.string(),
  expireA: z.string(),
  signataires: z.array(signataireVu.omit({ issue: true }).extend({ fait: z.boolean() })),
});
export type LectureSurTablette = z.infer<typeof lectureSurTablette>;

const mention = z.object({ etat: z.enum(['refus', 'impossibilite']), motif });

/** Recueil des signatures manuscrites, cote agent : sous sa session, pour les actes qu'il redige. */
export const contratSignatures = {
  'GET /api/dossiers/:idj/actes/:acteId/signatures': {
    resume: 'Signatures manuscrites attendues et recueillies d’un acte en rédaction.',
    reponses: { 200: recueilVu },
  },
  'POST /api/dossiers/:idj/actes/:acteId/remise': {
    resume: 'Remet l’acte à une tablette : rend un code à usage unique, valable quinze minutes.',
    reponses: { 201: z.object({ code: z.string(), adresse: z.string(), expireA: z.string() }) },
  },
  'DELETE /api/dossiers/:idj/actes/:acteId/remise': {
    resume: 'Reprend l’acte à la tablette : ni code ni tablette n’ouvrent plus rien.',
    reponses: { 204: z.undefined() },
  },
  'PUT /api/dossiers/:idj/actes/:acteId/signatures/:place': {
    resume: 'Dit l’identité d’un signataire, ou mentionne son refus ou son impossibilité de signer.',
    corps: z.object({ identite: identiteDeSignataire, mention: mention.nullable().default(null) }),
    reponses: { 200: recueilVu },
  },
  'DELETE /api/dossiers/:idj/actes/:acteId/signatures/:place': {
    resume: 'Annule ce qui est recueilli d’un signataire, tant que l’acte n’est pas figé.',
    reponses: { 200: recueilVu },
  },
  'POST /api/dossiers/:idj/actes/:acteId/reprise': {
    resume: 'Reprend un acte figé et pas encore signé par l’agent : la signature préparée ne vaut plus.',
    reponses: { 200: recueilVu },
  },
} as const;

/** La tablette : aucune session ; le code ouvre, le jeton (`Authorization: Bearer`) ne lit et ne signe qu'un acte. */
export const contratTablette = {
  'POST /api/tablette': {
    resume: 'Ouvre la lecture d’un acte par son code ; rend un jeton court, une seule fois.',
    ouvert: true,
    corps: z.object({ code: z.string().max(40) }),
    reponses: { 201: z.object({ jeton: z.string(), lecture: lectureSurTablette }) },
  },
  'POST /api/tablette/signature': {
    resume: 'Signe l’acte lu sur la tablette.',
    ouvert: true,
    corps: z.object({
      place: placeDeSignataire,
      lu: z.literal(true, { error: 'Confirmez avoir lu l’acte avant de signer.' }),
      traces,
    }),
    reponses: { 200: z.object({ reste: z.number().int() }) },
  },
  'POST /api/tablette/mention': {
    resume: 'Dit sur la tablette que la personne refuse, ou ne peut pas signer.',
    ouvert: true,
    corps: mention.extend({ place: placeDeSignataire }),
    reponses: { 200: z.object({ reste: z.number().int() }) },
  },
} as const;
