import { sql } from 'kysely';
import type { BancDeRecherche } from './banc.ts';
import { MOTS, NOMS, PRENOMS } from './vocabulaire.ts';

/** Juridictions du banc : la premiere a la moitie des pieces, comme un tribunal et ses voisins dans une meme base. */
export const JURIDICTIONS = ['tj-1', 'tj-2', 'tj-3', 'tj-4', 'tj-5', 'tj-6', 'tj-7', 'tj-8'] as const;
/** Pieces par procedure (modele de charge : une vingtaine). */
const PAR_DOSSIER = 20;
/** Textes differents ; chaque piece en reprend un, sous un en-tete qui n'est qu'a elle. */
const MODELES = 6_000;

/** Pieces plantees d'un coup. */
const PAR_ETAPE = 100_000;

/**
 * Plante `pieces` pieces synthetiques et leurs index, en SQL, etape par etape : un remplissage interrompu reprend a la premiere
 * etape qui manque. Les en-tetes (nom, date, plaque, numero) sont uniques.
 */
export async function remplir(
  banc: BancDeRecherche,
  pieces: number,
  dire: (phrase: string) => void,
): Promise<void> {
  await sql`create table if not exists banc_etape (nom text primary key)`.execute(banc.db);
  const { rows } = await sql<{ nom: string }>`select nom from banc_etape`.execute(banc.db);
  const faites = new Set(rows.map(({ nom }) => nom));
  for (const { nom, faire } of etapes(banc, pieces)) {
    if (faites.has(nom)) continue;
    dire(nom);
    await faire();
    await sql`insert into banc_etape values (${nom})`.execute(banc.db);
  }
}

type Etape = { readonly nom: string; readonly faire: () => Promise<void> };

function etapes(banc: BancDeRecherche, pieces: number): readonly Etape[] {
  const plages = Array.from({ length: Math.ceil(pieces / PAR_ETAPE) }, (_, rang) => ({
    de: rang * PAR_ETAPE + 1,
    a: Math.min(pieces, (rang + 1) * PAR_ETAPE),
  }));
  return [
    { nom: 'Vocabulaire', faire: () => preparer(banc, pieces) },
    { nom: 'Textes modèles', faire: () => modeles(banc) },
    { nom: 'Procédures et personnes', faire: () => dossiers(banc, Math.ceil(pieces / PAR_DOSSIER)) },
    ...plages.map(({ de, a }) => ({ nom: `Pièces ${de} à ${a}`, faire: () => planterADeux(banc, de, a) })),
    ...Object.entries(INDEX).map(([nom, requete]) => ({ nom, faire: () => indexer(banc, requete) })),
  ];
}

/** Deux moities de front : une par coeur. */
async function planterADeux(banc: BancDeRecherche, de: number, a: number): Promise<void> {
  const milieu = Math.floor((de + a) / 2);
  await Promise.all([planter(banc, de, milieu), planter(banc, milieu + 1, a)]);
}

/** Sans journal de PostgreSQL ni index pendant le remplissage ; les memes requetes ensuite. */
async function preparer({ db }: BancDeRecherche, pieces: number): Promise<void> {
  for (const requete of [
    'alter table piece set unlogged',
    'alter table recherche_piece set unlogged',
    'alter table recherche_texte set unlogged',
    'drop index recherche_piece_mots',
    'drop index recherche_piece_recentes',
    'drop index recherche_piece_a_lire',
    'drop index recherche_piece_manques',
    'create unlogged table banc_mot (rang int primary key, mot text not null)',
    'create unlogged table banc_nom (rang int primary key, nom text not null)',
    'create unlogged table banc_prenom (rang int primary key, nom text not null)',
    'create unlogged table banc_modele (rang int primary key, texte text not null, mots tsvector not null)',
    `create function banc_rang(n bigint, sel int, max int) returns int language sql immutable parallel safe as
      $$ select 1 + (abs(hashint8extended(n, sel)) % max)::int $$`,
    `create function banc_idj(n bigint) returns text language sql immutable parallel safe as
      $$ select 'IDJ-2026-' || lpad(n::text, 8, '0') || '-0' $$`,
    `create function banc_quand(n bigint) returns timestamptz language sql stable parallel safe as
      $$ select timestamptz '2026-11-20 18:00+01' - (${pieces} - n) * (interval '1 year' / ${pieces}) $$`,
  ])
    await sql.raw(requete).execute(db);
  for (const [table, mots] of [
    ['banc_mot', MOTS],
    ['banc_nom', NOMS],
    ['banc_prenom', PRENOMS],
  ] as const)
    await sql`insert into ${sql.table(table)} select rang, mot from unnest(${mots}::text[]) with ordinality as t (mot, rang)`.execute(
      db,
    );
}

/** Longueurs log-normales (mediane 150 mots), mots tires selon Zipf. */
async function modeles({ db }: BancDeRecherche): Promise<void> {
  await sql`
    insert into banc_modele (rang, texte, mots)
    select t.rang, t.texte, to_tsvector('ppn_francais', t.texte) from (
      select l.rang, string_agg(m.mot, ' ' order by l.place) as texte
      from (
        select n as rang, place, floor(exp(random() * ln(${MOTS.length + 0.9})))::int as tire
        from generate_series(1, ${MODELES}::int) n,
          lateral generate_series(1, least(1500, exp(5 + 0.7 * sqrt(-2 * ln((banc_rang(n, 7, 99999)) / 100000.0)) * cos(6.2831853 * banc_rang(n, 8, 99999) / 100000.0)))::int) place
      ) l join banc_mot m on m.rang = greatest(1, least(${MOTS.length}, l.tire)) group by l.rang) t`.execute(
    db,
  );
}

