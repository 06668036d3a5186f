import type { ReponsePour } from '@ppn/api-client';
import { createContext, useContext } from 'react';
import type { ContratJustice } from './client.ts';

/** Session ouverte, telle que rendue par le service. */
export type Session = ReponsePour<ContratJustice, 'GET /api/session'>;

/** Porte la session a tous les ecrans du bureau. */
export const ContexteSession = createContext<Session | undefined>(undefined);

/** La session ouverte ; lance hors du bureau : c'est un defaut d'assemblage. */
export const useSession = (): Session => {
  const session = useContext(ContexteSession);
  if (session === undefined) throw new Error('useSession hors de ContexteSession');
  return session;
};
