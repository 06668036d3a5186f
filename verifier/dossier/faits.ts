import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { arbreEnMemoire, entreeDuFait, hacherFeuille, lireFaitSale } from '@ppn/tlog';
import type { ArbreEnMemoire, FaitSale } from '@ppn/tlog';
import * as z from 'zod';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';

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
  const lu = lireFaitSale(ligne);
  return lu === undefined ? undefined : { ...lu, feuille: hacherFeuille(entreeDuFait(lu)) };
}

/** Vrai si les versions vont de 1 a n, sans trou, double ni desordre. */
export const versionsSuivies = ({ faits }: Suite): boolean =>
  faits.every(({ fait }, rang) => fait.version === rang + 1);

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
  /** Archives B-LTA que nomment les faits `acte-archive`, dans l'ordre, par acte. */
  readonly archives: ReadonlyMap<string, readonly { readonly empreinte: string; readonly archive: string }[]>;
  /** Preuves du pair que les faits `acte-recu` nomment : leur SHA-256, et l'empreinte de l'acte. */
  readonly preuves: readonly {
    readonly acteId: string;
    readonly empreinte: string;
    readonly preuve: string;
  }[];
  /** Recepisses que les faits `recepisse-verse` nomment, par empreinte. */
  readonly recepisses: ReadonlyMap<
    string,
    { readonly depot: string; readonly zone: string; readonly genre: string }
  >;
};

const acteNomme = z.object({ acteId: z.string(), empreinte: z.string() });
const archiveNommee = acteNomme.extend({ archive: z.string() });
const preuveNommee = acteNomme.extend({ preuve: z.string() });
const recepisseNomme = z.object({
  empreinte: z.string(),
  depot: z.string(),
  zone: z.string(),
  genre: z.string(),
});
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
    archives: Map.groupBy(
      faits
        .filter(({ fait }) => fait.type === 'acte-archive')
        .flatMap(({ fait }) => archiveNommee.safeParse(fait.donnees).data ?? []),
      ({ acteId }) => acteId,
    ),
    preuves: faits
      .filter(({ fait }) => fait.type === 'acte-recu')
      .flatMap(({ fait }) => preuveNommee.safeParse(fait.donnees).data ?? []),
    recepisses: new Map(
      faits
        .filter(({ fait }) => fait.type === 'recepisse-verse')
        .flatMap(({ fait }) => recepisseNomme.safeParse(fait.donnees).data ?? [])
        .map(({ empreinte, ...recepisse }) => [empreinte, recepisse]),
    ),
  };
}
