import type { Empreinte } from '@ppn/core';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import type { Enveloppe } from './enveloppe.ts';
import { FORMAT } from './enveloppe.ts';

/** La ligne d'un objet : ou est son chiffre, et sa cle enveloppee. */
export type LigneDObjet = {
  readonly empreinte: Empreinte;
  readonly taille: number;
  readonly identifiant: string;
  readonly enveloppe: Enveloppe;
};

type Ligne = {
  readonly empreinte: Empreinte;
  readonly taille: number;
  readonly identifiant: string;
  readonly kek: string;
  readonly cle_enveloppee: Buffer;
};

const COLONNES = sql.raw('empreinte, taille, identifiant, kek, cle_enveloppee');

const lue = ({ empreinte, taille, identifiant, kek, cle_enveloppee }: Ligne): LigneDObjet => ({
  empreinte,
  taille,
  identifiant,
  enveloppe: { kek, octets: cle_enveloppee },
});

/** La ligne de cette empreinte. */
export async function chercher(
  db: QueryExecutorProvider,
  empreinte: Empreinte,
): Promise<LigneDObjet | undefined> {
  const { rows } = await sql<Ligne>`select ${COLONNES} from objet where empreinte = ${empreinte}`.execute(db);
  return rows.map(lue)[0];
}

/** Ajoute la ligne ; faux si un autre depot du meme contenu l'a devancee. */
export async function inscrire(
  db: QueryExecutorProvider,
  { empreinte, taille, identifiant, enveloppe }: LigneDObjet,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into objet (empreinte, taille, identifiant, format, kek, cle_enveloppee)
    values (${empreinte}, ${taille}, ${identifiant}, ${FORMAT}, ${enveloppe.kek}, ${enveloppe.octets}) on conflict (empreinte) do nothing`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Remplace le chiffre et la cle d'une ligne, si elle designe encore `ancien` sous `ancienneKek`. */
export async function remplacer(
  db: QueryExecutorProvider,
  ancienne: LigneDObjet,
  neuve: LigneDObjet,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update objet set identifiant = ${neuve.identifiant}, kek = ${neuve.enveloppe.kek}, cle_enveloppee = ${neuve.enveloppe.octets}
    where empreinte = ${ancienne.empreinte} and identifiant = ${ancienne.identifiant} and kek = ${ancienne.enveloppe.kek}`.execute(
    db,
  );
  return numAffectedRows === 1n;
}

/** Parmi ces identifiants, ceux qu'une ligne designe. */
export async function designes(
  db: QueryExecutorProvider,
  identifiants: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{
    identifiant: string;
  }>`select identifiant from objet where identifiant = any(${identifiants}::text[])`.execute(db);
  return new Set(rows.map(({ identifiant }) => identifiant));
}

/** Une page de lignes, par empreinte croissante ; `sauf` : passe celles deja sous cette cle d'enveloppe. */
export async function page(
  db: QueryExecutorProvider,
  apres: string,
  sauf = '',
): Promise<readonly LigneDObjet[]> {
  return (
    await sql<Ligne>`select ${COLONNES} from objet where empreinte > ${apres} and kek <> ${sauf} order by empreinte limit 200`.execute(
      db,
    )
  ).rows.map(lue);
}
