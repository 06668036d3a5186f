import { sql } from 'kysely';
import type { Agent } from '@ppn/habilitation';
import type { PieceQuiRepond, ResultatDuDossier } from './contract.ts';
import { compter, relever } from './domain/compter.ts';
import { choisirPassage } from './domain/extrait.ts';
import { lireQuestion } from './domain/question.ts';
import { requeteDe } from './domain/requete.ts';
import { marquer } from './montrer-pieces.ts';
import { porteeDe, type PortsRecherche } from './ports.ts';
import type { Db } from './tables.ts';
import { lireTermes } from './termes.ts';

/** Extraits montres ; au-dela, la piece n'a que ses pages. */
const EXTRAITS_MAX = 100;
/** Pieces lues page par page ; au-dela, un mot de partout, la piece est seulement nommee. */
const LUES_MAX = 200;
/** Ecritures rendues a l'ecran, a surligner. */
const FORMES_MAX = 60;

/** Cherche tous les mots dans les pieces d'un dossier deja ouvert a l'agent ; sa portee et les retraits sont dans la requete. */
export async function trouverDansLeDossier(
  ports: PortsRecherche,
  agent: Agent,
  { idj, q }: { readonly idj: string; readonly q: string },
): Promise<ResultatDuDossier> {
  const { termes: lus } = lireQuestion(q);
  const termes = await lireTermes(ports.db, lus, await ports.frequences.lire(ports.db));
  const requete = requeteDe(termes);
  if (requete === '') return { pieces: [], formes: [], aLire: 0 };
  const lignes = await lireLignes(ports.db, { idj, portee: porteeDe(agent), requete });
  const racines = termes.filter(({ exclu }) => !exclu).flatMap((terme) => terme.racines);
  const requeteLarge = requeteDe(termes, 1);
  const relevees = lignes.map(({ piece, pages }) => ({ piece, pages: relever(pages ?? [], racines) }));
  const retenues = await retenir(
    ports.db,
    new Set(relevees.flatMap(({ pages }) => pages.flatMap(({ ecritures }) => [...ecritures.keys()]))),
    racines,
  );
  const comptees = relevees.map(({ piece, pages }) => ({ piece, ...compter(pages, retenues) }));
  return {
    pieces: await extraire(ports.db, { lignes, comptees, racines, requete: requeteLarge }),
    formes: [...retenues].slice(0, FORMES_MAX),
    aLire: await compterALire(ports.db, idj),
  };
}

/** Les ecritures qui repondent : la base les lit une a une, avec ses propres racines. */
async function retenir(
  db: Db,
  ecritures: ReadonlySet<string>,
  racines: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ecritures.size === 0) return ecritures;
  const requete = racines.map((racine) => `'${racine.replaceAll("'", "''")}'`).join(' | ');
  const { rows } = await sql<{ ecriture: string }>`
    select ecriture from unnest(${[...ecritures]}::text[]) as e (ecriture)
    where to_tsvector('ppn_francais', ecriture) @@ ${requete}::tsquery`.execute(db);
  return new Set(rows.map(({ ecriture }) => ecriture));
}

type Ligne = { readonly piece: string; readonly pages: readonly string[] | null };
type Comptee = Pick<PieceQuiRepond, 'total' | 'pages'> & { readonly piece: string };

async function lireLignes(
  db: Db,
  { idj, portee, requete }: { readonly idj: string; readonly portee: string; readonly requete: string },
): Promise<readonly Ligne[]> {
  const { rows } = await sql<Ligne>`
    select p.piece,
      case when row_number() over (order by q.numero, q.rang) <= ${LUES_MAX} then t.pages end as pages
    from recherche_piece p
    join piece q on q.idj = p.idj and q.id = p.piece
    join dossier d on d.idj = p.idj
    left join recherche_texte t on t.idj = p.idj and t.piece = p.piece
    where p.idj = ${idj} and p.portee = ${portee} and p.mots @@ ${requete}::tsquery
      and not exists (
        select 1 from jsonb_array_elements(d.contenu -> 'retraits') retrait where retrait ->> 'piece' = p.piece::text)
    order by q.numero, q.rang`.execute(db);
  return rows;
}

type AExtraire = {
  readonly lignes: readonly Ligne[];
  readonly comptees: readonly Comptee[];
  readonly racines: readonly string[];
  readonly requete: string;
};

async function extraire(
  db: Db,
  { lignes, comptees, racines, requete }: AExtraire,
): Promise<readonly PieceQuiRepond[]> {
  const passages = lignes
    .slice(0, EXTRAITS_MAX)
    .map(({ pages }, rang) => choisirPassage(pagesUtiles(pages ?? [], comptees[rang]), racines).texte);
  const extraits = await marquer(db, passages, requete);
  return comptees.map(
    ({ piece, total, pages }, rang) =>
      ({ piece, total, pages, extrait: extraits[rang] ?? [] }) as PieceQuiRepond,
  );
}

/** La page qui repond le plus, seule ; a defaut la premiere. */
function pagesUtiles(pages: readonly string[], comptee: Comptee | undefined): readonly string[] {
  const meilleure = comptee?.pages.toSorted((a, b) => b.nombre - a.nombre)[0]?.page ?? 1;
  return pages.slice(meilleure - 1, meilleure);
}

async function compterALire(db: Db, idj: string): Promise<number> {
  const { rows } = await sql<{ nombre: number }>`
    select count(*)::int as nombre from recherche_piece where idj = ${idj} and texte = 'a-lire'`.execute(db);
  return rows[0]?.nombre ?? 0;
}
