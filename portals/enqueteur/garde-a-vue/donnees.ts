import { creerClient, exiger, type ReponsePour } from '@ppn/api-client';
import type { contratGardeAVue, contratOuvertureDeMesure } from '@ppn/garde-a-vue/contract';
import { calerSurLeService } from '@ppn/kit';
import { queryOptions } from '@tanstack/react-query';
import { cache, lectureSession } from '../application/donnees.ts';

type Contrat = typeof contratGardeAVue & typeof contratOuvertureDeMesure;

/** Client des mesures, meme origine que le portail. */
export const clientDeMesure = creerClient<Contrat>({
  surSessionPerdue: () => cache.setQueryData(lectureSession.queryKey, null),
  surHeure: calerSurLeService,
});

export type VueMesure = ReponsePour<Contrat, 'GET /api/mesures/:id'>;
export type LigneDeMesure = VueMesure['ligne'];
export type LigneDeRegistre = VueMesure['registre'][number];
export type Obligation = VueMesure['obligations'][number];
export type AuditionLibre = ReponsePour<
  Contrat,
  'GET /api/dossiers/:idj/auditions-libres'
>['auditions'][number];
export type ActeDeMesure = VueMesure['actes'][number];
export type Formulaire = ReponsePour<Contrat, 'GET /api/declaration-des-droits'>['formulaires'][number];

/** Mesures de l'unite, ou personnes qu'elle garde au depot ; gardees montrees pendant une panne. */
export const lectureMesures = (etat: 'en-cours' | 'terminees' | 'au-depot' = 'en-cours') =>
  queryOptions({
    queryKey: ['mesures', etat],
    queryFn: () => exiger(clientDeMesure.appeler('GET /api/mesures', { requete: { etat } })),
    gcTime: Infinity,
  });

/** Une mesure entiere ; gardee montree pendant une panne. */
export const lectureMesure = (id: string) =>
  queryOptions({
    queryKey: ['mesure', id],
    queryFn: () => exiger(clientDeMesure.appeler('GET /api/mesures/:id', { id })),
    gcTime: Infinity,
  });

/** Mesures d'un dossier. */
export const lectureMesuresDuDossier = (idj: string) =>
  queryOptions({
    queryKey: ['mesures', 'dossier', idj],
    queryFn: () =>
      exiger(clientDeMesure.appeler('GET /api/dossiers/:idj/mesures', { idj })).then(
        ({ mesures }) => mesures,
      ),
  });

/** Le registre de l'unite entre deux jours. */
export const lectureRegistre = (periode: { readonly du: string; readonly au: string }) =>
  queryOptions({
    queryKey: ['mesures', 'registre', periode.du, periode.au],
    queryFn: () => exiger(clientDeMesure.appeler('GET /api/registre-des-gardes-a-vue', { requete: periode })),
  });

/** Auditions libres d'un dossier qu'un placement peut prolonger immediatement (63 III CPP). */
export const lectureAuditionsLibres = (idj: string) =>
  queryOptions({
    queryKey: ['auditions-libres', idj],
    queryFn: () =>
      exiger(clientDeMesure.appeler('GET /api/dossiers/:idj/auditions-libres', { idj })).then(
        ({ auditions }) => auditions,
      ),
    staleTime: 0,
  });

/** Formulaires de declaration des droits, par langue. */
export const lectureFormulaires = queryOptions({
  queryKey: ['declaration-des-droits'],
  queryFn: () =>
    exiger(clientDeMesure.appeler('GET /api/declaration-des-droits')).then(({ formulaires }) => formulaires),
  staleTime: Infinity,
});

/** Range la mesure rendue par le service, et fait relire la liste. */
export function retenir(vue: VueMesure): void {
  cache.setQueryData(lectureMesure(vue.ligne.id).queryKey, vue);
  void cache.invalidateQueries({ queryKey: ['mesures'] });
}