/** Une procedure sur deux au premier tribunal, le reste aux sept autres ; deux personnes, une infraction, une unite. */
async function dossiers({ db }: BancDeRecherche, nombre: number): Promise<void> {
  const lignes = sql`
    select banc_idj(n) as idj, n, 'unite-' || banc_rang(n, 3, 40) as unite,
      case when n % 2 = 0 then 'tj-1' else 'tj-' || (2 + n / 2 % 7) end as juridiction,
      7000 + floor(exp(random() * ln(200)))::int as natinf, banc_quand(n * ${PAR_DOSSIER}) as maj
    from generate_series(1, ${nombre}::bigint) n`;
  await sql`
    insert into recherche_dossier (idj, portee, unite, unite_libelle, numero, intitule, natinf, maj_a, mots)
    select idj, juridiction, unite, 'Brigade ' || unite, '2026/' || lpad(n::text, 6, '0'), m.mot || ' ' || o.mot, array[natinf], maj,
      to_tsvector('ppn_francais', recherche_delier(idj || ' 2026/' || lpad(n::text, 6, '0') || ' ' || m.mot || ' ' || o.mot || ' ' || natinf))
    from (${lignes}) l join banc_mot m on m.rang = banc_rang(l.n, 4, 3000) join banc_mot o on o.rang = banc_rang(l.n, 5, 3000)`.execute(
    db,
  );
  await sql`
    insert into dossier (idj, unite, juridiction, etat, maj_a, contenu, scellee, saisie)
    select idj, unite, portee, (array['transmise', 'decidee'])[1 + (maj_a < '2026-09-01')::int], maj_a, '{"retraits":[]}', '', ''
    from recherche_dossier`.execute(db);
  await sql`
    insert into recherche_personne (idj, personne, portee, nom, ne_le, roles, forme, sons)
    select r.idj, gen_random_uuid(), r.portee, p.nom || ' ' || upper(n.nom), '19' || (50 + banc_rang(i, 9, 49)) || '-05-17', '{victime}',
      lower(unaccent(n.nom || ' ' || p.nom)) || ' ' || lower(unaccent(n.nom || p.nom)), array[substr(lower(unaccent(n.nom)), 1, 5)]
    from recherche_dossier r, generate_series(1, 2) rang,
      lateral (select substr(r.idj, 10, 8)::bigint * 2 + rang as i) v
      join banc_nom n on n.rang = banc_rang(v.i, 1, ${NOMS.length}) join banc_prenom p on p.rang = banc_rang(v.i, 2, ${PRENOMS.length})`.execute(
    db,
  );
}

/** Les pieces d'une plage : en-tete a elle, corps repris d'un modele ; texte, mots et ligne du dossier. */
async function planter({ db }: BancDeRecherche, de: number, a: number): Promise<void> {
  await sql`
    with une as (
      select n, gen_random_uuid() as piece, r.idj, r.portee, (array['plainte', 'audition', 'constatations', 'synthese', 'image', 'pdf'])[banc_rang(n, 11, 6)] as type,
        1 + (n - 1) % ${PAR_DOSSIER} as numero, banc_quand(n) as versee, m.texte, m.mots,
        'Procès-verbal 2026 ' || lpad(n::text, 7, '0') || ' concernant ' || p.nom || ' ' || o.nom || ', véhicule ' ||
          chr(65 + (n % 26)::int) || chr(65 + (n / 26 % 26)::int) || ' ' || lpad((n % 999)::text, 3, '0') || ' ' || chr(65 + (n / 676 % 26)::int) || chr(65 + (n / 7 % 26)::int) ||
          ', le ' || to_char(banc_quand(n), 'DD MM YYYY') || '. ' as tete
      from generate_series(${de}::bigint, ${a}::bigint) n
        join recherche_dossier r on r.idj = banc_idj(1 + (n - 1) / ${PAR_DOSSIER})
        join banc_modele m on m.rang = banc_rang(n, 12, ${MODELES})
        join banc_nom o on o.rang = banc_rang(substr(r.idj, 10, 8)::bigint * 2 + 1 + n % 2, 1, ${NOMS.length})
        join banc_prenom p on p.rang = banc_rang(substr(r.idj, 10, 8)::bigint * 2 + 1 + n % 2, 2, ${PRENOMS.length})
    ), dans_piece as (
      insert into piece (idj, id, rang, genre, numero, titre, type, type_mime, taille, empreinte, versee)
      select idj, piece, numero, 'acte', numero, type, type, 'application/pdf', 1, '', versee from une
    ), dans_texte as (
      insert into recherche_texte (idj, piece, pages) select idj, piece, array[tete || texte] from une
    )
    insert into recherche_piece (piece, idj, portee, type, genre, numero, versee, mots, texte)
    select piece, idj, portee, type, 'acte', numero, versee, recherche_titre(type) || to_tsvector('ppn_francais', tete) || mots, 'lu' from une`.execute(
    db,
  );
}

/** Les index retires le temps du remplissage, tels que la migration les cree. */
const INDEX: Readonly<Record<string, string>> = {
  'Index des mots': 'create index recherche_piece_mots on recherche_piece using gin (portee, mots)',
  'Index des dates':
    'create index recherche_piece_recentes on recherche_piece (portee, versee desc, piece desc)',
  'Index des lectures': `create index recherche_piece_a_lire on recherche_piece (a_lire_des) where texte = 'a-lire'`,
  'Index des manques': `create index recherche_piece_manques on recherche_piece (portee, texte) where texte in ('a-lire', 'illisible')`,
  Statistiques: 'analyze',
};

const indexer = ({ db }: BancDeRecherche, requete: string): Promise<void> =>
  db.connection().execute(async (lien) => {
    await sql`set maintenance_work_mem = '1GB'`.execute(lien);
    await sql.raw(requete).execute(lien);
  });
