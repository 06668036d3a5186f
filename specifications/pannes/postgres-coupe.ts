import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NomDeService, Systeme } from '@ppn/demarrage';
import { demarrerGrappe, type Grappe, ouvrirBase } from '@ppn/postgres';
import { attendre } from '@ppn/scenarios/jeu';
import { sql } from 'kysely';

/** Tue le PostgreSQL d'un service par SIGKILL et attend sa fin ; rend de quoi le redemarrer sur le meme port. */
export async function couperPostgres(
  systeme: Systeme,
  service: NomDeService,
): Promise<() => Promise<Grappe>> {
  const { grappe } = systeme[service].base;
  if (!grappe) throw new Error('Cette base n’est pas à nous.');
  process.kill(await serveurDe(grappe), 'SIGKILL');
  await grappe.fin;
  await grappe.arreter();
  const grappes = readdirSync(systeme.dossier).find((nom) => nom.startsWith('postgres'));
  const dossier = join(systeme.dossier, grappes ?? '', service);
  // Les processus de connexion du serveur tue finissent d'eux-memes ; d'ici la, le dossier reste pris.
  return () =>
    attendre('reprise de PostgreSQL', () =>
      demarrerGrappe({ dossier, port: grappe.port }).catch(() => undefined),
    );
}

/** Le processus principal est le parent de celui qui sert une connexion. */
async function serveurDe({ urlAdministrateur }: Grappe): Promise<number> {
  const base = ouvrirBase(urlAdministrateur, { connexions: 1 });
  try {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(base.db);
    const etat = readFileSync(`/proc/${rows[0]?.pid ?? 0}/stat`, 'utf8');
    return Number(etat.slice(etat.lastIndexOf(')') + 2).split(' ')[1]);
  } finally {
    await base.fermer();
  }
}
