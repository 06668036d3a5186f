import { createHash } from 'node:crypto';
import {
  clesEnService,
  lireTete,
  memesOctets,
  nomDuJournal,
  origineDeLaTete,
  verifierCoherence,
  verifierTete,
} from '@ppn/tlog';
import type { ClePublique, Tete } from '@ppn/tlog';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Suite } from './faits.ts';

/** Une tete a juger : d'ou elle vient, son texte, et l'instant de ce qui la porte (ISO 8601 UTC). */
export type TeteAJuger = { readonly source: string; readonly texte: string; readonly porteeA: string };

/** Ce avec quoi les tetes se jugent. `suite` : absente si les faits sont illisibles. */
export type ContexteDeTetes = {
  readonly service: string;
  readonly pair: string;
  readonly idj: string;
  readonly cles: readonly ClePublique[];
  readonly suite?: Suite;
};

/** SHA-256 hexa du texte d'une tete, tel que le porte un accuse. */
export const empreinteDeTete = (texte: string): string => createHash('sha256').update(texte).digest('hex');

type Jugee = { readonly tete?: Tete; readonly constats: readonly Constat[] };

/** Signature et dossier d'une tete ; son service doit etre `service`, ou l'un des deux s'il n'est pas donne. */
function jugerSeule(contexte: ContexteDeTetes, a: TeteAJuger, service?: string): Jugee {
  const lue = lireTete(a.texte);
  const attendus = service === undefined ? [contexte.service, contexte.pair] : [service];
  if (lue === undefined || !attendus.includes(lue.service))
    return { constats: [fausse(a, 'elle ne se lit pas, ou n’est pas du service attendu')] };
  const cles = clesEnService(contexte.cles, {
    du: contexte.suite?.faits[lue.taille - 1]?.fait.enregistreA,
    au: a.porteeA,
  });
  const verifiee = verifierTete(a.texte, cles);
  if (!verifiee.ok)
    return {
      constats: [fausse(a, `sa signature par la clé de ${nomDuJournal(lue.service)} n’est pas bonne`)],
    };
  if (lue.idj === contexte.idj) return { tete: lue, constats: [] };
  return { constats: [constat('autre-dossier', a.source, `${a.source} est celle du dossier ${lue.idj}`)] };
}

const fausse = (a: TeteAJuger, raison: string): Constat =>
  constat('tete-fausse', a.source, `${a.source} est fausse : ${raison}`);

/** Juge la tete finale : signature, dossier, taille et racine recalculee. Sans faute, rend la tete. */
export function jugerTeteFinale(contexte: ContexteDeTetes, a: TeteAJuger): Jugee {
  const { tete, constats } = jugerSeule(contexte, a, contexte.service);
  const { suite } = contexte;
  if (tete === undefined || suite === undefined) return { constats };
  const juste = memesOctets(suite.arbre.racine(), tete.racine);
  const suites = [
    ...(tete.taille === suite.faits.length
      ? []
      : [
          constat(
            'suite-rompue',
            'faits',
            `la tête compte ${tete.taille} faits, l’archive en porte ${suite.faits.length}`,
          ),
        ]),
    ...(juste ? [] : [fausse(a, 'sa racine n’est pas celle des faits de l’archive')]),
  ];
  return suites.length === 0 ? { tete, constats } : { constats: suites };
}

/** Juge les tetes deja remises par ce service : chacune doit etre un debut exact de la suite. */
export function jugerTetesRemises(
  contexte: ContexteDeTetes,
  tetes: readonly TeteAJuger[],
): readonly Constat[] {
  return tetes.flatMap((a) => {
    const { tete, constats } = jugerSeule(contexte, a, contexte.service);
    return tete === undefined ? constats : prefixe(contexte, a, tete);
  });
}

function prefixe({ suite }: ContexteDeTetes, a: TeteAJuger, tete: Tete): readonly Constat[] {
  if (suite === undefined) return [];
  if (tete.taille > suite.faits.length)
    return [
      constat(
        'tete-incoherente',
        a.source,
        `${a.source} compte ${tete.taille} faits, l’archive n’en porte que ${suite.faits.length} : il en manque`,
      ),
    ];
  if (memesOctets(suite.arbre.racine(tete.taille), tete.racine)) return [];
  return [
    constat(
      'tete-incoherente',
      a.source,
      `${a.source} (${tete.taille} faits) ne correspond pas aux faits de l’archive : ils ont été changés depuis`,
    ),
  ];
}

/** Juge les tetes recues de l'autre service : signees, du meme dossier, et d'accord entre elles a taille egale. */
export function jugerTetesDuPair(
  contexte: ContexteDeTetes,
  tetes: readonly TeteAJuger[],
): { readonly constats: readonly Constat[]; readonly tetes: readonly Tete[] } {
  const jugees = tetes.map((a) => ({ a, ...jugerSeule(contexte, a, contexte.pair) }));
  const vues = new Map<number, Tete>();
  const ecarts: Constat[] = [];
  for (const { a, tete } of jugees) {
    if (tete === undefined) continue;
    const vue = vues.get(tete.taille);
    if (vue !== undefined && !memesOctets(vue.racine, tete.racine))
      ecarts.push(
        constat(
          'tete-incoherente',
          a.source,
          `deux têtes de l’autre service, de ${tete.taille} faits, se contredisent`,
        ),
      );
    vues.set(tete.taille, tete);
  }
  return {
    constats: [...jugees.flatMap(({ constats }) => constats), ...ecarts],
    tetes: jugees.flatMap(({ tete }) => tete ?? []),
  };
}

/** Une preuve de coherence lue : de quelle taille a quelle taille. */
export type PreuveDeCoherence = {
  readonly de: number;
  readonly a: number;
  readonly preuve: readonly Uint8Array[];
};

/** Chaque tete gardee doit avoir sa preuve de coherence avec la derniere. */
export function jugerCoherences(
  gardees: readonly { readonly source: string; readonly tete: Tete }[],
  derniere: Tete,
  preuves: readonly PreuveDeCoherence[],
): readonly Constat[] {
  return gardees
    .filter(
      ({ tete }) =>
        !preuves.some(
          ({ de, a, preuve }) =>
            de === tete.taille &&
            a === derniere.taille &&
            verifierCoherence({ de, racineDe: tete.racine, a, racineA: derniere.racine, preuve }),
        ),
    )
    .map(({ source }) =>
      constat(
        'tete-incoherente',
        source,
        `${source} n’a pas de preuve juste qu’elle se prolonge jusqu’à la dernière`,
      ),
    );
}

/** De quel service et de quel dossier une tete tenue ailleurs se dit. */
export const origineDe = (texte: string): string | undefined => {
  const lue = lireTete(texte);
  return lue === undefined ? undefined : origineDeLaTete(lue.service, lue.idj);
};
