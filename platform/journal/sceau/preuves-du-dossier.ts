import { isIdj, refus, reussite } from '@ppn/core';
import type { Idj, Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import {
  arbreEnMemoire,
  ecrirePreuve,
  enBase64,
  entreeDuFait,
  hacherFeuille,
  lireEmpreinte,
  prouverInclusions,
  signerTete,
} from '@ppn/tlog';
import type { CleDeSignature } from '@ppn/tlog';
import { sql } from 'kysely';
import type { Kysely, QueryExecutorProvider } from 'kysely';
import { lireSuite } from './faits-sales.ts';
import type { FaitEnregistreSale } from './faits-sales.ts';
import { lecteurDeNoeuds } from './lecteur.ts';
import { pointPour } from './points.ts';
import { fluxDeLaSuite, retenirLaRemise, tetesDuPair, tetesRemises, verrouillerLesRemises } from './tetes.ts';
import type { TeteGardee } from './tetes.ts';

/** Une ligne de `coherences.json` (docs/preuve.md §6). */
export type CoherenceEcrite = { readonly de: number; readonly a: number; readonly preuve: readonly string[] };

/** Une suite annexe du dossier : les faits d'un autre flux, chacun avec sa preuve d'inclusion. */
export type SuiteAnnexe = Pick<PreuvesDuDossier, 'faits' | 'preuves'> & { readonly flux: string };

/** Tout ce qui prouve un dossier, pret a ecrire dans l'export (docs/preuve.md §6). */
export type PreuvesDuDossier = {
  readonly faits: readonly FaitEnregistreSale[];
  /** Une preuve d'inclusion C2SP par fait, dans l'ordre des versions. */
  readonly preuves: readonly { readonly version: number; readonly texte: string }[];
  /** Suites des flux demandes en plus (registres de garde a vue), prouvees par le meme point. */
  readonly annexes: readonly SuiteAnnexe[];
  readonly tete: string;
  readonly tetes: readonly TeteGardee[];
  readonly coherences: readonly CoherenceEcrite[];
  /** Le point auquel se rapportent les preuves, cosignatures comprises, et son jeton RFC 3161 s'il l'a. */
  readonly point: string;
  readonly jeton: Uint8Array | null;
  readonly pair: { readonly tetes: readonly TeteGardee[]; readonly coherences: readonly CoherenceEcrite[] };
};

/** De quel dossier, et qui signe la tete. `annexes` : flux a prouver avec lui. */
export type DemandeDePreuves = {
  readonly idj: Idj;
  readonly service: string;
  readonly cle: CleDeSignature;
  readonly annexes?: readonly string[];
};

/** Pourquoi un dossier ne se prouve pas encore : aucun fait, ou un fait que le sequenceur n'a pas scelle (reessayer dans la seconde). */
export type RefusDePreuves = 'dossier-inconnu' | 'journal-en-retard';

/** Reunit les preuves d'un dossier ; sa tete est retenue comme remise, au meme titre que celle d'un pli. */
export function preuvesDuDossier<T>(
  db: Kysely<T>,
  demande: DemandeDePreuves,
): Promise<Result<PreuvesDuDossier, RefusDePreuves>> {
  return dansUneTransaction(db, async (tx) => {
    await verrouillerLesRemises(tx, demande.idj);
    const reunies = await reunir(tx, demande);
    if (reunies.ok)
      await retenirLaRemise(tx, demande.idj, {
        taille: reunies.valeur.faits.length,
        note: reunies.valeur.tete,
      });
    return reunies;
  });
}

async function reunir(
  tx: QueryExecutorProvider,
  { idj, service, cle, annexes = [] }: DemandeDePreuves,
): Promise<Result<PreuvesDuDossier, RefusDePreuves>> {
  const faits = isIdj(idj) ? await lireSuite(tx, fluxDeLaSuite(idj)) : [];
  if (faits.length === 0) return refus('dossier-inconnu');
  const suites = await lireLesAnnexes(tx, annexes);
  const indices = await indicesDe(tx, [...faits, ...suites.flatMap(({ faits: siens }) => siens)]);
  const point = indices && (await pointPour(tx, Math.max(...indices) + 1));
  if (indices === undefined || point === undefined) return refus('journal-en-retard');
  const arbre = arbreEnMemoire(faits.map(entreeDuFait).map(hacherFeuille));
  const tetes = (await tetesRemises(tx, idj)).filter(({ taille }) => taille <= faits.length);
  const inclusions = await prouverInclusions(lecteurDeNoeuds(tx), indices, point.taille);
  const textes = inclusions.map((preuve, rang) =>
    ecrirePreuve({ index: indices[rang] ?? 0, preuve, point: point.note }),
  );
  return reussite({
    faits,
    preuves: numeroter(faits, textes.splice(0, faits.length)),
    annexes: suites.map(({ flux, faits: siens }) => ({
      flux,
      faits: siens,
      preuves: numeroter(siens, textes.splice(0, siens.length)),
    })),
    tete: signerTete({ service, idj, taille: faits.length, racine: arbre.racine() }, cle),
    tetes,
    coherences: tetes.map(({ taille: de }) => ({
      de,
      a: faits.length,
      preuve: arbre.coherence(de).map(enBase64),
    })),
    point: point.note,
    jeton: point.jeton,
    pair: await teteEtCoherencesDuPair(tx, idj),
  });
}

async function lireLesAnnexes(
  tx: QueryExecutorProvider,
  annexes: readonly string[],
): Promise<readonly Pick<SuiteAnnexe, 'flux' | 'faits'>[]> {
  const suites: Pick<SuiteAnnexe, 'flux' | 'faits'>[] = [];
  for (const flux of annexes) suites.push({ flux, faits: await lireSuite(tx, flux) });
  return suites;
}

const numeroter = (
  faits: readonly FaitEnregistreSale[],
  textes: readonly string[],
): PreuvesDuDossier['preuves'] =>
  faits.map(({ fait: { version } }, rang) => ({ version, texte: textes[rang] ?? '' }));

/** L'indice de la feuille de chaque fait ; `undefined` si l'un n'en a pas encore. */
async function indicesDe(
  tx: QueryExecutorProvider,
  faits: readonly FaitEnregistreSale[],
): Promise<readonly number[] | undefined> {
  const positions = faits.map(({ fait }) => fait.position);
  const { rows } = await sql<{ position: number; indice: number }>`
    select position, indice from feuille where position = any (${positions}::bigint[])`.execute(tx);
  const parPosition = new Map(rows.map(({ position, indice }) => [position, indice]));
  const indices = positions.map((position) => parPosition.get(position));
  return indices.every((indice) => indice !== undefined) ? indices : undefined;
}

/** Les tetes du pair, et la preuve de chacune vers la plus grande, telle que le pair l'a donnee avec celle-ci. */
async function teteEtCoherencesDuPair(
  tx: QueryExecutorProvider,
  idj: string,
): Promise<PreuvesDuDossier['pair']> {
  const gardees = await tetesDuPair(tx, idj);
  const grande = gardees.at(-1);
  if (grande === undefined) return { tetes: [], coherences: [] };
  const tailles = new Set(gardees.map(({ taille }) => taille));
  return {
    tetes: gardees.map(({ taille, note }) => ({ taille, note })),
    coherences: [
      ...grande.coherence
        .filter(({ de, preuve }) => tailles.has(de) && preuve.every((noeud) => lireEmpreinte(noeud)))
        .map(({ de, preuve }) => ({ de, a: grande.taille, preuve })),
      { de: grande.taille, a: grande.taille, preuve: [] },
    ],
  };
}
