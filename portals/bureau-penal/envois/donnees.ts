import { exiger, type ReponsePour } from '@ppn/api-client';
import type { Ton } from '@ppn/kit';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Un envoi, tel que le service le suit. */
export type Envoi = ReponsePour<ContratJustice, 'GET /api/notifications'>['envois'][number];
export type Vue = 'en-retard' | 'a-suivre' | 'termines';

/** Envois de la juridiction. */
export const lectureEnvois = (vue: Vue) =>
  queryOptions({
    queryKey: ['envois', vue],
    queryFn: () => exiger(client.appeler('GET /api/notifications', { requete: { vue } })),
  });

/** Envois et consentements d'un dossier ; la lecture est journalisee par le service. */
export const lectureEnvoisDuDossier = (idj: string) =>
  queryOptions({
    queryKey: ['envois', 'dossier', idj],
    queryFn: () => exiger(client.appeler('GET /api/dossiers/:idj/notifications', { idj })),
  });

/** Ce qui part. */
export const objets: Readonly<Record<Envoi['objet'], string>> = {
  convocation: 'Convocation',
  citation: 'Citation',
  notification: 'Notification de la décision',
  'avis-de-classement': 'Avis de classement',
  'avis-d-audience': 'Avis d’audience',
  'avis-de-suite': 'Avis de la suite donnée',
};

/** Par ou. */
export const canaux: Readonly<Record<Envoi['canal'], string>> = {
  'avocat-electronique': 'à l’avocat, par voie électronique',
  'voie-electronique': 'par voie électronique',
  'chef-d-etablissement': 'par le chef d’établissement',
  unite: 'par l’unité',
  'commissaire-de-justice': 'par commissaire de justice',
  impression: 'imprimé, attestation jointe',
};

/** Ou il en est. */
export const etats: Readonly<Record<Envoi['etat'], { readonly libelle: string; readonly ton: Ton }>> = {
  'a-envoyer': { libelle: 'à envoyer', ton: 'accent' },
  envoye: { libelle: 'envoyé', ton: 'info' },
  recu: { libelle: 'reçu', ton: 'succes' },
  echoue: { libelle: 'échoué', ton: 'danger' },
  confirme: { libelle: 'confirmé', ton: 'succes' },
  abandonne: { libelle: 'abandonné', ton: 'neutre' },
};

/** Ce qu'on constate. */
export const pas: Readonly<Record<Envoi['possibles'][number], string>> = {
  envoye: 'Envoyé',
  recu: 'Reçu par la personne',
  echoue: 'Échoué',
  confirme: 'Confirmé',
  abandonne: 'Abandonné',
};
