import { createHash } from 'node:crypto';
import { enCsv, empreinte as versEmpreinte } from '@ppn/core';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import {
  type contratSupervisionDesDepots,
  tableauDeSupervision,
  vueDeSupervision,
  type VueDeSupervisionDesDepots,
} from '../contract-supervision.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { superviser } from './superviser.ts';
import { tableauDe } from './tableaux.ts';

/** La supervision de PLEX, demandee par PLINE ; `undefined` : PLEX ne repond pas. */
export type SupervisionDePlex = (jours: number) => Promise<unknown>;

/** Supervision des zones : aux agents qui en ont la fonction, et a eux seuls. */
export function gestionnairesSupervisionDesDepots(
  ports: PortsTransfert,
  dePlex?: SupervisionDePlex,
): Gestionnaires<typeof contratSupervisionDesDepots, Identite> {
  const vueDe = async ({ jours, zone }: Periode): Promise<VueDeSupervisionDesDepots> => {
    if (zone === ports.zone) return superviser(ports, jours);
    if (dePlex === undefined)
      throw refuser(404, 'plex-absente', 'PLEX n’est pas reliée : cette plate-forme ne sert que les agents.');
    const lue = vueDeSupervision.safeParse(await dePlex(jours));
    if (!lue.success) throw INJOIGNABLE();
    return lue.data;
  };
  return {
    'GET /api/supervision/depots': async ({ agent, requete }) => {
      exiger(agent);
      return vueDe(requete);
    },
    'GET /api/supervision/depots/:tableau': async ({ agent, params, requete, brute, reponse }) => {
      exiger(agent);
      const tableau = tableauDeSupervision.safeParse(params.tableau.replace(/\.csv$/, ''));
      if (!tableau.success) throw refuser(404, 'tableau-inconnu', 'Ce tableau n’existe pas.');
      const octets = Buffer.from(enCsv(tableauDe(await vueDe(requete), tableau.data)));
      await envoyerOctets(
        brute,
        reponse,
        {
          taille: octets.length,
          typeMime: 'text/csv; charset=utf-8',
          nom: `${requete.zone}-${tableau.data}.csv`,
          empreinte: versEmpreinte(createHash('sha256').update(octets).digest('hex')),
          async *lire({ debut, fin }) {
            yield octets.subarray(debut, fin);
          },
        },
        true,
      );
    },
  };
}

type Periode = { readonly jours: number; readonly zone: 'pline' | 'plex' };

const INJOIGNABLE = () =>
  refuser(503, 'plex-injoignable', 'PLEX ne répond pas : son état est inconnu. Réessayez dans un instant.');

function exiger({ supervise }: Identite): void {
  if (supervise !== true)
    throw refuser(403, 'fonction-absente', 'Cette page est réservée aux agents chargés de la supervision.');
}
