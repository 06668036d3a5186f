import { sql } from 'kysely';
import { type Conservation, echeancePermise, prevoir } from '../domain/conservation.ts';
import type { Depot } from '../domain/depot.ts';
import { DUREE_MAX, echeanceDe, jourDe } from '../domain/echeances.ts';
import type { PortsTransfert } from '../ports.ts';

/** Jours d'entrees que le lissage lit. */
const RECUL_JOURS = 28;

/** L'etat du stockage aujourd'hui, et ce qu'il permet d'offrir. */
export async function conservationDuJour(
  ports: Pick<PortsTransfert, 'db' | 'entrepot' | 'maintenant'>,
): Promise<Conservation & { readonly capacite: number; readonly occupes: number }> {
  const { db, entrepot } = ports;
  const maintenant = ports.maintenant();
  const aujourdhui = jourDe(maintenant.toISOString());
  const [{ octets: occupes, capacite }, entrees, sorties] = await Promise.all([
    entrepot.occupation(),
    sql<{ octets: number }>`
      select coalesce(sum(d.octets), 0)::bigint as octets
      from generate_series(${aujourdhui}::date - ${RECUL_JOURS}::int, ${aujourdhui}::date - 1, interval '1 day') jour
        left join depot d on (d.depose_a at time zone 'Europe/Paris')::date = jour::date
          and d.depose_a > ${maintenant}::timestamptz - make_interval(days => ${RECUL_JOURS + 2})
      group by jour order by jour`.execute(db),
    sql<{ jour: string; octets: number }>`
      select echeance::text as jour, sum(octets)::bigint as octets from depot where not efface group by echeance`.execute(
      db,
    ),
  ]);
  const premier = entrees.rows.findIndex(({ octets }) => Number(octets) > 0);
  const etat = {
    capacite,
    occupes,
    // Avant le premier depot, la zone n'existait pas : un demarrage ne se lisse pas sur des jours vides.
    entrees: premier < 0 ? [] : entrees.rows.slice(premier).map(({ octets }) => Number(octets)),
    sorties: new Map(sorties.rows.map(({ jour, octets }) => [jour, Number(octets)])),
  };
  return { ...prevoir(etat, aujourdhui), capacite, occupes };
}

const FRAICHEUR_MS = 60_000;
const recentes = new WeakMap<object, { readonly a: number; readonly offerte: Promise<number> }>();

/** Jours offerts aujourd'hui ; recalcules chaque minute. */
export function dureeOfferteMaintenant(
  ports: Pick<PortsTransfert, 'db' | 'entrepot' | 'maintenant'>,
): Promise<number> {
  const a = ports.maintenant().getTime();
  const connue = recentes.get(ports.entrepot);
  if (connue !== undefined && Math.abs(a - connue.a) < FRAICHEUR_MS) return connue.offerte;
  const offerte = conservationDuJour(ports).then((lue) => lue.offerte);
  recentes.set(ports.entrepot, { a, offerte });
  offerte.catch(() => recentes.delete(ports.entrepot));
  return offerte;
}

/** Dernier jour ou l'echeance d'un depot peut etre repoussee : ce qui est offert, jamais moins que ce qui est promis. */
export const echeanceOfferte = async (
  ports: Pick<PortsTransfert, 'db' | 'entrepot' | 'maintenant'>,
  { depose, echeance }: Pick<Depot, 'depose' | 'echeance'>,
): Promise<string> =>
  echeancePermise(
    {
      aujourdhui: jourDe(ports.maintenant().toISOString()),
      promise: echeance,
      limite: echeanceDe(depose.deposeA, DUREE_MAX),
    },
    await dureeOfferteMaintenant(ports),
  );

/** Dite aux deux cotes : l'expediteur au depot, le destinataire dans l'avis. */
export const raisonDe = (offerte: number): string | null =>
  offerte >= DUREE_MAX
    ? null
    : `La plate-forme est très sollicitée : elle offre aujourd’hui ${offerte} jour${offerte > 1 ? 's' : ''} de conservation.`;
