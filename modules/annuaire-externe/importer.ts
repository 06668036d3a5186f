import { randomUUID } from 'node:crypto';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { type Bilan, motifsDArret } from './domain/garde-fou.ts';
import {
  comparable,
  type GenreDeListe,
  lireLaLigne,
  type PersonneLue,
  trouverLesColonnes,
} from './domain/personnes.ts';
import { type ListeOuverte, ListeIllisible, ouvrirUneListe } from './lire-une-liste.ts';
import { appliquer, comparer } from './comparer.ts';
import type { Db, LuesDeLImport, Tx } from './tables.ts';

/** Comment un import s'est conclu. */
export type ImportConclu = {
  readonly id: string;
  readonly etat: 'applique' | 'a-confirmer';
  readonly bilan: Bilan & LuesDeLImport;
  /** Pourquoi il attend qu'une personne confirme. */
  readonly motifs: readonly string[];
};

/** Les personnes d'une source quelconque (liste, LDAP), et ce qui n'a pas pu se lire. */
export type Source = {
  readonly nom: string;
  readonly sha256: string;
  readonly personnes: () => AsyncIterable<Ecartee | PersonneLue>;
};
/** Une entree qui n'est pas une personne. */
export type Ecartee = { readonly ecartee: 'vide' | 'pied' | 'illisible'; readonly detail: string };

/** Un import a la fois. */
const VERROU = 7_206_080;
const LOT = 2_000;
const ILLISIBLES_DETAILLEES = 1_000;

/** Importe une liste en CSV. Lance `ListeIllisible` : rien n'est alors change. */
export async function importerUneListe(
  db: Db,
  {
    genre,
    chemin,
    nom,
    maintenant,
  }: {
    readonly genre: GenreDeListe;
    readonly chemin: string;
    readonly nom: string;
    readonly maintenant: Date;
  },
): Promise<ImportConclu> {
  const liste = await ouvrirUneListe(chemin);
  return importer(db, { genre, source: sourceDeLaListe(liste, nom), maintenant });
}

const sourceDeLaListe = (liste: ListeOuverte, nom: string): Source => ({
  nom,
  sha256: liste.sha256,
  personnes: async function* () {
    let colonnes;
    for await (const ligne of liste.lignes()) {
      if (colonnes === undefined) {
        const entete = trouverLesColonnes(ligne.cellules);
        if (entete.manquent.length > 0)
          throw new ListeIllisible(
            `L’en-tête ne dit pas où sont : ${entete.manquent.join(', ')}. Colonnes lues : ${ligne.cellules.slice(0, 40).join(', ').slice(0, 500)}.`,
          );
        colonnes = entete.colonnes;
        continue;
      }
      const lu = lireLaLigne(ligne, colonnes);
      if (lu.genre === 'personne') yield lu.personne;
      else
        yield {
          ecartee: lu.genre,
          detail: lu.genre === 'illisible' ? `ligne ${ligne.ligne} : ${lu.motif}` : '',
        };
    }
  },
});

/** Importe une source : tout, ou rien. Un depart en masse arrete l'import jusqu'a ce qu'une personne le confirme. */
export const importer = (
  db: Db,
  {
    genre,
    source,
    maintenant,
  }: { readonly genre: GenreDeListe; readonly source: Source; readonly maintenant: Date },
): Promise<ImportConclu> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    await sql`set local statement_timeout = '5min'`.execute(tx);
    await sql`select pg_advisory_xact_lock(${VERROU})`.execute(tx);
    const id = randomUUID();
    await abandonnerLAttente(tx, genre, maintenant);
    await tx
      .insertInto('externe_import')
      .values({
        id,
        genre,
        source: source.nom.slice(0, 200),
        sha256: source.sha256,
        etat: 'a-confirmer',
        bilan: '{}',
        motifs: '[]',
        recu_a: maintenant,
        conclu_a: null,
        conclu_par: null,
      })
      .execute();
    const lues = await lireTout(tx, id, source);
    const doublons = await oterLesDoublons(tx, id);
    const bilan = { ...(await comparer(tx, id, genre)), ...lues, doublons };
    const motifs = lues.lues === 0 ? ['la liste ne donne personne'] : motifsDArret(bilan);
    const etat = motifs.length === 0 ? 'applique' : 'a-confirmer';
    await tx
      .updateTable('externe_import')
      .set({ bilan: JSON.stringify(bilan), motifs: JSON.stringify(motifs) })
      .where('id', '=', id)
      .execute();
    if (etat === 'applique') await appliquer(tx, { id, genre, par: 'plate-forme', maintenant });
    return { id, etat, bilan, motifs };
  });

