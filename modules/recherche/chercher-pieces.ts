import { type RawBuilder, sql } from 'kysely';
import type { Filtres } from './contract.ts';
import type { Candidate, Curseur } from './domain/curseur.ts';
import { poidsDe, type TermeLu } from './domain/requete.ts';
import type { Tx } from './tables.ts';

/** Pieces classees par recherche : les plus recentes qui repondent. Au-dela, les comptes sont « au moins ». */
export const CANDIDATES_MAX = 500;

/** Une recherche de pieces : ou, avec quels mots, resserree comment, et apres laquelle (tri par date). */
export type RechercheDePieces = {
  readonly portee: string;
  readonly colonne: 'unite' | 'juridiction';
  readonly requete: string;
  /** Recherche elargie : ce que tous les mots donnent ; ces pieces passent devant. */
  readonly exacte?: string;
  readonly termes: readonly TermeLu[];
  readonly filtres: Filtres;
  readonly depuis: Curseur | undefined;
};

/**
 * Les pieces qui repondent, notees, `CANDIDATES_MAX` + 1 au plus. Rien a chercher et rien pour resserrer : aucune. La note d'un mot
 * croit avec ses occurrences (sature), sa rarete et sa place (titre, premieres lignes) ; des mots proches pesent davantage.
 */
export async function chercherPieces(tx: Tx, recherche: RechercheDePieces): Promise<readonly Candidate[]> {
  const { portee, colonne, requete, filtres, depuis } = recherche;
  const conditions = [
    ...(requete === '' ? [] : [sql`p.mots @@ ${requete}::tsquery`]),
    ...resserrer(portee, filtres),
  ];
  if (conditions.length === 0) return [];
  const suite = depuis
    ? [sql`(p.versee, p.piece) < (${depuis.quand}::timestamptz, ${depuis.piece}::uuid)`]
    : [];
  const { rows } = await sql<Candidate>`
    select c.idj, c.piece, c.type, c.versee::text as quand, d.etat, r.unite, r.unite_libelle, r.natinf, ${note(recherche)} as note
    from (
      select p.idj, p.piece from recherche_piece p
      where p.portee = ${portee} and ${sql.join([...conditions, ...suite], sql` and `)}
      order by p.versee desc, p.piece desc limit ${CANDIDATES_MAX + 1}
    ) v
    join recherche_piece c on c.idj = v.idj and c.piece = v.piece
    join dossier d on d.idj = c.idj and d.${sql.ref(colonne)} = ${portee}
    join recherche_dossier r on r.idj = c.idj
    order by c.versee desc, c.piece desc`.execute(tx);
  return rows;
}

/** Plus que toute note : une piece qui porte tous les mots passe devant. */
const DEVANT = 1_000;

/** Ce que pese la proximite des mots entre eux. */
const PROCHES = 2;

/** Poids des lettres de rang : D le corps, B ses premieres lignes, A le titre de la piece. */
const RANGS = sql`'{0.3, 0.4, 0.6, 1}'::float4[]`;

function note({ requete, exacte, termes }: RechercheDePieces): RawBuilder<unknown> {
  const positifs = termes.filter(({ exclu }) => !exclu);
  const parts = positifs.map(
    (terme) => sql`${poidsDe(terme)}::float8 * ts_rank(${RANGS}, c.mots, ${terme.requete}::tsquery)`,
  );
  const proches = sql`${PROCHES}::float8 * ts_rank_cd(${RANGS}, c.mots, ${requete}::tsquery, 1)`;
  return requete === ''
    ? sql`0::float8`
    : sql`(${sql.join(
        [
          ...parts,
          ...(positifs.length > 1 ? [proches] : []),
          ...(exacte === undefined
            ? []
            : [sql`case when c.mots @@ ${exacte}::tsquery then ${DEVANT} else 0 end`]),
        ],
        sql` + `,
      )})::float8`;
}

/** Ce qui resserre : dans la requete, avant la borne, pour que rien de ce qui repond ne soit coupe. */
function resserrer(
  portee: string,
  { type, unite, natinf, etat, du, au }: Filtres,
): readonly RawBuilder<unknown>[] {
  const dossier = [
    ...(unite === undefined ? [] : [sql`f.unite = ${unite}`]),
    ...(natinf === undefined ? [] : [sql`f.natinf @> array[${natinf}]::int[]`]),
  ];
  return [
    ...(type === undefined ? [] : [sql`p.type = ${type}`]),
    ...(du === undefined ? [] : [sql`p.versee >= ${du}::date::timestamp at time zone 'Europe/Paris'`]),
    ...(au === undefined ? [] : [sql`p.versee < (${au}::date + 1)::timestamp at time zone 'Europe/Paris'`]),
    ...(dossier.length === 0
      ? []
      : [
          sql`p.idj in (select f.idj from recherche_dossier f where f.portee = ${portee} and ${sql.join(dossier, sql` and `)})`,
        ]),
    ...(etat === undefined
      ? []
      : [sql`exists (select 1 from dossier e where e.idj = p.idj and e.etat = ${etat})`]),
  ];
}
