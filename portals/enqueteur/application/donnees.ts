import { exiger, type Probleme, problemeDeLErreur, RefusDuService } from '@ppn/api-client';
import { CLES_DE_MESSAGERIE } from '@ppn/conversation';
import { QueryClient, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';

/** Le probleme a montrer pour une erreur quelconque. */
export const problemeDe = (erreur: unknown): Probleme =>
  problemeDeLErreur(
    erreur,
    'Le portail a rencontré un incident. Rechargez la page : votre saisie est gardée.',
  );

/** Cache des lectures : frais tant que le flux vif n'annonce rien, relu a la reprise. */
export const cache = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (essais, erreur) => essais < 2 && problemeDe(erreur).status === 0,
      refetchOnWindowFocus: true,
    },
  },
});

/** Session en cours ; `null` : personne n'est connecte. */
export const lectureSession = queryOptions({
  queryKey: ['session'],
  queryFn: async () => {
    const session = await client.appeler('GET /api/session');
    if (session.ok) return session.valeur;
    if (session.refus.status === 401) return null;
    throw new RefusDuService(session.refus);
  },
  staleTime: Infinity,
});

/** Procedures de l'unite, filtrees par le service ; `tronquee` : de plus anciennes ne sont pas rendues. */
export const lectureDossiers = (q = '') =>
  queryOptions({
    queryKey: ['dossiers', q],
    queryFn: () => exiger(client.appeler('GET /api/dossiers', { requete: { q } })),
  });

/** Rapprochement avec la Justice et journal de preuve, relus toutes les quinze secondes. */
export const lectureSupervision = queryOptions({
  queryKey: ['supervision'],
  queryFn: () => exiger(client.appeler('GET /api/supervision')),
  refetchInterval: 15_000,
});

/** L'autre ministere repond-il, et sinon depuis quand ; le flux vif annonce la coupure et le retour. */
export const lectureLiaison = queryOptions({
  queryKey: ['liaison'],
  queryFn: () => exiger(client.appeler('GET /api/supervision/liaison')),
  // Une lecture partie avant le retour peut arriver apres son annonce : tant qu'on le dit absent, on redemande.
  refetchInterval: ({ state }) => (typeof state.data?.absentDepuis === 'string' ? 5_000 : false),
});

/** Vue entiere d'un dossier. */
export const lectureDossier = (idj: string) =>
  queryOptions({
    queryKey: ['dossier', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj', { idj })),
  });

/** La meme vue a un instant passe ; sans instant, celle d'aujourd'hui. Le passe ne se relit pas. */
export const lectureDossierAu = (idj: string, au: string | undefined) =>
  au === undefined
    ? lectureDossier(idj)
    : queryOptions({
        queryKey: ['dossier-passe', idj, au],
        queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj', { idj, requete: { au } })),
        staleTime: Number.POSITIVE_INFINITY,
      });

/** Un acte en redaction ; jamais relu d'office : l'editeur tient la version courante. */
export const lectureActe = (idj: string, acteId: string) =>
  queryOptions({
    queryKey: ['acte', acteId],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId })),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** Signatures manuscrites d'un acte en redaction : vivent avec la tablette. */
export const lectureRecueil = (idj: string, acteId: string) =>
  queryOptions({
    queryKey: ['recueil', idj, acteId],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/actes/:acteId/signatures', { idj, acteId })),
    staleTime: 0,
  });

/** Qui peut cosigner un acte de ce type : agents de l'unite, interpretes inscrits. */
export const lectureCosignataires = ({ idj, type }: { readonly idj: string; readonly type: string }) =>
  queryOptions({
    queryKey: ['cosignataires', idj, type],
    queryFn: () =>
      exiger(client.appeler('GET /api/dossiers/:idj/cosignataires', { idj, requete: { type } })).then(
        ({ agents }) => agents,
      ),
    staleTime: Infinity,
  });

/** Ce qui attend ma signature. */
export const lectureParapheur = queryOptions({
  queryKey: ['parapheur'],
  queryFn: () => exiger(client.appeler('GET /api/parapheur')),
});

/** Ce qui manque avant de transmettre. */
export const lectureCompletude = (idj: string) =>
  queryOptions({
    queryKey: ['completude', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/completude', { idj })),
    staleTime: 0,
  });

/** Qui a lu quoi dans ce dossier. */
export const lectureConsultations = (idj: string) =>
  queryOptions({
    queryKey: ['consultations', idj],
    queryFn: () =>
      exiger(client.appeler('GET /api/dossiers/:idj/consultations', { idj })).then(
        ({ consultations }) => consultations,
      ),
    staleTime: 5_000,
  });

/** Types d'actes que je peux rediger. */
export const lectureCatalogue = queryOptions({
  queryKey: ['catalogue'],
  queryFn: () => exiger(client.appeler('GET /api/catalogue')).then(({ types }) => types),
  staleTime: Infinity,
});

/** Juridictions destinataires. */
export const lectureJuridictions = queryOptions({
  queryKey: ['juridictions'],
  queryFn: () =>
    exiger(client.appeler('GET /api/nomenclatures/juridictions')).then(({ juridictions }) => juridictions),
  staleTime: Infinity,
});

/** Oublie ce qu'un changement annonce rend perime. */
export function invalider(evenement: { readonly genre: string; readonly idj?: string }): void {
  const cles: readonly (readonly string[])[] = clesPerimees(evenement);
  for (const queryKey of cles) void cache.invalidateQueries({ queryKey });
}

/** Lectures des mesures de garde a vue. */
const CLES_DES_MESURES = [['mesures'], ['mesure']] as const;

/** Cles de lecture perimees par un evenement ; une reprise perime tout sauf la session et l'acte ouvert. */
export function clesPerimees({
  genre,
  idj,
}: {
  readonly genre: string;
  readonly idj?: string;
}): readonly (readonly string[])[] {
  const listes = [['dossiers'], ['parapheur']];
  if (genre === 'fil') return CLES_DE_MESSAGERIE;
  if (genre === 'reprise')
    return [
      ...listes,
      ...CLES_DE_MESSAGERIE,
      ...CLES_DES_MESURES,
      ['liaison'],
      ['dossier'],
      ['completude'],
      ['consultations'],
      ['recueil'],
    ];
  if (genre === 'parapheur') return listes;
  if (genre === 'mesure') return CLES_DES_MESURES;
  if (genre === 'liaison') return [['liaison']];
  if (idj === undefined) return [['dossiers']];
  return [...listes, ['dossier', idj], ['completude', idj], ['recueil', idj]];
}
