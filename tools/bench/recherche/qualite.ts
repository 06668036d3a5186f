import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Agent } from '@ppn/habilitation';
import { chercher, type PortsRecherche } from '@ppn/recherche';
import { sql } from 'kysely';
import { JUGEMENTS } from './jugements.ts';
import { type BancDeRecherche, ouvrirBancDeRecherche } from './banc.ts';

/** Qualité sur le code de procédure pénale : part des bons articles dans les dix premiers, et leur rang (gain cumulé normalisé). */
export type Qualite = {
  readonly articles: number;
  readonly questions: number;
  readonly rappel10: number;
  readonly ndcg10: number;
  /** Questions dont aucun bon article n'est dans les dix premiers. */
  readonly manquees: readonly string[];
};

const CODE = join('droit', 'code_procedure_penale_2025-12-01.jsonl');
const PORTEE = 'code';
const DIX = 10;

/** Mesure la qualité ; `undefined` si le corpus n'est pas là. */
export async function mesurerLaQualite(donnees: string): Promise<Qualite | undefined> {
  const fichier = join(donnees, CODE);
  if (!existsSync(fichier)) return undefined;
  const banc = await ouvrirBancDeRecherche();
  try {
    const numeros = await indexer(banc, lireLesArticles(fichier));
    const lues = [];
    for (const { question, articles } of JUGEMENTS) {
      const trouves = await lesDixPremiers(banc, question, numeros);
      lues.push({ question, rappel: rappel(trouves, articles), ndcg: gain(trouves, articles) });
    }
    const moyenne = (valeurs: readonly number[]): number =>
      valeurs.reduce((somme, valeur) => somme + valeur, 0) / valeurs.length;
    return {
      articles: numeros.size,
      questions: lues.length,
      rappel10: moyenne(lues.map((lue) => lue.rappel)),
      ndcg10: moyenne(lues.map(({ ndcg }) => ndcg)),
      manquees: lues.filter((lue) => lue.rappel === 0).map(({ question }) => question),
    };
  } finally {
    await banc.fermer();
  }
}

type Article = { readonly num: string; readonly texte: string };

const lireLesArticles = (fichier: string): readonly Article[] =>
  readFileSync(fichier, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((ligne) => JSON.parse(ligne) as Article);

/** Un dossier par article, une piece par dossier : ce que l'index met a la place d'un acte. Rend le numero d'article de chaque piece. */
async function indexer(
  { db }: BancDeRecherche,
  articles: readonly Article[],
): Promise<ReadonlyMap<string, string>> {
  await sql`
    create temporary table article as select gen_random_uuid() as piece, row_number() over () as n, a ->> 'num' as num, a ->> 'texte' as texte
    from jsonb_array_elements(${JSON.stringify(articles)}::jsonb) a`.execute(db);
  await sql`
    insert into dossier (idj, unite, juridiction, etat, maj_a, contenu, scellee, saisie)
    select 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0', 'u', ${PORTEE}, 'transmise', now(), '{"retraits":[]}', '', '' from article`.execute(
    db,
  );
  await sql`
    insert into piece (idj, id, rang, genre, numero, titre, type, type_mime, taille, empreinte, versee)
    select 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0', piece, 1, 'acte', 1, 'Article ' || num, 'article', 'application/pdf', 1, '', now() from article`.execute(
    db,
  );
  await sql`
    insert into recherche_piece (piece, idj, portee, type, genre, numero, versee, mots, texte)
    select piece, 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0', ${PORTEE}, 'article', 'acte', 1, now(),
      recherche_mots('Article ' || num, texte), 'lu' from article`.execute(db);
  await sql`
    insert into recherche_texte (idj, piece, pages)
    select 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0', piece, array[texte] from article`.execute(db);
  await sql`
    insert into recherche_dossier (idj, portee, unite, unite_libelle, numero, intitule, natinf, maj_a, mots)
    select 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0', ${PORTEE}, 'u', 'Unité', '1', 'Code', '{}', now(), ''::tsvector from article`.execute(
    db,
  );
  await sql`analyze recherche_piece`.execute(db);
  const { rows } = await sql<{ piece: string; num: string }>`select piece, num from article`.execute(db);
  return new Map(rows.map(({ piece, num }) => [piece, num]));
}

const LECTEUR: Agent = {
  matricule: 'BANC',
  prenom: 'Banc',
  nom: 'Essai',
  qualite: 'substitut',
  service: 'justice',
  rattachement: { code: PORTEE, libelle: 'Code' },
};

async function lesDixPremiers(
  { ports }: { readonly ports: PortsRecherche },
  question: string,
  numeros: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { pieces } = await chercher(ports, LECTEUR, { q: question, tri: 'pertinence' });
  return pieces.slice(0, DIX).map(({ piece }) => numeros.get(piece) ?? '');
}

type Notes = Readonly<Record<string, 1 | 2>>;

const rappel = (trouves: readonly string[], bons: Notes): number => {
  const attendus = Object.keys(bons);
  return attendus.filter((article) => trouves.includes(article)).length / attendus.length;
};

/** nDCG@10, gains 2^note - 1 (Burges et al., 2005). */
function gain(trouves: readonly string[], bons: Notes): number {
  const cumul = (notes: readonly number[]): number =>
    notes.slice(0, DIX).reduce((somme, note, rang) => somme + (2 ** note - 1) / Math.log2(rang + 2), 0);
  const ideal = Object.values(bons).toSorted((a, b) => b - a);
  return cumul(trouves.map((article) => bons[article] ?? 0)) / cumul(ideal);
}
