import { Chargement, Echec, Supervision, TitrePage } from '@ppn/kit';
import { useMutation, useQuery } from '@tanstack/react-query';
import { client, problemeDe, valeurOuRefus } from '../client.ts';
import { lectureSupervision, memoire } from '../donnees.ts';

/** Ce qui circule entre les deux ministeres : rien de perdu, et depuis quand on le sait. */
export const PageSupervision = () => {
  const lecture = useQuery(lectureSupervision);
  const comparaison = useMutation({
    mutationFn: async () => valeurOuRefus(await client.appeler('POST /api/supervision/rapprochement')),
    onSuccess: (vue) => memoire.setQueryData(lectureSupervision.queryKey, vue),
  });
  return (
    <div className="pile">
      <TitrePage onglet="Supervision">Supervision</TitrePage>
      {lecture.isPending ? <Chargement libelle="Chargement de la supervision" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {comparaison.isError ? <Echec probleme={problemeDe(comparaison.error)} /> : null}
      {lecture.data === undefined ? null : (
        <Supervision
          vue={lecture.data}
          pair="l’Intérieur"
          enCours={comparaison.isPending}
          comparer={() => comparaison.mutate()}
        />
      )}
    </div>
  );
};
