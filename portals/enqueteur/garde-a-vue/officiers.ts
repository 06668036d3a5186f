import { queryOptions } from '@tanstack/react-query';
import { clientDeMessagerie } from '../application/client.ts';
import { exiger } from '@ppn/api-client';

/** Officiers de l'unite, qui peuvent tenir une mesure. */
export const lectureOfficiers = queryOptions({
  queryKey: ['officiers'],
  queryFn: () => exiger(clientDeMessagerie.appeler('GET /api/permanence')).then(({ collegues }) => collegues),
  staleTime: 60_000,
});
