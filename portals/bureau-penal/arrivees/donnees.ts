import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Une arrivee, telle que le service la montre. */
export type Arrivee = ReponsePour<ContratJustice, 'GET /api/arrivees'>['arrivees'][number];
export type Constat = Arrivee['constats'][number];
export type Vue = 'a-trier' | 'mise-de-cote' | 'traitees';

/** Les arrivees d'une vue, controles compris. */
export const lectureArrivees = (sort: Vue) =>
  queryOptions({
    queryKey: ['arrivees', sort],
    queryFn: () => exiger(client.appeler('GET /api/arrivees', { requete: { sort } })),
  });

/** Motifs de retour en vigueur. */
export const lectureMotifsDeRetour = queryOptions({
  queryKey: ['motifs-de-retour'],
  queryFn: async () => (await exiger(client.appeler('GET /api/greffe/motifs-de-retour'))).motifs,
  staleTime: 3_600_000,
});
