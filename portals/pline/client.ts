import { creerClient } from '@ppn/api-client';
import { sessionPerdue } from '@ppn/echanges/portail';
import type { contratPline } from '@ppn/service-pline/contract';

/** Client de PLINE, meme origine que le portail. */
export const client = creerClient<typeof contratPline>({ surSessionPerdue: sessionPerdue });
