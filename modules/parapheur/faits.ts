import { schemaEmpreinte, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import type { FaitDuCircuit } from './domain/circuit.ts';

const participant = z.object({ matricule: z.string(), nom: z.string(), qualite: z.string() });
const taille = z.number().int();

/** Faits du flux `parapheur/<circuit>` : qui demande quoi a qui, chaque signature, chaque refus, le retrait. */
const schema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('circuit-ouvert'),
    donnees: z.object({
      id: schemaUuid,
      juridiction: z.string(),
      demandeur: participant,
      titre: z.string(),
      message: z.string(),
      ordre: z.enum(['a-la-suite', 'libre']),
      echeance: z.string().nullable(),
      demandeA: z.string(),
      signataires: z.array(participant),
      documents: z.array(z.object({ id: schemaUuid, nom: z.string(), original: schemaEmpreinte, taille })),
    }),
  }),
  z.object({
    type: z.literal('document-signe'),
    donnees: z.object({
      document: schemaUuid,
      matricule: z.string(),
      empreinte: schemaEmpreinte,
      taille,
      signeA: z.string(),
      horodateA: z.string(),
    }),
  }),
  z.object({
    type: z.literal('signature-refusee'),
    donnees: z.object({ document: schemaUuid, matricule: z.string(), motif: z.string(), a: z.string() }),
  }),
  z.object({
    type: z.literal('circuit-retire'),
    donnees: z.object({ motif: z.string(), a: z.string() }),
  }),
]);

/** Relit un fait du journal. */
export const lireFait = (brut: { readonly type: string; readonly donnees: unknown }): FaitDuCircuit =>
  schema.parse({ type: brut.type, donnees: brut.donnees });

/** Flux d'un circuit. */
export const fluxCircuit = (id: string): string => `parapheur/${id}`;

/** Le circuit d'un flux ; `undefined` pour un autre flux. */
export const circuitDuFlux = (flux: string): string | undefined =>
  flux.startsWith('parapheur/') ? flux.slice('parapheur/'.length) : undefined;
