import { RefusDuService } from '@ppn/api-client';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { creerClientDEchange } from '../contexte.tsx';
import { problemeDe } from '../donnees.ts';
import type { PortailDeZone, SessionVue } from './zone.ts';

/** Cache des lectures ; une zone n'a pas de flux vif, les ecrans redemandent. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (essais, erreur) => essais < 2 && problemeDe(erreur).status === 0,
      refetchOnWindowFocus: true,
    },
  },
});

const SESSION = ['session'] as const;
const POULS_MS = 15_000;

/** Session en cours ; `null` : personne n'est connecte. Relue, elle dit aussi que le service repond. */
export const lectureSession = ({ lireSession }: PortailDeZone) =>
  queryOptions({
    queryKey: SESSION,
    queryFn: async (): Promise<SessionVue | null> => {
      const session = await lireSession();
      if (session.ok) return session.valeur;
      if (session.refus.status === 401) return null;
      throw new RefusDuService(session.refus);
    },
    staleTime: Number.POSITIVE_INFINITY,
    // Une relecture manquee ne ferme pas l'ecran : la derniere session connue reste.
    refetchInterval: POULS_MS,
  });

/** Le service ne reconnait plus la session : l'ecran de connexion revient. */
export const sessionPerdue = (): void => void cache.setQueryData(SESSION, null);

/** Une session s'ouvre, ou se ferme : rien de lu par un autre ne reste. */
export function oublierLesLectures(): void {
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION[0] });
}

/** Une session vient de s'ouvrir. */
export function sessionOuverte(): void {
  oublierLesLectures();
  void cache.invalidateQueries({ queryKey: SESSION });
}

/** Client des ecrans de l'echange. */
export const clientDEchange = creerClientDEchange(sessionPerdue);
