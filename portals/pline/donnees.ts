import { RefusDuService, type ReponsePour } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import type { contratPline } from '@ppn/service-pline/contract';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Session ouverte, telle que rendue par PLINE. */
export type Session = ReponsePour<typeof contratPline, 'GET /api/session'>;

/** Cache des lectures ; PLINE n'a pas de flux vif, les ecrans redemandent. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (essais, erreur) => essais < 2 && problemeDe(erreur).status === 0,
      refetchOnWindowFocus: true,
    },
  },
});

const POULS_MS = 15_000;

/** Session en cours ; `null` : personne n'est connecte. Relue, elle dit aussi que le service repond. */
export const lectureSession = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await client.appeler('GET /api/session');
    if (session.ok) return session.valeur;
    if (session.refus.status === 401) return null;
    throw new RefusDuService(session.refus);
  },
  staleTime: Number.POSITIVE_INFINITY,
  refetchInterval: POULS_MS,
  // Une relecture manquee ne ferme pas l'ecran : la derniere session connue reste.
  structuralSharing: true,
});
