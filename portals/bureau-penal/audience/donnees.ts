import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Un role d'audience, tel que servi. */
export type RoleVu = ReponsePour<ContratJustice, 'GET /api/audiences/:id/role'>;
/** Une audience du calendrier, telle que servie. */
export type AudienceVue = RoleVu['audience'];
/** Une affaire au role, telle que servie. */
export type AffaireVue = RoleVu['affaires'][number];

/** Audiences de la juridiction entre deux jours. */
export const lectureAudiences = (du: string, au: string) =>
  queryOptions({
    queryKey: ['audiences', du, au],
    queryFn: async () =>
      (await exiger(client.appeler('GET /api/audiences', { requete: { du, au } }))).audiences,
  });

/** Le role d'une audience. */
export const lectureRole = (id: string) =>
  queryOptions({
    queryKey: ['audiences', id],
    queryFn: () => exiger(client.appeler('GET /api/audiences/:id/role', { id })),
  });
