import { schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { natureDAudience } from './contract.ts';

/** Faits du flux `audience/<id>`. */
export const faitDAudience = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('audience-fixee'),
    donnees: z.object({
      id: schemaUuid,
      juridiction: z.string(),
      nature: natureDAudience,
      debut: schemaHorodate,
      salle: z.string(),
      dureeMinutes: z.number().int(),
      origine: z.enum(['calendrier', 'decision']),
    }),
  }),
  z.object({
    /** Inscrite par une decision signee ; les personnes y sont par leur identifiant au dossier. */
    type: z.literal('affaire-inscrite'),
    donnees: z.object({
      idj: z.string(),
      acteId: schemaUuid,
      mode: z.string(),
      personnes: z.array(z.string()),
      dureeMinutes: z.number().int(),
    }),
  }),
  z.object({
    type: z.literal('affaire-retiree'),
    donnees: z.object({ acteId: schemaUuid, mode: z.string(), motif: z.string() }),
  }),
]);
export type FaitDAudience = z.infer<typeof faitDAudience>;
