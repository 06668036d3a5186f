import { type EvenementVif, exiger } from '@ppn/api-client';
import { CLES_DE_MESSAGERIE } from '@ppn/conversation';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { client } from './client.ts';
import { rangerLaLiaison, rangerLaMesure } from './garde-a-vue/donnees.ts';
import { memoire } from './memoire.ts';

export { memoire } from './memoire.ts';

/** La session en cours ; refus 401 si aucune. */
export const lectureSession = queryOptions({
  queryKey: ['session'],
  queryFn: () => exiger(client.appeler('GET /api/session')),
  retry: false,
});

/** Dossiers transmis a la juridiction. */
export const lectureBoite = queryOptions({
  queryKey: ['boite'],
  queryFn: async () => (await exiger(client.appeler('GET /api/dossiers', {}))).dossiers,
});

/** Rapprochement avec l'Interieur et journal de preuve, relus toutes les quinze secondes. */
export const lectureSupervision = queryOptions({
  queryKey: ['supervision'],
  queryFn: () => exiger(client.appeler('GET /api/supervision')),
  refetchInterval: 15_000,
});

/** Un dossier entier ; la lecture est journalisee par le service. */
export const lectureDossier = (idj: string) =>
  queryOptions({
    queryKey: ['dossier', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj', { idj })),
  });

/** Un dossier tel qu'il etait, ou tel qu'une autre personne pouvait le voir : le passe ne se relit pas. */
export const lecturePassee = (idj: string, { au, par }: { readonly au?: string; readonly par?: string }) =>
  queryOptions({
    queryKey: ['dossier-passe', idj, au, par],
    queryFn: () =>
      exiger(
        client.appeler('GET /api/dossiers/:idj', {
          idj,
          requete: { ...(au === undefined ? {} : { au }), ...(par === undefined ? {} : { par }) },
        }),
      ),
    enabled: au !== undefined || par !== undefined,
    staleTime: au === undefined ? 0 : Number.POSITIVE_INFINITY,
  });

/** Personnes dont on peut prendre les yeux dans un dossier. */
export const lectureLecteurs = (idj: string) =>
  queryOptions({
    queryKey: ['lecteurs', idj],
    queryFn: async () => (await exiger(client.appeler('GET /api/dossiers/:idj/lecteurs', { idj }))).lecteurs,
  });

/** Qui a lu quoi dans un dossier, cinq cents lignes a la fois ; `depuis` : ISO 8601, `matricule` : un seul lecteur, ou vide. */
export const lectureJournal = (
  idj: string,
  { depuis, matricule }: { readonly depuis: string | undefined; readonly matricule: string },
) =>
  infiniteQueryOptions({
    queryKey: ['consultations', idj, depuis, matricule],
    queryFn: ({ pageParam }) =>
      exiger(
        client.appeler('GET /api/dossiers/:idj/consultations', {
          idj,
          requete: {
            ...(depuis === undefined ? {} : { depuis }),
            ...(matricule === '' ? {} : { matricule }),
            ...(pageParam === null ? {} : { avant: pageParam }),
          },
        }),
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ suite }) => suite,
    staleTime: 0,
  });

/** Actes qui attendent ma signature. */
export const lectureParapheur = queryOptions({
  queryKey: ['parapheur'],
  queryFn: () => exiger(client.appeler('GET /api/parapheur')),
});

/** Qui peut cosigner un acte de ce type dans la juridiction. */
export const lectureCosignataires = ({ idj, type }: { readonly idj: string; readonly type: string }) =>
  queryOptions({
    queryKey: ['cosignataires', idj, type],
    queryFn: async () =>
      (await exiger(client.appeler('GET /api/dossiers/:idj/cosignataires', { idj, requete: { type } })))
        .agents,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Plis refuses et incidents d'integrite de la juridiction. */
export const lectureIncidents = queryOptions({
  queryKey: ['incidents'],
  queryFn: async () => (await exiger(client.appeler('GET /api/incidents'))).incidents,
});

/** Motifs de classement en vigueur. */
export const lectureMotifs = queryOptions({
  queryKey: ['motifs'],
  queryFn: async () => (await exiger(client.appeler('GET /api/nomenclatures/motifs-classement'))).motifs,
  staleTime: 3_600_000,
});

/** Regles de droit datees. */
export const lectureRegles = queryOptions({
  queryKey: ['regles'],
  queryFn: async () => (await exiger(client.appeler('GET /api/nomenclatures/regles'))).regles,
  staleTime: 3_600_000,
});

/** Relit ce qu'un changement annonce touche ; `reprise` : la liaison revient, tout est a relire. */
export const relireApres = (evenement: EvenementVif): void => {
  const relire = (cle: readonly string[]): void => void memoire.invalidateQueries({ queryKey: cle });
  if (evenement.genre === 'reprise') return relire([]);
  relireLePilotage();
  if (evenement.genre === 'parapheur') return relire(['parapheur']);
  if (evenement.genre === 'mesure') return rangerLaMesure(evenement.corps);
  if (evenement.genre === 'liaison') return rangerLaLiaison(evenement.corps);
  if (evenement.genre === 'fil') return CLES_DE_MESSAGERIE.forEach(relire);
  relire(['boite']);
  relire(['audiences']);
  relire(['arrivees']);
  relire(['incidents']);
  relire(['envois']);
  if (evenement.idj !== undefined) relire(['dossier', evenement.idj]);
};

/** Le tableau de bord suit les faits d'une seconde : une rafale ne le relit qu'une fois. */
const RETARD_DU_PILOTAGE_MS = 1_000;
let aRelire: ReturnType<typeof setTimeout> | undefined;

function relireLePilotage(): void {
  aRelire ??= setTimeout(() => {
    aRelire = undefined;
    void memoire.invalidateQueries({ queryKey: ['pilotage', 'tableau'] });
  }, RETARD_DU_PILOTAGE_MS);
}
