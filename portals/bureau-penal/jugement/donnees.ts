import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Un jugement du dossier, tel que servi. */
export type JugementVu = ReponsePour<ContratJustice, 'GET /api/dossiers/:idj/jugements'>['jugements'][number];
/** Une peine de la nomenclature. */
export type PeineVue = ReponsePour<ContratJustice, 'GET /api/nomenclatures/peines'>['peines'][number];

/** Jugements d'un dossier et leurs voies de recours ; relus avec le dossier. */
export const lectureJugements = (idj: string) =>
  queryOptions({
    queryKey: ['dossier', idj, 'jugements'],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/jugements', { idj })),
  });

/** Peines de la nomenclature en vigueur. */
export const lecturePeines = queryOptions({
  queryKey: ['peines'],
  queryFn: async () => (await exiger(client.appeler('GET /api/nomenclatures/peines'))).peines,
  staleTime: 3_600_000,
});
