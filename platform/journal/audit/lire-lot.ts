import type { FaitDeLEntree, Frange, Place } from '@ppn/tlog';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { COLONNES } from '../colonnes.ts';
import { numeroDePlace } from '../sceau/lecteur.ts';

/** Une feuille gardee, et le fait qui est aujourd'hui a sa position, s'il y en a un. */
export type FeuilleAuditee = {
  readonly indice: number;
  readonly position: number;
  readonly flux: string;
  readonly version: number;
  readonly entree: Uint8Array;
  readonly empreinte: Uint8Array;
  readonly sel: Uint8Array | null;
  readonly fait: FaitDeLEntree | null;
};

/** Un lot a auditer : feuilles, noeuds complets nes d'elles, points et cosignatures signes sur elles, faits sans feuille. */
export type LotAAuditer = {
  readonly feuilles: readonly FeuilleAuditee[];
  readonly noeuds: ReadonlyMap<string, Uint8Array>;
  readonly points: readonly PointAudite[];
  readonly inserees: readonly {
    readonly position: number;
    readonly flux: string;
    readonly version: number;
  }[];
};

/** Un point et ses cosignatures. */
export type PointAudite = {
  readonly taille: number;
  readonly note: string;
  readonly cosignatures: readonly { readonly temoin: string; readonly ligne: string }[];
};

/** Cle d'un noeud dans un lot. */
export const cleDuNoeud = ({ niveau, rang }: Place): string => `${niveau}/${rang}`;

/** Lit le lot qui suit cette taille ; `position` est celle de la derniere feuille deja auditee. */
export async function lireLot(
  tx: QueryExecutorProvider,
  { taille }: Pick<Frange, 'taille'>,
  { position, parLot }: { readonly position: number; readonly parLot: number },
): Promise<LotAAuditer> {
  const feuilles = await lireFeuilles(tx, taille, parLot);
  const fin = (feuilles.at(-1)?.indice ?? taille - 1) + 1;
  const jusqua = feuilles.at(-1)?.position ?? position;
  return {
    feuilles,
    noeuds: await lireNoeuds(tx, taille, fin),
    points: await lirePoints(tx, taille, fin),
    inserees: (
      await sql<LotAAuditer['inserees'][number]>`
        select position, flux, version from fait x where position > ${position} and position <= ${jusqua}
          and not exists (select 1 from feuille f where f.position = x.position) order by position limit 100`.execute(
        tx,
      )
    ).rows,
  };
}

type Ligne = Omit<FeuilleAuditee, 'fait'> & { readonly fait: FaitDeLEntree | null };

async function lireFeuilles(
  tx: QueryExecutorProvider,
  taille: number,
  parLot: number,
): Promise<readonly FeuilleAuditee[]> {
  const { rows } = await sql<Ligne>`
    select f.indice, f.position, f.flux, f.version, f.entree, f.empreinte, x.sel, to_jsonb(x) - 'sel' - 'position' as fait
    from feuille f left join lateral (select ${COLONNES}, sel from fait where fait.position = f.position) x on true
    where f.indice >= ${taille} order by f.indice limit ${parLot}`.execute(tx);
  return rows;
}

/** Les noeuds qui se completent quand l'arbre passe de `de` a `a` feuilles. */
async function lireNoeuds(
  tx: QueryExecutorProvider,
  de: number,
  a: number,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const attendues: Place[] = [];
  for (let niveau = 1; 2 ** niveau <= a; niveau += 1)
    for (let rang = Math.floor(de / 2 ** niveau); rang < Math.floor(a / 2 ** niveau); rang += 1)
      attendues.push({ niveau, rang });
  if (attendues.length === 0) return new Map();
  const { rows } = await sql<Place & { readonly empreinte: Uint8Array }>`
    select n.niveau, n.rang, n.empreinte from noeud n where n.place = any (${attendues.map(numeroDePlace)}::bigint[])`.execute(
    tx,
  );
  return new Map(rows.map((noeud) => [cleDuNoeud(noeud), noeud.empreinte]));
}

async function lirePoints(tx: QueryExecutorProvider, de: number, a: number): Promise<readonly PointAudite[]> {
  const { rows } = await sql<PointAudite>`
    select taille, note, (select coalesce(jsonb_agg(jsonb_build_object('temoin', temoin, 'ligne', ligne)), '[]')
      from point_cosignature c where c.taille = p.taille) as cosignatures
    from point p where taille > ${de} and taille <= ${a} order by taille`.execute(tx);
  return rows;
}
