import { creerClient, type ReponsePour } from '@ppn/api-client';
import { sessionPerdue } from '@ppn/echanges/portail';
import type { contratPlex } from '@ppn/service-plex/contract';

/** Client de PLEX, meme origine que le portail. */
export const client = creerClient<typeof contratPlex>({ surSessionPerdue: sessionPerdue });

export type Delegations = ReponsePour<typeof contratPlex, 'GET /api/delegations'>;
export type Delegation = Delegations['donnees'][number];