/** Un import plus recent remplace celui qui attendait. */
async function abandonnerLAttente(tx: Tx, genre: GenreDeListe, maintenant: Date): Promise<void> {
  const attendus = await tx
    .updateTable('externe_import')
    .set({ etat: 'abandonne', conclu_a: maintenant, conclu_par: 'remplacé par un import plus récent' })
    .where('genre', '=', genre)
    .where('etat', '=', 'a-confirmer')
    .returning('id')
    .execute();
  for (const { id } of attendus) await tx.deleteFrom('externe_lu').where('import', '=', id).execute();
}

async function lireTout(tx: Tx, id: string, source: Source): Promise<Omit<LuesDeLImport, 'doublons'>> {
  const comptes = { lues: 0, vides: 0, pieds: 0, illisibles: 0 };
  let lot: (PersonneLue & { readonly rang: number })[] = [];
  for await (const lue of source.personnes()) {
    if ('ecartee' in lue) {
      comptes[lue.ecartee === 'vide' ? 'vides' : lue.ecartee === 'pied' ? 'pieds' : 'illisibles'] += 1;
      if (lue.ecartee === 'illisible' && comptes.illisibles <= ILLISIBLES_DETAILLEES)
        await tx
          .insertInto('externe_ecart')
          .values({ import: id, nature: 'illisible', externe: null, detail: lue.detail.slice(0, 500) })
          .execute();
      continue;
    }
    comptes.lues += 1;
    lot.push({ ...lue, rang: comptes.lues });
    if (lot.length === LOT) lot = await ranger(tx, id, lot);
  }
  await ranger(tx, id, lot);
  return comptes;
}

async function ranger(
  tx: Tx,
  id: string,
  lot: readonly (PersonneLue & { readonly rang: number })[],
): Promise<[]> {
  if (lot.length === 0) return [];
  const lignes = lot.map((lue) => ({
    ...lue,
    recherche: ` ${comparable(`${lue.nom} ${lue.prenom} ${lue.organisation}`)}`,
  }));
  await sql`
    insert into externe_lu (import, rang, cle, precision, numero, nom, prenom, organisation, courriel, recherche)
    select ${id}::uuid, rang, cle, precision, numero, nom, prenom, organisation, courriel, recherche
    from jsonb_to_recordset(${JSON.stringify(lignes)}::jsonb) as l(rang int, cle text, precision text, numero text, nom text,
      prenom text, organisation text, courriel text, recherche text)`.execute(tx);
  return [];
}

/** Deux lignes d'une meme personne n'en font qu'une, et cela se dit ; deux homonymes restent deux. */
async function oterLesDoublons(tx: Tx, id: string): Promise<number> {
  const { rows } = await sql<{ nom: string }>`
    with doubles as (
      select rang, row_number() over (partition by cle, precision, coalesce(numero, '') order by rang) as place
      from externe_lu where import = ${id}
    ), otes as (
      delete from externe_lu l using doubles d where l.import = ${id} and l.rang = d.rang and d.place > 1
      returning l.nom || ' ' || l.prenom || ', ' || l.organisation as nom
    )
    insert into externe_ecart (import, nature, externe, detail) select ${id}::uuid, 'doublon', null, nom from otes
    returning detail as nom`.execute(tx);
  await sql`
    insert into externe_ecart (import, nature, externe, detail)
    select ${id}::uuid, 'homonyme', null, min(nom || ' ' || prenom || ', ' || organisation) || ' : ' || count(*) from externe_lu
    where import = ${id} group by cle having count(*) > 1`.execute(tx);
  return rows.length;
}
