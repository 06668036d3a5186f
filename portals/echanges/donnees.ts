import { exiger, type Probleme, problemeDeLErreur, RefusDuService } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { type ClientDEchange, usePoste } from './contexte.tsx';

/** Lectures de l'echange, a refaire apres un geste. */
export const CLES_DE_L_ECHANGE = [['depots'], ['depot'], ['preparations']] as const;

/** Pas de donnees vives : une liste se redemande toutes les dix secondes, un depot ouvert toutes les cinq. */
const LISTE_MS = 10_000;
const DEPOT_MS = 5_000;

/** Le probleme d'une lecture manquee, tel que montre. */
export const problemeDe = (erreur: unknown): Probleme =>
  problemeDeLErreur(erreur, 'L’écran n’a pas pu se charger. Réessayez : vos envois en cours sont gardés.');

/** Depots recus ou envoyes ; `avant` : la page suivante. */
export const lectureDepots = (client: ClientDEchange, sens: 'recus' | 'envoyes', avant?: string) =>
  queryOptions({
    queryKey: ['depots', sens, avant ?? ''],
    queryFn: () =>
      exiger(
        client.appeler('GET /api/depots', { requete: { sens, ...(avant === undefined ? {} : { avant }) } }),
      ).then(({ depots }) => depots),
    staleTime: 2_000,
    refetchInterval: LISTE_MS,
  });

/** Un depot et son suivi. Pour un destinataire, la premiere lecture est notee par le service : « ouvert ». */
export const lectureDepot = (client: ClientDEchange, id: string) =>
  queryOptions({
    queryKey: ['depot', id],
    queryFn: () => exiger(client.appeler('GET /api/depots/:id', { id })),
    staleTime: 2_000,
    refetchInterval: DEPOT_MS,
  });

/** Mes depots en preparation. */
export const lecturePreparations = (client: ClientDEchange) =>
  queryOptions({
    queryKey: ['preparations'],
    queryFn: () => exiger(client.appeler('GET /api/preparations')).then(({ preparations }) => preparations),
    staleTime: 2_000,
    refetchInterval: LISTE_MS,
  });

/** Un depot en preparation ; `null` : rien n'est encore prepare sous cet identifiant. */
export const lecturePreparation = (client: ClientDEchange, id: string) =>
  queryOptions({
    queryKey: ['preparation', id],
    queryFn: async () => {
      const rendu = await client.appeler('GET /api/preparations/:id', { id });
      if (rendu.ok) return rendu.valeur;
      if (rendu.refus.status === 404) return null;
      throw new RefusDuService(rendu.refus);
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** L'examen des fichiers d'un depot en preparation, par envoi ; redemande tant qu'il en manque. */
export const lectureExamens = (client: ClientDEchange, id: string) =>
  queryOptions({
    queryKey: ['examens', id],
    queryFn: async () => {
      const { envois } = await exiger(client.appeler('GET /api/preparations/:id', { id }));
      return envois.flatMap(({ id: envoi, examen }) => (examen === null ? [] : [{ envoi, examen }]));
    },
    gcTime: 0,
  });

/** Ce que la plate-forme offre et examine aujourd'hui. */
export const lectureConservation = (client: ClientDEchange) =>
  queryOptions({
    queryKey: ['conservation'],
    queryFn: () => exiger(client.appeler('GET /api/conservation')),
    staleTime: 60_000,
  });

/** Les lectures du poste courant. */
export function useLectures() {
  const { client } = usePoste();
  return {
    depots: (sens: 'recus' | 'envoyes', avant?: string) => lectureDepots(client, sens, avant),
    depot: (id: string) => lectureDepot(client, id),
    preparations: () => lecturePreparations(client),
    preparation: (id: string) => lecturePreparation(client, id),
    examens: (id: string) => lectureExamens(client, id),
    conservation: () => lectureConservation(client),
  };
}
