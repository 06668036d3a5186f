import { QueryClient } from '@tanstack/react-query';
import { RefusDuService } from '@ppn/api-client';

/** Memoire des lectures : tenue a jour par le flux vif, jamais par une relecture periodique. */
export const memoire = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (essais, erreur) =>
        essais < 2 &&
        erreur instanceof RefusDuService &&
        (erreur.probleme.status === 0 || erreur.probleme.status >= 500),
      retryDelay: 800,
    },
  },
});
