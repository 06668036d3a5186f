import { exiger } from '@ppn/api-client';
import { PageDeSupervision } from '@ppn/kit';
import { useMutation, useQuery } from '@tanstack/react-query';
import { client, problemeDe } from '../client.ts';
import { lectureSupervision, memoire } from '../donnees.ts';

/** Supervision, vue de la Justice. */
export function PageSupervision() {
  const { data, error, refetch } = useQuery(lectureSupervision);
  const comparaison = useMutation({
    mutationFn: () => exiger(client.appeler('POST /api/supervision/rapprochement')),
    onSuccess: (vue) => memoire.setQueryData(lectureSupervision.queryKey, vue),
  });
  return (
    <PageDeSupervision
      pair="l’Intérieur"
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
