import { fluxMesure } from './faits.ts';
import type { PortsGardeAVue } from './ports.ts';

/** Flux des registres d'un dossier : un par mesure, dans un ordre stable. */
export async function registresDuDossier(
  db: Pick<PortsGardeAVue['db'], 'selectFrom'>,
  idj: string,
): Promise<readonly string[]> {
  const mesures = await db.selectFrom('mesure').select('id').where('idj', '=', idj).orderBy('id').execute();
  return mesures.map(({ id }) => fluxMesure(id));
}
