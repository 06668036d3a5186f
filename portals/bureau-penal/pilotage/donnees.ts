import { exiger, type ReponsePour } from '@ppn/api-client';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Le tableau de bord de la juridiction, et une ligne d'une de ses listes. */
export type Tableau = ReponsePour<ContratJustice, 'GET /api/pilotage'>;
export type Procedure = ReponsePour<ContratJustice, 'GET /api/pilotage/procedures'>['procedures'][number];

/** Ce qu'un chiffre designe ; l'adresse de la liste le porte. */
export type Filtre = {
  readonly etat?: 'a-trier' | 'a-decider' | 'retournee' | 'decidee' | 'en-stock';
  readonly age?: string;
  readonly quoi?: 'recues' | 'enregistrees' | 'decidees';
  readonly semaine?: string;
  readonly decision?: string;
  readonly unite?: string;
};

/** Le tableau : le flux vif dit quand il change, une relecture par minute rattrape le reste. */
export const lectureTableauDeBord = queryOptions({
  queryKey: ['pilotage', 'tableau'],
  queryFn: () => exiger(client.appeler('GET /api/pilotage')),
  refetchInterval: 60_000,
});

/** La liste qu'un chiffre designe, page par page ; la lecture est tracee. */
export const lectureListe = (filtre: Filtre) =>
  infiniteQueryOptions({
    queryKey: ['pilotage', 'liste', filtre],
    queryFn: ({ pageParam }) =>
      exiger(
        client.appeler('GET /api/pilotage/procedures', {
          requete: { ...filtre, ...(pageParam === '' ? {} : { apres: pageParam }) },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ suite }) => suite ?? undefined,
  });

const ETATS = ['a-trier', 'a-decider', 'retournee', 'decidee', 'en-stock'] as const;
const QUOI = ['recues', 'enregistrees', 'decidees'] as const;

/** Filtre lu dans l'adresse ; ce qui est mal forme s'ignore. */
export function validerFiltre(brut: Record<string, unknown>): Filtre {
  const texte = (cle: string): string | undefined => {
    const valeur = brut[cle];
    return typeof valeur === 'string' && valeur.length < 61 && valeur !== '' ? valeur : undefined;
  };
  const etat = ETATS.find((un) => un === brut['etat']);
  const quoi = QUOI.find((un) => un === brut['quoi']);
  const [age, semaine, decision, unite] = [texte('age'), texte('semaine'), texte('decision'), texte('unite')];
  return {
    ...(etat === undefined ? {} : { etat }),
    ...(quoi === undefined ? {} : { quoi }),
    ...(age === undefined ? {} : { age }),
    ...(semaine === undefined ? {} : { semaine }),
    ...(decision === undefined ? {} : { decision }),
    ...(unite === undefined ? {} : { unite }),
  };
}
