import type { ServiceEnMarche } from '@ppn/demarrage';
import { type Base, ouvrirBase } from '@ppn/postgres';

/** La base d'un service, ouverte par le superutilisateur de sa grappe : rien ne lui est interdit. */
export function enSuperutilisateur({ base }: ServiceEnMarche): Base<unknown> {
  const { grappe, urlProprietaire } = base;
  if (grappe === undefined) throw new Error('Cet essai veut la grappe du lanceur.');
  const url = new URL(grappe.urlAdministrateur);
  url.pathname = new URL(urlProprietaire).pathname;
  return ouvrirBase(url.toString(), { connexions: 1 });
}

/** Coupe toute protection, execute, et remet tout comme avant : il ne reste que le mal. */
export async function frapper(service: ServiceEnMarche, ordre: string): Promise<void> {
  const base = enSuperutilisateur(service);
  await base.pool.query(`begin; alter table fait disable trigger all; alter table feuille disable trigger all;
    alter table noeud disable trigger all; alter table point disable trigger all; ${ordre};
    ${REMETTRE}; commit`);
  await base.fermer();
}

/** Les declencheurs du journal reviennent « toujours », ceux de PostgreSQL et de NOTIFY a l'ordinaire. */
const REMETTRE = `do $$ declare d record; begin
  for d in select c.relname, t.tgname, t.tgisinternal from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgenabled = 'D' loop
    execute format('alter table %I enable %s trigger %I', d.relname,
      case when d.tgisinternal or d.tgname = 'fait_2_prevenir' then '' else 'always' end, d.tgname);
  end loop; end $$`;

/** Ce qu'une base repond, par le proprietaire. */
export async function lire<T>(service: ServiceEnMarche, ordre: string): Promise<readonly T[]> {
  const base = ouvrirBase(service.base.urlProprietaire, { connexions: 1 });
  try {
    return (await base.pool.query(ordre)).rows as readonly T[];
  } finally {
    await base.fermer();
  }
}
