import { isEmpreinte, isUuid } from '@ppn/core';
import * as z from 'zod';

const empreinte = z.string().refine(isEmpreinte);
const uuid = z.string().refine(isUuid);

/** Nom d'une piece dans le conteneur : ASCII, sans remontee de dossier. */
const nomDePiece = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*\/[A-Za-z0-9][A-Za-z0-9._-]*$/)
  .max(200);

/** Une piece annoncee. `externe` : trop grande pour le conteneur, ses octets voyagent a part, lies par leur empreinte. */
export const pieceAnnoncee = z.object({
  nom: nomDePiece,
  empreinte,
  taille: z.number().int().nonnegative(),
  typeMime: z.string().max(100),
  role: z.string().max(40),
  externe: z.boolean(),
});
export type PieceAnnoncee = z.infer<typeof pieceAnnoncee>;

/** Une tete de dossier (note signee), et les preuves qu'elle prolonge celles deja remises (docs/preuve.md §4, §5). */
const tete = z.string().max(4_096);
const coherence = z
  .array(
    z.object({
      de: z.number().int().positive(),
      preuve: z.array(z.string().max(44)).max(63),
    }),
  )
  .max(500);

/** Bordereau d'un pli, premiere piece du conteneur ASiC-E : qui envoie quoi a qui, et l'empreinte de chaque piece. */
export const bordereau = z.object({
  schema: z.literal('ppn/bordereau@1'),
  pli: uuid,
  /** Numero d'ordre chez l'emetteur ; absent des plis d'avant le rapprochement. */
  rang: z.number().int().positive().optional(),
  genre: z.string().max(40),
  objet: z.string().max(100),
  emetteur: z.string().max(40),
  destinataire: z.string().max(40),
  emisA: z.iso.datetime({ offset: true }),
  /** Pieces, puis leurs preuves (role `preuve`, docs/preuve.md §5.1). */
  pieces: z.array(pieceAnnoncee).max(10_000),
  message: z.unknown(),
  /** Absente des plis d'avant les tetes, et des plis sans dossier. */
  tete: tete.optional(),
  coherence: coherence.optional(),
});
export type Bordereau = z.infer<typeof bordereau>;

/** Accuse de reception, scelle par le destinataire : le sort du pli, et l'empreinte exacte de ce qui a ete recu. */
export const accuse = z.object({
  schema: z.literal('ppn/accuse@1'),
  pli: uuid,
  empreinteDuPli: empreinte,
  emetteur: z.string().max(40),
  objet: z.string().max(100),
  verdict: z.enum(['integre', 'refuse']),
  motifs: z.array(z.string().max(1_000)).max(200),
  recuA: z.iso.datetime({ offset: true }),
  /** SHA-256 du texte de la tete recue ; tete d'ici avant integration, si le dossier y est deja connu. */
  teteRecue: empreinte.optional(),
  tete: tete.optional(),
  coherence: coherence.optional(),
});
export type Accuse = z.infer<typeof accuse>;

/** Role des preuves qu'un pli joint a ses pieces : elles ne comptent pas parmi elles. */
export const ROLE_PREUVE = 'preuve';

/** Nom du bordereau et de l'accuse dans leur conteneur. */
export const NOM_BORDEREAU = 'pli/bordereau.json';
export const NOM_ACCUSE = 'pli/accuse.json';
