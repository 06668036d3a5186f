import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerGrappe, migrer, ouvrirBase } from '@ppn/postgres';
import { ouvrirFrequences, type PortsRecherche, type TablesDeLaRecherche } from '@ppn/recherche';
import { MIGRATIONS } from '@ppn/service-socle';
import { type Kysely, sql } from 'kysely';

/** Une base de la Justice, migree comme en service, et les ports de la recherche dessus ; rien d'autre ne tourne. */
export type BancDeRecherche = {
  readonly db: Kysely<TablesDeLaRecherche>;
  readonly ports: PortsRecherche;
  readonly taille: () => Promise<number>;
  readonly fermer: () => Promise<void>;
};

/** Ouvre un banc dans `dossier`, garde a la fermeture s'il est donne ; sinon jetable. */
export async function ouvrirBancDeRecherche(garde?: string): Promise<BancDeRecherche> {
  const dossier = garde ?? mkdtempSync(join(tmpdir(), 'ppn-bench-recherche-'));
  const grappe = await demarrerGrappe({ dossier });
  const base = await grappe.base('justice');
  await migrer(base.urlProprietaire, MIGRATIONS, base.roleApplicatif);
  const { db, fermer } = ouvrirBase<TablesDeLaRecherche>(base.urlProprietaire, {
    connexions: 8,
    delaiRequeteMs: 900_000,
    delaiTransactionMs: 900_000,
  });
  return {
    db,
    ports: {
      db,
      service: 'justice',
      maintenant: () => new Date(),
      titreDe: (type) => type,
      qualifier: () => undefined,
      lireTexte: async () => ({ etat: 'sans-texte' }),
      ouvrirDossier: async () => undefined,
      frequences: ouvrirFrequences(),
      consignerErreur: () => undefined,
    },
    async taille() {
      const { rows } = await sql<{
        taille: number;
      }>`select pg_database_size(current_database()) as taille`.execute(db);
      return rows[0]?.taille ?? 0;
    },
    async fermer() {
      await fermer();
      await grappe.arreter();
      if (garde === undefined) rmSync(dossier, { recursive: true, force: true });
    },
  };
}
