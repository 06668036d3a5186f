import { PageDeSupervision } from '@ppn/kit';
import { useMutation, useQuery } from '@tanstack/react-query';
import { client } from '../application/client.ts';
import { exiger } from '@ppn/api-client';
import { cache, lectureSupervision, problemeDe } from '../application/donnees.ts';

/** Supervision, vue de l'Interieur. */
export function PageSupervision() {
  const { data, error, refetch } = useQuery(lectureSupervision);
  const comparaison = useMutation({
    mutationFn: () => exiger(client.appeler('POST /api/supervision/rapprochement')),
    onSuccess: (vue) => cache.setQueryData(lectureSupervision.queryKey, vue),
  });
  return (
    <PageDeSupervision
      pair="la Justice"
      vue={data}
      refus={error === null ? undefined : problemeDe(error)}
      relire={() => void refetch()}
      comparaison={{
        enCours: comparaison.isPending,
        refus: comparaison.isError ? problemeDe(comparaison.error) : undefined,
        lancer: () => comparaison.mutate(),
      }}
    />
  );
}
