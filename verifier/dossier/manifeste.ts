import { isIdj, refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import * as z from 'zod';

/** Un nom de fichier d'archive : ASCII, relatif, sans segment vide, `.` ni `..`. */
export const estNomSur = (nom: string): boolean =>
  /^[A-Za-z0-9._/-]{1,300}$/u.test(nom) &&
  nom.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..');

const chemin = z.string().refine(estNomSur);
const hexa = (chiffres: number) => z.string().regex(new RegExp(`^[0-9a-f]{${chiffres}}$`, 'u'));
const instant = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/u);
const taille = z.number().int().nonnegative();

/** Forme de `dossier.json` (docs/preuve.md §6). */
export const schemaManifeste = z.object({
  schema: z.literal('ppn/dossier@1'),
  service: z.enum(['interieur', 'justice']),
  idj: z.string().refine(isIdj),
  exporteA: instant,
  taille,
  fichiers: z.array(z.object({ chemin, taille, sha256: hexa(64), sha3_512: hexa(128) })).max(20_000),
  pieces: z
    .array(
      z.object({
        id: z.string().min(1).max(100),
        chemin: chemin.nullable(),
        genre: z.enum(['acte', 'piece']),
        titre: z.string().max(1_000),
        empreinte: hexa(64),
        acte: z.string().nullable(),
      }),
    )
    .max(20_000),
  plis: z
    .array(
      z.object({
        pli: z.string().min(1).max(100),
        sens: z.enum(['emis', 'recu']),
        genre: z.string().max(100),
        etat: z.enum(['accuse', 'refuse', 'en-attente']),
        chemin: chemin.nullable(),
        accuse: chemin.nullable(),
      }),
    )
    .max(20_000),
  /** Empreintes des recepisses ranges ; absent d'un export d'avant, qui n'en portait pas. */
  recepisses: z.array(hexa(64)).max(20_000).optional(),
});

/** Le manifeste d'un dossier exporte. */
export type Manifeste = z.infer<typeof schemaManifeste>;
export type PieceDuManifeste = Manifeste['pieces'][number];
export type PliDuManifeste = Manifeste['plis'][number];

/** Nom du manifeste et de son sceau. */
export const NOM_MANIFESTE = 'dossier.json';
export const NOM_SCEAU = 'dossier.json.p7s';

/** Lit et controle le manifeste ; le refus dit ou il s'ecarte de sa forme. */
export function lireManifeste(octets: Uint8Array): Result<Manifeste, string> {
  const lu = schemaManifeste.safeParse(lireJson(octets));
  if (!lu.success) return refus(`forme inattendue (${lu.error.issues[0]?.path.join('.') ?? ''})`);
  const ecart = ecartDe(lu.data);
  return ecart === undefined ? reussite(lu.data) : refus(ecart);
}

/** JSON en UTF-8 strict ; `undefined` s'il ne se lit pas. */
export function lireJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    return undefined;
  }
}

/** Les listes du manifeste doivent s'accorder entre elles. */
function ecartDe({ fichiers, pieces, plis }: Manifeste): string | undefined {
  const connus = new Map(fichiers.map((fichier) => [fichier.chemin, fichier]));
  if (connus.size !== fichiers.length) return 'un chemin y paraît deux fois';
  if (connus.has(NOM_MANIFESTE) || connus.has(NOM_SCEAU)) return 'il se liste lui-même';
  const cites = [...pieces.map((piece) => piece.chemin), ...plis.flatMap((pli) => [pli.chemin, pli.accuse])];
  const inconnu = cites.filter((cite) => cite !== null).find((cite) => !connus.has(cite));
  if (inconnu !== undefined) return `« ${inconnu} » n’est pas dans sa liste de fichiers`;
  const faussee = pieces.find(
    (piece) => piece.chemin !== null && connus.get(piece.chemin)?.sha256 !== piece.empreinte,
  );
  return faussee === undefined
    ? undefined
    : `l’empreinte de la pièce ${faussee.id} n’est pas celle de son fichier`;
}
