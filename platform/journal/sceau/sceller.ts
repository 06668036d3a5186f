import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { agrandir, entreeDuFait, hacherFeuille, racineDeFrange, signerPoint } from '@ppn/tlog';
import type { CleDeSignature, Frange, Noeud } from '@ppn/tlog';
import { sql } from 'kysely';
import type { Kysely, Transaction } from 'kysely';
import { lireASceller } from './faits-sales.ts';
import { frangeDe } from './lecteur.ts';

/** Le sequenceur : la base, la cle du journal, la taille d'un lot. `memoire` evite de relire la frange a chaque lot. */
export type Sequenceur<T> = {
  readonly db: Kysely<T>;
  readonly cle: CleDeSignature;
  readonly parLot?: number;
  readonly memoire?: { frange?: Frange };
};

/** Ce qu'un lot a fait : nombre de feuilles, taille du journal apres lui. `occupe` : un autre processus scelle. */
export type LotScelle = { readonly feuilles: number; readonly taille: number } | 'occupe';

/** Verrou du sequenceur : un seul par base, tenu le temps d'un lot. */
const VERROU = 7_206_020;

/**
 * Scelle le lot suivant : feuilles, noeuds et point signe, en une transaction. Ne depasse jamais l'horizon : l'ordre des
 * feuilles est celui des positions. Mort n'importe ou, rien n'est ecrit ou tout l'est.
 */
export function scellerUnLot<T>(sequenceur: Sequenceur<T>): Promise<LotScelle> {
  return dansUneTransaction(sequenceur.db, async (tx) => {
    const { rows } = await sql<{
      pris: boolean;
    }>`select pg_try_advisory_xact_lock(${VERROU}) as pris`.execute(tx);
    return rows[0]?.pris === true ? avancer(tx, sequenceur) : 'occupe';
  });
}

async function avancer<T>(
  tx: Transaction<T>,
  { cle, parLot = 500, memoire = {} }: Sequenceur<T>,
): Promise<LotScelle> {
  const etat = await derniereFeuille(tx);
  const faits = await lireASceller(tx, etat.position, parLot);
  if (faits.length === 0) return { feuilles: 0, taille: etat.taille };
  const avant = memoire.frange?.taille === etat.taille ? memoire.frange : await frangeDe(tx, etat.taille);
  const entrees = faits.map(entreeDuFait);
  const { frange, noeuds } = agrandir(avant, entrees.map(hacherFeuille));
  const lignes = faits.map(({ fait }, rang) => ({
    ...fait,
    indice: etat.taille + rang,
    entree: entrees[rang],
  }));
  await ecrireFeuilles(tx, lignes, noeuds);
  await etape('journal.feuilles-ecrites');
  const note = signerPoint({ origine: cle.nom, taille: frange.taille, racine: racineDeFrange(frange) }, cle);
  await sql`insert into point (taille, note) values (${frange.taille}, ${note})`.execute(tx);
  memoire.frange = frange;
  return { feuilles: faits.length, taille: frange.taille };
}

/** Taille du journal, et position du dernier fait scelle. */
async function derniereFeuille<T>(
  tx: Transaction<T>,
): Promise<{ readonly taille: number; readonly position: number }> {
  const { rows } = await sql<{ taille: number; position: number }>`
    select indice + 1 as taille, position from feuille order by indice desc limit 1`.execute(tx);
  return rows[0] ?? { taille: 0, position: 0 };
}

type LigneDeFeuille = {
  readonly indice: number;
  readonly position: number;
  readonly flux: string;
  readonly version: number;
  readonly entree: Uint8Array | undefined;
};

async function ecrireFeuilles<T>(
  tx: Transaction<T>,
  lignes: readonly LigneDeFeuille[],
  noeuds: readonly Noeud[],
): Promise<void> {
  const feuilles = noeuds.filter(({ niveau }) => niveau === 0);
  const dessus = noeuds.filter(({ niveau }) => niveau > 0);
  await sql`insert into feuille (indice, position, flux, version, entree, empreinte)
    select * from unnest(${lignes.map(({ indice }) => indice)}::bigint[], ${lignes.map(({ position }) => position)}::bigint[],
      ${lignes.map(({ flux }) => flux)}::text[], ${lignes.map(({ version }) => version)}::int[],
      ${lignes.map(({ entree }) => entree)}::bytea[], ${feuilles.map(({ empreinte }) => empreinte)}::bytea[])`.execute(
    tx,
  );
  await sql`insert into noeud (niveau, rang, empreinte)
    select * from unnest(${dessus.map(({ niveau }) => niveau)}::smallint[], ${dessus.map(({ rang }) => rang)}::bigint[],
      ${dessus.map(({ empreinte }) => empreinte)}::bytea[])`.execute(tx);
}
