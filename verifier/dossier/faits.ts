import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { arbreEnMemoire, deBase64, entreeDuFait, hacherFeuille } from '@ppn/tlog';
import type { ArbreEnMemoire, FaitSale } from '@ppn/tlog';
import * as z from 'zod';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';

const ENREGISTRE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/u;
const texte = z.string().refine((valeur) => valeur.isWellFormed());

const ligneDeFait = z.strictObject({
  sel: z.string(),
  fait: z.strictObject({
    auteur: texte,
    donnees: z.record(texte, z.unknown()).refine(sansNombreInexact),
    enregistreA: z.string().regex(ENREGISTRE),
    flux: texte,
    survenuA: texte,
    type: texte,
    version: z.number().int().positive(),
  }),
});

/** Seuls les entiers d'au plus 53 bits s'ecrivent partout pareil (RFC 8785 §3.2.2.3). */
function sansNombreInexact(valeur: unknown): boolean {
  if (typeof valeur === 'number') return Number.isSafeInteger(valeur);
  if (typeof valeur === 'string') return valeur.isWellFormed();
  return typeof valeur !== 'object' || valeur === null || Object.values(valeur).every(sansNombreInexact);
}

/** Un fait de la suite, avec l'empreinte de sa feuille. */
export type FaitLu = FaitSale & { readonly feuille: Uint8Array };

/** La suite d'un dossier : ses faits dans l'ordre du fichier, et son arbre. */
export type Suite = { readonly faits: readonly FaitLu[]; readonly arbre: ArbreEnMemoire };

/** Lit `faits.jsonl` ; le refus nomme la premiere ligne illisible. */
export function lireSuite(octets: Uint8Array): Result<Suite, string> {
  const lignes = decoder(octets)?.split('\n');
  if (lignes === undefined) return refus('ce n’est pas un texte UTF-8');
  if (lignes.pop() !== '') return refus('sa dernière ligne n’est pas finie');
  const faits: FaitLu[] = [];
  for (const [rang, ligne] of lignes.entries()) {
    const fait = lireLigne(ligne);
    if (fait === undefined) return refus(`la ligne ${rang + 1} n’a pas la forme d’un fait`);
    faits.push(fait);
  }
  return reussite({ faits, arbre: arbreEnMemoire(faits.map(({ feuille }) => feuille)) });
}

function decoder(octets: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}

function lireLigne(ligne: string): FaitLu | undefined {
  try {
    const lue = ligneDeFait.safeParse(JSON.parse(ligne));
    const sel = deBase64(lue.data?.sel ?? '');
    if (lue.data === undefined || sel?.length !== 32) return undefined;
    const { fait } = lue.data;
    return { sel, fait, feuille: hacherFeuille(entreeDuFait({ sel, fait })) };
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw cause;
  }
}

/** Les versions vont de 1 a n, sans trou, double ni desordre, toutes du meme dossier ; `taille` : celle du manifeste. */
export function jugerSuite(
  { faits }: Suite,
  attendu: { readonly idj: string; readonly taille: number },
): readonly Constat[] {
  const ecart = faits.findIndex(({ fait }, rang) => fait.version !== rang + 1);
  const etranger = faits.find(({ fait }) => fait.flux !== `dossier/${attendu.idj}`);
  return [
    ...(ecart < 0
      ? []
      : [
          constat(
            'suite-rompue',
            `fait ${ecart + 1}`,
            `le fait n° ${ecart + 1} manque ou n’est pas à sa place`,
          ),
        ]),
    ...(faits.length === attendu.taille
      ? []
      : [
          constat(
            'suite-rompue',
            'faits',
            `le manifeste annonce ${attendu.taille} faits, l’archive en porte ${faits.length}`,
          ),
        ]),
    ...(etranger === undefined
      ? []
      : [
          constat(
            'autre-dossier',
            `fait ${etranger.fait.version}`,
            `le fait n° ${etranger.fait.version} est celui d’un autre dossier`,
          ),
        ]),
  ];
}

/** L'acte qui ordonne un retrait. */
export type Ordre = { readonly acteId: string; readonly numero: number };

/** Ce que les faits nomment : actes (identifiant et empreintes), pieces retirees par un ordre, plis et leur sort. */
export type Nommes = {
  readonly actes: ReadonlyMap<string, readonly string[]>;
  /** Piece retiree -> l'acte qui l'ordonne. */
  readonly retirees: ReadonlyMap<string, Ordre>;
  readonly emis: ReadonlySet<string>;
  readonly recus: ReadonlySet<string>;
  readonly accuses: ReadonlySet<string>;
  readonly refuses: ReadonlySet<string>;
};

const acteNomme = z.object({ acteId: z.string(), empreinte: z.string() });
const pliNomme = z.object({ pli: z.string() });
const retrait = z.object({
  piece: z.string(),
  ordre: z.object({ acteId: z.string(), numero: z.number(), empreinte: z.string() }),
});

/** Recense ce que nomment les faits ; un fait d'un type inconnu ne nomme rien. */
export function nommes({ faits }: Suite): Nommes {
  const plis = (...types: readonly string[]): ReadonlySet<string> =>
    new Set(
      faits
        .filter(({ fait }) => types.includes(fait.type))
        .flatMap(({ fait }) => pliNomme.safeParse(fait.donnees).data?.pli ?? []),
    );
  const actes = new Map<string, string[]>();
  for (const { fait } of faits) {
    if (fait.type !== 'acte-scelle' && fait.type !== 'acte-recu') continue;
    const { data } = acteNomme.safeParse(fait.donnees);
    if (data !== undefined) actes.set(data.acteId, [...(actes.get(data.acteId) ?? []), data.empreinte]);
  }
  // Un retrait ne vaut que par l'acte qui l'ordonne, lui-meme au dossier : sans lui, la piece manque.
  const retraits = faits
    .filter(({ fait }) => fait.type === 'piece-retiree')
    .flatMap(({ fait }) => retrait.safeParse(fait.donnees).data ?? [])
    .filter(({ ordre }) => actes.get(ordre.acteId)?.includes(ordre.empreinte));
  return {
    actes,
    retirees: new Map(retraits.map(({ piece, ordre }) => [piece, ordre])),
    emis: plis('pli-emis', 'pli-accuse', 'pli-refuse'),
    recus: plis('pli-recu'),
    accuses: plis('pli-accuse'),
    refuses: plis('pli-refuse'),
  };
}
