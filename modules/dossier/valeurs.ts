import { isEmpreinte, isHorodate, isIdj, isUuid } from '@ppn/core';
import * as z from 'zod';

/** Types de valeur du socle, en schemas. */
export const schemaIdj = z
  .string()
  .refine(isIdj, 'Identifiant de dossier (IDJ) mal formé ou clé de contrôle fausse.')
  .meta({ description: 'IDJ, par exemple IDJ-2026-7K3F9Q2M-4' });
export const schemaUuid = z.string().refine(isUuid, 'Identifiant mal formé.');
export const schemaHorodate = z
  .string()
  .refine(isHorodate, 'Date et heure mal formées : il faut la date, l’heure, le décalage et la zone.')
  .meta({ description: '2026-10-25T02:30:00+02:00[Europe/Paris]' });
export const schemaEmpreinte = z.string().refine(isEmpreinte, 'Empreinte SHA-256 mal formée.');
