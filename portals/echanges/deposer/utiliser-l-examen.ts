import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useLectures } from '../donnees.ts';
import type { Examen } from '../examen.ts';
import type { FichierVu } from '../moteur/fiche.ts';

const REDEMANDE_MS = 2_000;

/** Ce que l'examen dit de chaque envoi complet ; redemande tant qu'un fichier complet n'a pas son verdict. */
export function useExamens(depot: string, fichiers: readonly FichierVu[]): ReadonlyMap<string, Examen> {
  const complets = fichiers.filter(({ etat, envoi }) => etat === 'complet' && envoi !== undefined);
  const lecture = useQuery({
    ...useLectures().examens(depot),
    enabled: complets.length > 0,
    refetchInterval: ({ state: { data } }) => {
      const connus = new Set((data ?? []).map(({ envoi }) => envoi));
      return complets.every(({ envoi }) => connus.has(envoi ?? '')) ? false : REDEMANDE_MS;
    },
  });
  return useMemo(
    () => new Map((lecture.data ?? []).map(({ envoi, examen }) => [envoi, examen])),
    [lecture.data],
  );
}
