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
