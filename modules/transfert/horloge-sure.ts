import { createHash } from 'node:crypto';
import { lireJeton } from '@ppn/sealing';
import type { PortsTransfert } from './ports.ts';

/**
 * Fait dater une declaration, et verifie que le tiers a bien passe cet instant (ms POSIX). Faux : notre horloge avance,
 * l'alarme est donnee et rien d'irreversible ne se fait. Lance `HorodatageIndisponible`.
 */
export async function daterApres(
  ports: PortsTransfert,
  declaration: string,
  instant: number,
): Promise<Uint8Array | undefined> {
  const jeton = await ports.horodateur(createHash('sha256').update(declaration).digest());
  const date = lireJeton(jeton)?.instant;
  if (date === undefined) throw new Error('Le jeton d’horodatage est illisible.');
  if (date.getTime() >= instant) return jeton;
  ports.alarmer('Horloge suspecte : rien n’est fermé ni détruit', {
    horodatage: date.toISOString(),
    ici: ports.maintenant().toISOString(),
  });
  return undefined;
}

/** Une derive de moins d'une heure ne change pas un jour d'echeance. */
const RECUL_ADMIS_MS = 3_600_000;

/** Vrai si notre horloge est en retard sur le dernier depot : l'echeance promise serait fausse, l'alarme est donnee. */
export async function horlogeReculee(
  { db, alarmer }: Pick<PortsTransfert, 'db' | 'alarmer'>,
  maintenant: Date,
): Promise<boolean> {
  const dernier = await db
    .selectFrom('depot')
    .select('depose_a')
    .orderBy('depose_a', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (dernier === undefined || dernier.depose_a.getTime() - maintenant.getTime() < RECUL_ADMIS_MS)
    return false;
  alarmer('Horloge suspecte : elle a reculé', {
    dernierDepot: dernier.depose_a.toISOString(),
    ici: maintenant.toISOString(),
  });
  return true;
}
