import { horodate } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { consignerLaMesure, verrouillerLaMesure } from '../consigner-mesure.ts';
import { aSonner, type Veille } from '../domain/sonneries.ts';
import type { FaitMesure } from '../faits.ts';
import type { PortsGardeAVue, Tx } from '../ports.ts';
import { sonneesDe } from '../projeter.ts';
import type { LigneDeMesure } from '../vues.ts';

type Ports = Pick<PortsGardeAVue, 'db' | 'droit' | 'maintenant'>;

/** Mesures regardees par tour ; le reste attend la seconde suivante. */
const PAR_TOUR = 200;

/**
 * Un tour de veille : fait sonner ce qui est du, une fois par niveau, meme a deux processus ou apres une mort. Une seule
 * lecture indexee par tour ; une mesure en panne n'arrete pas les autres. Rend le nombre d'alarmes sonnees.
 */
export async function sonnerLesAlarmes(
  ports: Ports,
  surPanne: (mesure: string, cause: unknown) => void,
): Promise<number> {
  const aRegarder = await ports.db
    .selectFrom('mesure')
    .select('id')
    .where('prochaine_alarme', '<=', ports.maintenant())
    .orderBy('prochaine_alarme')
    .limit(PAR_TOUR)
    .execute();
  let sonnees = 0;
  for (const { id } of aRegarder) {
    try {
      sonnees += await sonner(ports, id);
    } catch (cause) {
      surPanne(id, cause);
    }
  }
  return sonnees;
}

/** Sous le verrou de la mesure : un autre processus, ou un acquittement arrive entre-temps, est vu avant d'ecrire. */
async function sonner(ports: Ports, mesure: string): Promise<number> {
  const sonnees = await dansUneTransaction(ports.db, async (tx: Tx) => {
    await verrouillerLaMesure(tx, mesure);
    const { ligne } = await tx
      .selectFrom('mesure')
      .select('ligne')
      .where('id', '=', mesure)
      .executeTakeFirstOrThrow();
    const veille = await veilleDe(tx, ligne, ports);
    const faits = veille.aSonner.map((due) => faitDe(due, ligne.zone, ports.maintenant()));
    const nouveaux = await consignerLaMesure(tx, mesure, faits, 'service', ports);
    await reporter(tx, mesure, veille.prochaineMs);
    return nouveaux.length;
  });
  if (sonnees > 0) await etape('garde-a-vue.alarme-sonnee');
  return sonnees;
}

const veilleDe = async (
  tx: Tx,
  { id, alarmes, zone }: LigneDeMesure,
  { droit, maintenant }: Ports,
): Promise<Veille<LigneDeMesure['alarmes'][number]>> =>
  aSonner(alarmes, { sonnees: await sonneesDe(tx, id), regles: droit.regles, zone }, maintenant().getTime());

const reporter = async (tx: Tx, mesure: string, prochaineMs: number | null): Promise<void> =>
  void (await tx
    .updateTable('mesure')
    .set({ prochaine_alarme: prochaineMs === null ? null : new Date(prochaineMs) })
    .where('id', '=', mesure)
    .execute());

const faitDe = (
  { alarme, niveau, depuisMs }: Veille<LigneDeMesure['alarmes'][number]>['aSonner'][number],
  zone: string,
  maintenant: Date,
): FaitMesure => ({
  type: 'alarme-sonnee',
  donnees: {
    alarme: alarme.id,
    niveau,
    phrase: alarme.phrase,
    dueA: horodate(new Date(depuisMs).toISOString(), zone),
    sonneeA: horodate(maintenant.toISOString(), zone),
  },
});
