import { createHash } from 'node:crypto';
import { type Empreinte, empreinte as enEmpreinte, isEmpreinte, isUuid } from '@ppn/core';
import enJsonCanonique from 'canonicalize';
import * as z from 'zod';

const uuid = z.string().refine(isUuid);
const empreinte = z.string().refine(isEmpreinte);
const rang = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const instant = z.iso.datetime({ offset: true });
const organisation = z.string().max(40);

/** Ce qu'une depeche emporte ; `corps` : du JSON, 64 Kio au plus sous sa forme canonique. */
export type DepecheAEmettre = {
  readonly id: string;
  readonly objet: string;
  readonly genre: string;
  readonly corps: unknown;
  readonly emisA: string;
};

/** Une depeche recue, jugee du pair : `suite` est son numero d'ordre pour cet objet. */
export type Depeche = DepecheAEmettre & {
  readonly emetteur: string;
  readonly recuA: string;
  readonly suite: number;
};

/** Taille maximale du corps d'une depeche, en octets UTF-8 de JSON canonique. */
export const CORPS_MAX = 64 * 1024;

/** Une ligne du manifeste : tout ce qui voyage, sauf le corps, engage par son empreinte salee. */
export const ligneDeLot = z.object({
  id: uuid,
  rang,
  suite: z.number().int().positive().max(2_147_483_647),
  objet: z.string().min(1).max(100),
  genre: z.string().min(1).max(40),
  emisA: instant,
  empreinte,
});
export type LigneDeLot = z.infer<typeof ligneDeLot>;

/** Le manifeste d'un lot, scelle par le cachet de l'emetteur. */
export const manifeste = z.object({
  schema: z.literal('ppn/lot@1'),
  lot: uuid,
  emetteur: organisation,
  destinataire: organisation,
  scelleA: instant,
  depeches: z.array(ligneDeLot).min(1).max(200),
});
export type Manifeste = z.infer<typeof manifeste>;

/** Le sort d'une depeche : `reportee` n'est pas une fin, elle sera renvoyee ; `attendue` : la suite qui manque avant elle. */
export const sortDeDepeche = z.object({
  id: uuid,
  sort: z.enum(['acceptee', 'refusee', 'reportee']),
  motif: z.string().max(1_000).optional(),
  attendue: z.number().int().positive().optional(),
});
export type SortDeDepeche = z.infer<typeof sortDeDepeche>;

/** L'accuse d'un lot, scelle par le cachet du destinataire : le sort de chaque depeche, et l'empreinte exacte du manifeste recu. */
export const accuseDeLot = z.object({
  schema: z.literal('ppn/accuse-de-lot@1'),
  lot: uuid,
  empreinteDuLot: empreinte,
  emetteur: organisation,
  recuA: instant,
  depeches: z.array(sortDeDepeche).max(200),
});
export type AccuseDeLot = z.infer<typeof accuseDeLot>;

/** Ce qui circule : un texte scelle, sa signature CMS en base64, et (a l'aller) les corps avec leur sel. */
export const enveloppe = z.object({ texte: z.string().max(512 * 1024), cms: z.base64().max(512 * 1024) });
export const lotTransmis = enveloppe.extend({
  corps: z.array(z.object({ sel: z.string().regex(/^[0-9a-f]{32}$/), corps: z.unknown() })).max(200),
});
export type Enveloppe = z.infer<typeof enveloppe>;
export type LotTransmis = z.infer<typeof lotTransmis>;

/** Le texte JSON canonique (RFC 8785) d'une valeur. Lance si ce n'est pas du JSON. */
export function canonique(valeur: unknown): string {
  const texte = enJsonCanonique(valeur);
  if (texte === undefined) throw new TypeError('Cette valeur n’est pas du JSON.');
  return texte;
}

/** Empreinte salee d'un corps : sans son sel, un corps court (« oui ») ne se devine pas depuis son empreinte. */
export const empreinteDuCorps = (sel: string, corps: unknown): Empreinte =>
  sha256(`${sel}\n${canonique(corps)}`);

/** SHA-256 d'un texte UTF-8. */
export const sha256 = (texte: string): Empreinte =>
  enEmpreinte(createHash('sha256').update(texte, 'utf8').digest('hex'));

/** Lit du JSON venu d'ailleurs ; `undefined` s'il n'en est pas. */
export function lireJson(texte: string): unknown {
  try {
    return JSON.parse(texte);
  } catch {
    return undefined;
  }
}
