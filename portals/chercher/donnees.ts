import { exiger, type Probleme, problemeDeLErreur } from '@ppn/api-client';
import type { Filtres } from '@ppn/recherche/contract';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Demande, estVide } from './demande.ts';
import type { ClientDeRecherche } from './palette.ts';

/** Le probleme d'une lecture manquee, tel que montre. */
export const problemeDe = (erreur: unknown): Probleme =>
  problemeDeLErreur(
    erreur,
    'La recherche n’a pas abouti. Réessayez : votre question est gardée dans l’adresse de la page.',
  );

type Requete = Omit<Demande, 'etat' | 'tri' | 'natinf'> & {
  readonly etat?: NonNullable<Filtres['etat']>;
  readonly tri?: 'pertinence' | 'date';
  readonly natinf?: number;
};

const requeteDe = ({ natinf, ...demande }: Demande): Requete =>
  ({ ...demande, ...(natinf === undefined ? {} : { natinf: Number(natinf) }) }) as Requete;

/** Une recherche, page apres page ; l'ancienne reste montree le temps que la nouvelle arrive. */
export const lectureRecherche = (client: ClientDeRecherche, demande: Demande) =>
  infiniteQueryOptions({
    queryKey: ['recherche', demande],
    queryFn: ({ pageParam }: { readonly pageParam: string | undefined }) =>
      exiger(
        client.appeler('GET /api/recherche', {
          requete: { ...requeteDe(demande), ...(pageParam === undefined ? {} : { apres: pageParam }) },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ suivante }) => suivante ?? undefined,
    enabled: !estVide(demande),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** Les recherches gardees par l'agent. */
export const lectureGardees = (client: ClientDeRecherche) =>
  queryOptions({
    queryKey: ['recherches-gardees'],
    queryFn: async () => (await exiger(client.appeler('GET /api/recherches-gardees'))).recherches,
  });

/** Garde la recherche sous un nom. */
export const garder = (client: ClientDeRecherche, nom: string, { q = '', ...filtres }: Demande) =>
  exiger(
    client.appeler('PUT /api/recherches-gardees/:id', {
      id: crypto.randomUUID(),
      corps: { nom, question: q, filtres: requeteDe(filtres) },
    }),
  );

/** Oublie une recherche gardee. */
export const oublier = (client: ClientDeRecherche, id: string) =>
  exiger(client.appeler('DELETE /api/recherches-gardees/:id', { id }));
