import { msDe } from '@ppn/core';
import type { ActeJson } from '@ppn/acte/contract';
import { sql } from 'kysely';
import { apportDe } from '../catalogue.ts';
import { fluxMesure } from '../faits.ts';
import { TYPES_JUGES } from '../points-d-attention.ts';
import type { Tx } from '../ports.ts';

/** L'heure d'un acte et celle d'un fait s'ecrivent a la seconde. */
const SECONDE_MS = 1_000;

/**
 * Les entrees que ce service avait inscrites quand l'acte a ete gele : celles sur lesquelles il l'a juge. `undefined` si
 * l'acte ne porte rien que la loi puisse exclure : le destinataire n'a alors rien a rejouer.
 */
export async function premissesDe(tx: Tx, acte: ActeJson): Promise<readonly string[] | undefined> {
  const apport = apportDe(acte);
  if (apport?.entrees.some(({ type }) => TYPES_JUGES.includes(type)) !== true) return undefined;
  const geleA = msDe(acte.redigeA) + SECONDE_MS;
  const { rows } = await sql<{ id: string; survenu_a: string }>`
    select e.id, f.survenu_a from mesure_entree e
    join fait f on f.flux = ${fluxMesure(apport.mesure.id)} and f.version = e.rang
    where e.mesure = ${apport.mesure.id} order by e.rang`.execute(tx);
  return rows.filter(({ survenu_a }) => msDe(survenu_a) <= geleA).map(({ id }) => id);
}
