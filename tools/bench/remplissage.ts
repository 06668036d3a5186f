import { randomBytes } from 'node:crypto';
import { creerIdj } from '@ppn/core';
import { attendu, transmettre } from '@ppn/scenarios/jeu';
import { sql } from 'kysely';
import { ouvrirBase } from '@ppn/postgres';
import { type Banc, JURIDICTION } from './banc.ts';
import { preparer, signerTout } from './procedures.ts';

/** Actes par procedure modele : une plainte et une synthese. */
export const ACTES_PAR_DOSSIER = 2;
const MODELES = 5;

/**
 * Porte les deux bases a `actes` actes. Cinq procedures modeles passent par toute la chaine (redigees, signees,
 * transmises) ; les autres sont leurs lignes recopiees sous de nouveaux identifiants (journal, projections, file
 * d'envoi, receptions, consultations, registre des objets). Les PDF scelles sont ceux des modeles.
 */
export async function remplir(banc: Banc, actes: number): Promise<void> {
  const modeles = await jouerLesModeles(banc);
  const copies = Math.max(0, Math.floor(actes / ACTES_PAR_DOSSIER) - MODELES);
  for (const [rang, idj] of modeles.entries()) {
    const part = Math.floor(copies / MODELES) + (rang < copies % MODELES ? 1 : 0);
    const copiesDuModele = Array.from({ length: part }, () => creerIdj(2026, randomBytes(8)));
    for (const service of ['interieur', 'justice'] as const)
      await recopier(banc.systeme[service].base.urlProprietaire, service, idj, copiesDuModele);
  }
}

async function jouerLesModeles(banc: Banc): Promise<readonly string[]> {
  const [enqueteur] = banc.enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const procedures = await preparer(enqueteur, MODELES, { plainte: true });
  await signerTout(
    enqueteur,
    procedures.flatMap(({ actes }) => actes),
    { taille: 10, clients: 1 },
  );
  for (const { idj } of procedures) {
    await transmettre(enqueteur, idj, JURIDICTION);
    attendu('lecture', await banc.magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));
  }
  return procedures.map(({ idj }) => idj);
}

/** Tables d'un service, et la colonne qui porte l'IDJ (`flux` : precede de `dossier/`). */
const TABLES = {
  interieur: { saisie: 'idj', dossier: 'idj', piece: 'idj', consultation: 'idj', echange_envoi: 'objet' },
  justice: { dossier: 'idj', piece: 'idj', consultation: 'idj', echange_reception: 'objet' },
} as const;

/** Colonnes que la base donne elle-meme. */
const DONNEES_PAR_LA_BASE: ReadonlySet<string> = new Set([
  'position',
  'numero@consultation',
  'rang@echange_envoi',
  'recherche@dossier',
]);

async function recopier(
  url: string,
  service: 'interieur' | 'justice',
  modele: string,
  copies: readonly string[],
): Promise<void> {
  const base = ouvrirBase<Record<never, never>>(url, { delaiRequeteMs: 300_000, connexions: 1 });
  try {
    await base.db.connection().execute(async (db) => {
      await sql`create temp table copie as select idj, row_number() over () as n, null::jsonb as ids from unnest(${copies}::text[]) as idj`.execute(
        db,
      );
      const { rows } = await sql<{ id: string }>`
        select distinct m[1] as id from (select * from fait where flux = ${`dossier/${modele}`}) f,
        regexp_matches(f.donnees::text, '[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') m`.execute(
        db,
      );
      const ids = rows.map(({ id }) => id);
      await sql`update copie set ids = (select jsonb_object_agg(id, uuidv7()) from unnest(${ids}::text[]) id where copie.n > 0)`.execute(
        db,
      );
      for (const [table, colonne] of Object.entries({ fait: 'flux', ...TABLES[service] }))
        await recopierTable(db, { table, colonne, modele, ids });
      await sql`insert into objet (empreinte, taille, identifiant, format, kek, cle_enveloppee)
        select encode(sha256((c.idj || k)::bytea), 'hex'), 60000, substr(encode(sha256((k || c.idj)::bytea), 'hex'), 1, 32), o.format, o.kek, o.cle_enveloppee
        from copie c, generate_series(1, 4) k, (select * from objet limit 1) o`.execute(db);
      await sql`drop table copie`.execute(db);
      await sql`analyze`.execute(db);
    });
  } finally {
    await base.fermer();
  }
}

type Recopie = {
  readonly table: string;
  readonly colonne: string;
  readonly modele: string;
  readonly ids: readonly string[];
};

/** Recopie les lignes du modele, IDJ et identifiants remplaces partout, dates vieillies d'une minute par copie. */
async function recopierTable(
  db: Parameters<ReturnType<typeof sql>['execute']>[0],
  { table, colonne, modele, ids }: Recopie,
): Promise<void> {
  const { rows } = await sql<{ nom: string; genre: string }>`
    select column_name as nom, data_type as genre from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} order by ordinal_position`.execute(db);
  const gardees = rows.filter(
    ({ nom }) => !DONNEES_PAR_LA_BASE.has(nom) && !DONNEES_PAR_LA_BASE.has(`${nom}@${table}`),
  );
  const ou = colonne === 'flux' ? `dossier/${modele}` : modele;
  const { rows: lignes } = await sql<{ ligne: Readonly<Record<string, unknown>> }>`
    select to_jsonb(t) as ligne from ${sql.id(table)} t where t.${sql.id(colonne)} = ${ou}`.execute(db);
  const valeur = ({ nom, genre }: { readonly nom: string; readonly genre: string }) => {
    if (genre === 'timestamp with time zone') return sql`t.${sql.id(nom)} - make_interval(mins => c.n::int)`;
    const contenu = lignes.map(({ ligne }) => JSON.stringify(ligne[nom])).join();
    const portes = ids.filter((id) => contenu.includes(id));
    if (portes.length === 0 && !contenu.includes(modele)) return sql`t.${sql.id(nom)}`;
    const remplace = portes.reduce(
      (texte, id) => sql`replace(${texte}, ${id}, c.ids ->> ${id})`,
      sql`replace(t.${sql.id(nom)}::text, ${modele}, c.idj)`,
    );
    return sql`(${remplace})::${sql.raw(genre)}`;
  };
  await sql`insert into ${sql.id(table)} (${sql.join(gardees.map(({ nom }) => sql.id(nom)))})
    select ${sql.join(gardees.map(valeur))} from ${sql.id(table)} t, copie c where t.${sql.id(colonne)} = ${ou}
    order by c.n`.execute(db);
}
