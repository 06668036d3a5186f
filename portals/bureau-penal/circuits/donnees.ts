import { exiger, type ReponsePour } from '@ppn/api-client';
import { queryOptions } from '@tanstack/react-query';
import { client, type ContratJustice } from '../client.ts';

/** Une demande de signature, telle que rendue par le service. */
export type Circuit = ReponsePour<ContratJustice, 'GET /api/circuits'>['circuits'][number];
export type DocumentDuCircuit = Circuit['documents'][number];

/** Mes demandes et celles qu'on me fait ; le flux vif les tient a jour. */
export const lectureCircuits = (vue: 'a-signer' | 'en-cours' | 'clos') =>
  queryOptions({
    queryKey: ['parapheur', 'circuits', vue],
    queryFn: async () => (await exiger(client.appeler('GET /api/circuits', { requete: { vue } }))).circuits,
  });

/** Une demande ; la lecture est tracee par le service. */
export const lectureCircuit = (id: string) =>
  queryOptions({
    queryKey: ['parapheur', 'circuit', id],
    queryFn: () => exiger(client.appeler('GET /api/circuits/:id', { id })),
  });

/** A qui demander une signature dans la juridiction. */
export const lectureSignataires = queryOptions({
  queryKey: ['signataires'],
  queryFn: async () => (await exiger(client.appeler('GET /api/circuits/signataires'))).agents,
  staleTime: Infinity,
});

/** Adresse du PDF d'un document. */
export const adresseDuDocument = (
  id: string,
  document: string,
  requete: { readonly version?: 'original' | 'signe'; readonly telecharger?: 'oui' } = {},
): string => client.adresse('GET /api/circuits/:id/documents/:document', { id, document, requete });
