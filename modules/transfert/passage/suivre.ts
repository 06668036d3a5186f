import { reussite } from '@ppn/core';
import { changer, chargerDepot } from '../consigner.ts';
import type { FaitDeTransfert } from '../domain/faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { differer, passagesDus, type PassageEmis } from './file.ts';
import { type SuiviRapporte, suiviRapporte } from './formes.ts';
import { type LienDePassage, ZoneInjoignable } from './lien.ts';

const LOT = 200;

/** Demande a PLEX ce que sont devenus les depots passes, et lui dit ce que leurs expediteurs ont change. Rend le nombre de changes. */
export async function suivreLesPassages(ports: PortsTransfert, lien: LienDePassage): Promise<number> {
  const maintenant = ports.maintenant();
  const dus = await passagesDus(ports.db, { etat: 'passe', maintenant, lot: LOT });
  const voulus = (await Promise.all(dus.map((passage) => vouluDe(ports, passage)))).filter(
    (voulu) => voulu !== undefined,
  );
  if (voulus.length === 0) return 0;
  const lu = await demander(lien, voulus);
  const parAutre = new Map(lu?.depots.map((change) => [change.depot, change]) ?? []);
  let changes = 0;
  for (const passage of dus) {
    const change = passage.autre === null ? undefined : parAutre.get(passage.autre);
    if (change === undefined) await differer(ports.db, passage, { maintenant });
    else {
      await reporter(ports, passage, change);
      changes += 1;
    }
  }
  return changes;
}

async function demander(lien: LienDePassage, depots: readonly unknown[]): Promise<SuiviRapporte | undefined> {
  try {
    const { statut, corps } = await lien.demander('POST', '/passage/suivi', { depots });
    return statut === 200 ? suiviRapporte.parse(corps) : undefined;
  } catch (cause) {
    if (cause instanceof ZoneInjoignable) return undefined;
    throw cause;
  }
}

async function vouluDe({ db }: PortsTransfert, { depot: id, autre, vu, relances }: PassageEmis) {
  const depot = await chargerDepot(db, id);
  if (depot === undefined || depot.passage === null) return undefined;
  const { echeance, motifDeRetrait } = depot;
  return { depot: autre ?? depot.passage.depot, vu, echeance, retrait: motifDeRetrait, relances };
}

/** Ecrit les faits rapportes, chacun une fois, dans l'ordre de la-bas ; puis jusqu'ou l'on sait. */
async function reporter(
  ports: PortsTransfert,
  { depot: id }: PassageEmis,
  { depot, faits, version, fini }: SuiviRapporte['depots'][number],
): Promise<void> {
  const maintenant = ports.maintenant();
  await changer<never>(ports.db, {
    id,
    auteur: 'plate-forme',
    maintenant,
    decider: (actuel) => {
      const rangConnu = actuel?.passage?.rang ?? Number.POSITIVE_INFINITY;
      return reussite(
        faits
          .filter(({ rang }) => rang > rangConnu)
          .map(({ rang, fait }): FaitDeTransfert => ({
            type: 'fait-rapporte',
            donnees: { zone: 'plex', depot, rang, fait },
          })),
      );
    },
    avec: async (tx) => {
      await tx
        .updateTable('passage_emis')
        .set({
          vu: version,
          essais: 0,
          prochain_a: maintenant,
          autre: depot,
          ...(fini ? { etat: 'clos' } : {}),
        })
        .where('depot', '=', id)
        .execute();
    },
  });
}
