import type { MagistratConnu } from '@ppn/messagerie/contract';
import { type Proposition, QUALITES } from '@ppn/kit';
import { queryOptions } from '@tanstack/react-query';
import { clientDeMessagerie } from '../application/client.ts';
import { exiger } from '@ppn/api-client';

/** Magistrats d'une juridiction connus ici ; la permanence change sans rechargement (flux `fil`). */
export const lectureMagistrats = (juridiction: string) =>
  queryOptions({
    queryKey: ['permanence', 'magistrats', juridiction],
    queryFn: () =>
      exiger(clientDeMessagerie.appeler('GET /api/magistrats', { requete: { juridiction } })).then(
        ({ magistrats }) => magistrats,
      ),
    enabled: juridiction !== '',
  });

const DU: { readonly [autorite: string]: readonly MagistratConnu['qualite'][] } = {
  procureur: ['procureur', 'substitut'],
  'juge-instruction': ['juge-instruction'],
  jld: ['jld'],
};

/** Les propositions pour cette autorite ; celui de permanence d'abord, comme le service les rend. Pure. */
export const proposer = (
  connus: readonly MagistratConnu[],
  autorite: string,
): readonly (Proposition & { readonly permanence: boolean })[] =>
  connus
    .filter(({ qualite }) => DU[autorite]?.includes(qualite) ?? true)
    .map(({ matricule, nom, qualite, permanence, enLigne }) => ({
      cle: matricule,
      texte: nom,
      permanence,
      precision: [QUALITES[qualite], permanence ? 'de permanence' : '', enLigne ? 'en ligne' : '']
        .filter(Boolean)
        .join(', '),
    }));
