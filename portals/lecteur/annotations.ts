import { type Client, exiger, type Probleme } from '@ppn/api-client';
import type { Annotation, contratAnnotations } from '@ppn/dossier/contract';
import { annoncer } from '@ppn/kit';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { Ancre } from './ancre.ts';

/** Points dont les notes se servent, dans l'un ou l'autre ministere. */
export type ClientDAnnotations = Pick<Client<typeof contratAnnotations>, 'appeler'>;

/** Une note a poser : son endroit, son texte, a qui elle se montre ; `id` : celle qui change. */
export type AnnotationVoulue = Ancre & {
  readonly id?: string;
  readonly texte: string;
  readonly partagee: boolean;
};

const lecture = (client: ClientDAnnotations, idj: string) =>
  queryOptions({
    queryKey: ['annotations', idj],
    queryFn: async () =>
      (await exiger(client.appeler('GET /api/dossiers/:idj/annotations', { idj }))).annotations,
  });

const AUCUNE: readonly Annotation[] = [];

/** Les notes et les marques d'un dossier, et de quoi les changer. */
export function useAnnotations(client: ClientDAnnotations, idj: string) {
  const memoire = useQueryClient();
  const { data: annotations = AUCUNE } = useQuery(lecture(client, idj));
  const [refus, setRefus] = useState<Probleme>();
  const changer = useCallback(
    (suite: (avant: readonly Annotation[]) => readonly Annotation[]): void =>
      void memoire.setQueryData(lecture(client, idj).queryKey, (avant) => suite(avant ?? AUCUNE)),
    [memoire, client, idj],
  );
  const poser = useCallback(
    async ({ id = crypto.randomUUID(), ...corps }: AnnotationVoulue): Promise<boolean> => {
      const rendu = await client.appeler('PUT /api/dossiers/:idj/annotations/:id', { idj, id, corps });
      setRefus(rendu.ok ? undefined : rendu.refus);
      if (!rendu.ok) return false;
      changer((avant) => [...avant.filter((une) => une.id !== id), rendu.valeur]);
      annoncer(corps.texte === '' ? 'Marque posée' : 'Note gardée');
      return true;
    },
    [client, idj, changer],
  );
  const effacer = useCallback(
    async (id: string): Promise<void> => {
      const rendu = await client.appeler('DELETE /api/dossiers/:idj/annotations/:id', { idj, id });
      setRefus(rendu.ok ? undefined : rendu.refus);
      if (rendu.ok) changer((avant) => avant.filter((une) => une.id !== id));
    },
    [client, idj, changer],
  );
  return { annotations, poser, effacer, refus };
}
