import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { lectureDossierAu } from '../application/donnees.ts';

/** La vue que l'adresse designe : celle d'aujourd'hui, ou celle de la date passee `au`. */
export function useVueOuverte(idj: string) {
  const { au } = useSearch({ strict: false });
  return useQuery(lectureDossierAu(idj, au));
}
