import { exiger, type Probleme, problemeDeLErreur } from '@ppn/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ClientDeMessagerie, usePoste } from './contexte.tsx';
import { nonLusParMesure } from './fils-de-la-mesure.ts';

/** Lectures a refaire quand le flux vif annonce un changement de genre `fil`. */
export const CLES_DE_MESSAGERIE = [['fils'], ['fil'], ['permanence']] as const;

/** Une lecture redit aussi que l'agent est la : au plus toutes les quarante-cinq secondes. */
const SIGNE_MS = 45_000;

/** Le probleme d'une lecture manquee, tel que montre. */
export const problemeDe = (erreur: unknown): Probleme =>
  problemeDeLErreur(
    erreur,
    'La messagerie n’a pas pu se charger. Réessayez : ce que vous écriviez est gardé sur ce poste.',
  );

/** Mes fils, filtres ; `idj` : ceux d'un dossier. */
export const lectureFils = (
  client: ClientDeMessagerie,
  { q = '', idj }: { readonly q?: string; readonly idj?: string },
) =>
  queryOptions({
    queryKey: ['fils', idj ?? '', q],
    queryFn: () =>
      exiger(client.appeler('GET /api/fils', { requete: { q, ...(idj === undefined ? {} : { idj }) } })),
    staleTime: 5_000,
    refetchInterval: SIGNE_MS,
  });

/** Un fil entier. */
export const lectureFil = (client: ClientDeMessagerie, fil: string) =>
  queryOptions({
    queryKey: ['fil', fil],
    queryFn: () => exiger(client.appeler('GET /api/fils/:fil', { fil })),
    staleTime: 5_000,
    refetchInterval: SIGNE_MS,
  });

/** Le compte rendu prerempli d'un dossier. */
export const lectureCompteRendu = (client: ClientDeMessagerie, idj: string) =>
  queryOptions({
    queryKey: ['compte-rendu', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/compte-rendu', { idj })),
    staleTime: 0,
  });

/** La permanence de ma fonction. */
export const lecturePermanence = (client: ClientDeMessagerie) =>
  queryOptions({
    queryKey: ['permanence'],
    queryFn: () => exiger(client.appeler('GET /api/permanence')),
    staleTime: 5_000,
  });

/** Messages non lus de l'agent, pour le rail. */
export function useMessagesNonLus(client: ClientDeMessagerie, actif = true): number {
  return useQuery({ ...lectureFils(client, {}), enabled: actif }).data?.nonLus ?? 0;
}

/** Messages non lus de chaque garde a vue, pour les tableaux : la meme lecture que le rail. */
export function useNonLusParMesure(client: ClientDeMessagerie): ReadonlyMap<string, number> {
  const { data } = useQuery(lectureFils(client, {}));
  return useMemo(() => nonLusParMesure(data?.fils ?? []), [data]);
}

/** Les lectures du poste courant. */
export function useLectures() {
  const { client } = usePoste();
  return {
    fils: (filtre: { readonly q?: string; readonly idj?: string }) => lectureFils(client, filtre),
    fil: (fil: string) => lectureFil(client, fil),
    compteRendu: (idj: string) => lectureCompteRendu(client, idj),
    permanence: () => lecturePermanence(client),
  };
}
