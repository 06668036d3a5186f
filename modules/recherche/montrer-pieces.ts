import { sql } from 'kysely';
import type { PieceTrouvee } from './contract.ts';
import type { Candidate } from './domain/curseur.ts';
import { choisirPassage, MARQUES, type Morceau, morceler } from './domain/extrait.ts';
import { delier } from './domain/formes.ts';
import { requeteDe, type TermeLu } from './domain/requete.ts';
import type { Db, Tx } from './tables.ts';

type AMontrer = {
  readonly portee: string;
  readonly colonne: 'unite' | 'juridiction';
  readonly page: readonly Candidate[];
  readonly termes: readonly TermeLu[];
};

type Ligne = Omit<PieceTrouvee, 'extrait' | 'page'> & { readonly pages: readonly string[] | null };

/** Les pieces d'une page de resultats, avec l'extrait qui repond ; une piece retiree (174 CPP) n'y est jamais, l'index fut-il en retard. */
export async function montrerPieces(tx: Tx, demande: AMontrer): Promise<readonly PieceTrouvee[]> {
  const lignes = await lireLignes(tx, demande);
  const racines = demande.termes.filter(({ exclu }) => !exclu).flatMap((terme) => terme.racines);
  const passages = lignes.map(({ pages }) => choisirPassage(pages ?? [], racines));
  const extraits = await marquer(
    tx,
    passages.map(({ texte }) => texte),
    requeteDe(demande.termes, 1),
  );
  return lignes.map(({ pages: _, ...ligne }, rang) => ({
    ...ligne,
    versee: new Date(ligne.versee).toISOString(),
    page: passages[rang]?.page ?? 1,
    extrait: [...(extraits[rang] ?? [])],
  }));
}

async function lireLignes(tx: Tx, { page, portee, colonne }: AMontrer): Promise<readonly Ligne[]> {
  if (page.length === 0) return [];
  const { rows } = await sql<Ligne>`
    select p.idj, r.numero, r.intitule, r.unite_libelle as unite, d.etat, p.id as piece, p.genre, p.titre, p.versee, t.pages,
      p.numero || case when a.annexe = 0 then '' else '-' || a.annexe end as cote
    from unnest(${page.map(({ idj }) => idj)}::text[], ${page.map(({ piece }) => piece)}::uuid[]) with ordinality as v (idj, piece, rang)
    join piece p on p.idj = v.idj and p.id = v.piece
    join dossier d on d.idj = v.idj and d.${sql.ref(colonne)} = ${portee}
    join recherche_dossier r on r.idj = v.idj
    left join recherche_texte t on t.idj = v.idj and t.piece = v.piece
    cross join lateral (
      select count(*)::int as annexe from piece a where a.idj = p.idj and a.numero = p.numero and a.rang < p.rang) a
    where not exists (
      select 1 from jsonb_array_elements(d.contenu -> 'retraits') retrait where retrait ->> 'piece' = v.piece::text)
    order by v.rang`.execute(tx);
  return rows;
}

const OPTIONS = `HighlightAll=true, StartSel="${MARQUES.debut}", StopSel="${MARQUES.fin}"`;

/** Chaque passage en morceaux, ceux qui repondent marques : PostgreSQL dit quels mots, racine pour racine. */
export async function marquer(
  tx: Db | Tx,
  textes: readonly string[],
  requete: string,
): Promise<readonly (readonly Morceau[])[]> {
  if (textes.length === 0 || requete === '') return textes.map((texte) => morceler(texte, texte));
  const { rows } = await sql<{ marque: string }>`
    select ts_headline('ppn_francais', v.texte, ${requete}::tsquery, ${OPTIONS}) as marque
    from unnest(${textes.map(delier)}::text[]) with ordinality as v (texte, rang) order by v.rang`.execute(
    tx,
  );
  return rows.map(({ marque }, rang) => morceler(textes[rang] ?? '', marque));
}
