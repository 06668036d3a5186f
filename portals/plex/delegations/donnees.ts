import { exiger } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type Delegation } from '../client.ts';

/** Les delegations donnees et recues ; redemandees, car un confrere peut en donner une a tout moment. */
export const lectureDelegations = queryOptions({
  queryKey: ['delegations'],
  queryFn: () => exiger(client.appeler('GET /api/delegations')),
  staleTime: 2_000,
  refetchInterval: 10_000,
});

/** Ou en est une delegation, en un mot. `aujourdhui` : AAAA-MM-JJ, heure de Paris. */
export function etatDe(
  { revoqueeA, enCours, du }: Pick<Delegation, 'revoqueeA' | 'enCours' | 'du'>,
  aujourdhui: string,
): { readonly ton: 'succes' | 'info' | 'neutre'; readonly libelle: string } {
  if (revoqueeA !== null) return { ton: 'neutre', libelle: 'révoquée' };
  if (enCours) return { ton: 'succes', libelle: 'en cours' };
  return du > aujourdhui ? { ton: 'info', libelle: 'à venir' } : { ton: 'neutre', libelle: 'finie' };
}

/** Jour civil d'aujourd'hui (AAAA-MM-JJ), heure de Paris. */
export const aujourdhui = (): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(new Date());
