import { sql } from 'kysely';
import type { Bilan } from './domain/garde-fou.ts';
import type { GenreDeListe } from './domain/personnes.ts';
import type { Tx } from './tables.ts';

/**
 * Reconnait chaque personne lue : par son numero, sinon par sa cle et sa precision, sinon par sa cle si elle est seule des
 * deux cotes. Rend ce que l'import changerait ; n'ecrit que dans les lignes lues.
 */
export async function comparer(tx: Tx, id: string, genre: GenreDeListe): Promise<Bilan> {
  // Les lignes viennent d'etre ecrites : sans statistiques, le planificateur croirait la table vide et bouclerait.
  await sql`set local enable_nestloop = off`.execute(tx);
  await sql`
    with seuls as (
      select numero, min(rang) as rang from externe_lu where import = ${id} and numero is not null
      group by numero having count(*) = 1
    ), connus as (
      select numero, min(id) as externe from externe where genre = ${genre} and numero is not null
      group by numero having count(*) = 1
    )
    update externe_lu l set externe = c.externe from seuls s join connus c on c.numero = s.numero
    where l.import = ${id} and l.rang = s.rang`.execute(tx);
  await sql`
    update externe_lu l set externe = e.id from externe e
    where l.import = ${id} and l.externe is null and e.genre = ${genre} and e.cle = l.cle and e.precision = l.precision
      and not exists (select 1 from externe_lu x where x.import = ${id} and x.externe = e.id)`.execute(tx);
  await sql`
    with seuls as (
      select cle, min(rang) as rang from externe_lu where import = ${id} and externe is null group by cle having count(*) = 1
    ), connus as (
      select cle, min(id) as externe from externe e where genre = ${genre}
        and not exists (select 1 from externe_lu x where x.import = ${id} and x.externe = e.id)
      group by cle having count(*) = 1
    )
    update externe_lu l set externe = c.externe from seuls s join connus c on c.cle = s.cle
    where l.import = ${id} and l.rang = s.rang
      -- Deux numeros differents ne sont pas la meme personne.
      and not exists (select 1 from externe e where e.id = c.externe and e.numero <> l.numero)`.execute(tx);
  const { rows } = await sql<Omit<Bilan, 'organisations'>>`
    select
      (select count(*)::int from externe where genre = ${genre} and presente) as presents,
      (select count(*)::int from externe_lu where import = ${id} and externe is null) as arrives,
      (select count(*)::int from externe_lu l join externe e on e.id = l.externe where l.import = ${id} and not e.presente) as revenus,
      (select count(*)::int from externe_lu l join externe e on e.id = l.externe where l.import = ${id} and e.presente and ${CHANGEE}) as changes,
      (select count(*)::int from externe e where e.genre = ${genre} and e.presente and ${ABSENTE(id)}) as partis`.execute(
    tx,
  );
  const [compte] = rows;
  if (compte === undefined) throw new Error('Comparaison sans résultat.');
  const { rows: organisations } = await sql<Bilan['organisations'][number]>`
    select organisation as nom, count(*)::int as avant, (count(*) filter (where ${ABSENTE(id)}))::int as partis
    from externe e where genre = ${genre} and presente group by organisation
    having count(*) filter (where ${ABSENTE(id)}) > 0 order by 3 desc, 1 limit 200`.execute(tx);
  return { ...compte, organisations };
}

const CHANGEE = sql`(e.nom, e.prenom, e.organisation, coalesce(e.numero, '')) is distinct from
  (l.nom, l.prenom, l.organisation, coalesce(l.numero, e.numero, '')) or coalesce(l.courriel, e.courriel, '') <> coalesce(e.courriel, '')`;
const ABSENTE = (id: string) =>
  sql`not exists (select 1 from externe_lu x where x.import = ${id} and x.externe = e.id)`;

/** Applique un import : les ecarts d'abord, puis les personnes ; les lignes lues s'effacent. */
export async function appliquer(
  tx: Tx,
  {
    id,
    genre,
    par,
    maintenant,
  }: { readonly id: string; readonly genre: GenreDeListe; readonly par: string; readonly maintenant: Date },
): Promise<void> {
  await ecrireLesEcarts(tx, id, genre);
  await sql`
    update externe e set nom = l.nom, prenom = l.prenom, organisation = l.organisation, numero = coalesce(l.numero, e.numero),
      courriel = coalesce(l.courriel, e.courriel), recherche = l.recherche, presente = true, partie_a = null
    from externe_lu l where l.import = ${id} and l.externe = e.id
      and (not e.presente or e.recherche <> l.recherche or ${CHANGEE})`.execute(tx);
  await sql`
    update externe e set presente = false, partie_a = ${maintenant}
    where e.genre = ${genre} and e.presente and ${ABSENTE(id)}`.execute(tx);
  await sql`
    insert into externe (id, genre, cle, precision, numero, nom, prenom, organisation, courriel, depuis, recherche)
    select ${genre} || ':' || substr(encode(sha256(convert_to(l.cle || '/' || l.precision || '/' || coalesce(l.numero, ''), 'UTF8')), 'hex'), 1, 24),
      ${genre}, l.cle, case when exists (select 1 from externe e where e.genre = ${genre} and e.cle = l.cle and e.precision = l.precision)
        then l.precision || '#' || coalesce(l.numero, l.rang::text) else l.precision end,
      l.numero, l.nom, l.prenom, l.organisation, l.courriel, ${maintenant}, l.recherche
    from externe_lu l where l.import = ${id} and l.externe is null`.execute(tx);
  await sql`delete from externe_lu where import = ${id}`.execute(tx);
  await tx
    .updateTable('externe_import')
    .set({ etat: 'applique', conclu_a: maintenant, conclu_par: par })
    .where('id', '=', id)
    .execute();
}

async function ecrireLesEcarts(tx: Tx, id: string, genre: GenreDeListe): Promise<void> {
  await sql`
    insert into externe_ecart (import, nature, externe, detail)
    select ${id}::uuid, 'arrive', null, l.nom || ' ' || l.prenom || ', ' || l.organisation from externe_lu l
    where l.import = ${id} and l.externe is null
    union all
    select ${id}::uuid, case when e.presente then 'change' else 'revenu' end, e.id,
      e.nom || ' ' || e.prenom || ', ' || e.organisation || ' → ' || l.nom || ' ' || l.prenom || ', ' || l.organisation
    from externe_lu l join externe e on e.id = l.externe where l.import = ${id} and (not e.presente or ${CHANGEE})
    union all
    select ${id}::uuid, 'parti', e.id, e.nom || ' ' || e.prenom || ', ' || e.organisation from externe e
    where e.genre = ${genre} and e.presente and ${ABSENTE(id)}`.execute(tx);
}
