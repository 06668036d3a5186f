import type { Systeme } from '@ppn/demarrage';
import { ouvrirBase } from '@ppn/postgres';
import { sql } from 'kysely';

const EMPOISONNE = '0198c000-0000-7000-8000-0000000000ee';

/**
 * Copie un acte dont la signature est recue, plus ancien que lui, dans un autre dossier, avec un PDF qui ne se scellera jamais :
 * la reprise le rencontre en premier, et ne doit pas s'y arreter.
 */
export async function empoisonner(
  { interieur }: Systeme,
  { acteId, idj }: { readonly acteId: string; readonly idj: string },
): Promise<{ readonly retirer: () => Promise<void> }> {
  const executer = async (requete: ReturnType<typeof sql>): Promise<void> => {
    const base = ouvrirBase(interieur.base.urlProprietaire, { connexions: 1 });
    await requete.execute(base.db).finally(base.fermer);
  };
  const champs = JSON.stringify({ acte_id: EMPOISONNE, idj, maj_a: '2020-01-01T00:00:00Z', pdf: '\\x00' });
  await executer(
    sql`insert into brouillon select (jsonb_populate_record(b, ${champs}::jsonb)).* from brouillon b where acte_id = ${acteId}`,
  );
  return { retirer: () => executer(sql`delete from brouillon where acte_id = ${EMPOISONNE}`) };
}
