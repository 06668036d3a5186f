import { schemaEmpreinte, schemaHorodate, schemaUuid } from '@ppn/dossier/contract';
import * as z from 'zod';
import { contenuDeMessage, genreDeMessage } from './contract.ts';

const long = (max: number) => z.string().max(max, `Ce texte dépasse ${max} caractères.`);
const passage = z.object({ par: long(300), a: schemaHorodate });

/** Un message verse : ce qu'il dit, et ce que le journal en engage. */
export const messageVerse = z.object({
  id: schemaUuid,
  genre: genreDeMessage,
  auteur: long(300),
  emisA: schemaHorodate,
  empreinte: schemaEmpreinte,
  sel: z.string().regex(/^[0-9a-f]{32}$/),
  contenu: contenuDeMessage,
  remisA: schemaHorodate.nullable(),
  lus: z.array(passage).max(100),
  acceptee: passage.nullable(),
});
export type MessageVerse = z.infer<typeof messageVerse>;

/** Contenu d'un versement : `fil` est rempli par le service seul ; l'agent n'ecrit que le temps, le lieu et le motif. */
export const contenuVersement = z.object({
  debut: schemaHorodate,
  fin: schemaHorodate,
  lieu: long(300).min(1, 'Indiquez le lieu.'),
  motif: long(2_000),
  fil: z.object(
    {
      id: schemaUuid,
      type: z.enum(['parquet-enquete', 'interne'], {
        error: 'Un échange avec un avocat ne se verse pas au dossier.',
      }),
      ouvertA: schemaHorodate,
      participants: z.array(long(300)).min(1),
      compte: z.number().int().positive(),
      messages: z.array(messageVerse).min(1).max(500),
    },
    { error: 'Préparez ce versement depuis le fil de messages.' },
  ),
});
export type ContenuVersement = z.infer<typeof contenuVersement>;
