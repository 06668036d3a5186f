import { sql } from 'kysely';
import { dansUneTransaction } from '@ppn/postgres';
import type { PieceALire, PortsRecherche, TexteLu } from './ports.ts';
import { refaireDossier } from './refaire-dossier.ts';
import type { Db } from './tables.ts';

/** Dossiers refaits dans une transaction, et essais de lecture d'une piece avant de la dire illisible. */
const PAR_LOT = 20;
const ESSAIS_MAX = 5;
/** Texte garde d'une piece, en signes : la suite n'est pas cherchee (limite d'un `tsvector`). */
const SIGNES_MAX = 700_000;

/** Refait l'index des dossiers changes ; rend leur nombre. */
export async function refaireLesDossiers(ports: PortsRecherche): Promise<number> {
  for (let total = 0; ;) {
    const faits = await dansUneTransaction(ports.db, async (tx) => {
      const { rows } = await sql<{ idj: string }>`
        delete from recherche_a_refaire where idj in (
          select idj from recherche_a_refaire order by depuis limit ${PAR_LOT} for update skip locked) returning idj`.execute(
        tx,
      );
      for (const { idj } of rows) await refaireDossier(tx, idj, ports);
      return rows.length;
    });
    total += faits;
    if (faits < PAR_LOT) return total;
  }
}

/** Lit le texte d'une piece qui l'attend et la met a l'index ; faux si aucune n'attend. */
export async function lireUnePiece(ports: PortsRecherche): Promise<boolean> {
  const piece = await prendreUnePiece(ports.db);
  if (piece === undefined) return false;
  try {
    await garderTexte(ports.db, piece, await ports.lireTexte(piece));
  } catch (erreur) {
    // La piece reste `a-lire` : elle revient apres un delai, puis devient `illisible`.
    ports.consignerErreur('Lecture du texte d’une pièce en échec', {
      idj: piece.idj,
      piece: piece.piece,
      erreur,
    });
    if (piece.essais >= ESSAIS_MAX) await garderTexte(ports.db, piece, { etat: 'illisible' });
  }
  return true;
}

type Prise = PieceALire & { readonly essais: number };

/** Prend une piece et repousse son prochain essai : une mort pendant la lecture ne la perd pas, ni ne la fait lire sans fin. */
async function prendreUnePiece(db: Db): Promise<Prise | undefined> {
  const { rows } = await sql<Prise>`
    update recherche_piece r set essais = r.essais + 1, a_lire_des = now() + interval '3 minutes' * (r.essais + 1)
    from piece p
    where p.idj = r.idj and p.id = r.piece and (r.idj, r.piece) = (
      select idj, piece from recherche_piece where texte = 'a-lire' and a_lire_des <= now()
      order by a_lire_des limit 1 for update skip locked)
    returning r.idj, r.piece, r.essais, p.genre, p.empreinte, p.type_mime as "typeMime", p.taille`.execute(
    db,
  );
  return rows[0];
}

async function garderTexte(db: Db, { idj, piece }: PieceALire, lu: TexteLu): Promise<void> {
  const pages = lu.etat === 'lu' ? bornerPages(lu.pages) : [];
  await dansUneTransaction(db, async (tx) => {
    const { rows } = await sql`
      update recherche_piece r set texte = ${lu.etat},
        mots = recherche_mots(p.titre, ${pages.join('\n')})
      from piece p where p.idj = r.idj and p.id = r.piece and r.idj = ${idj} and r.piece = ${piece} returning r.piece`.execute(
      tx,
    );
    // Retiree pendant la lecture : rien n'en est garde.
    if (rows.length === 0 || pages.length === 0) return;
    await sql`
      insert into recherche_texte (idj, piece, pages) values (${idj}, ${piece}, ${pages}::text[])
      on conflict (idj, piece) do update set pages = excluded.pages`.execute(tx);
  });
}

/** Pages sans caractere nul, mots coupes en fin de ligne recolles, bornees. */
function bornerPages(pages: readonly string[]): readonly string[] {
  let reste = SIGNES_MAX;
  return pages.map((page) => {
    const texte = page
      .replaceAll('\0', '')
      .replace(/(\p{Ll})[-\u00AD]\n(\p{Ll})/gu, '$1$2')
      .slice(0, Math.max(0, reste));
    reste -= texte.length;
    return texte;
  });
}

/** Vide les projections : tout est a refaire, et les textes a relire. */
export const reconstruireRecherche = (db: Db): Promise<void> =>
  dansUneTransaction(db, async (tx) => {
    for (const table of ['recherche_piece', 'recherche_texte', 'recherche_dossier', 'recherche_personne'])
      await sql`delete from ${sql.table(table)}`.execute(tx);
    await sql`insert into recherche_a_refaire (idj) select idj from dossier on conflict do nothing`.execute(
      tx,
    );
  });
