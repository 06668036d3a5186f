import { createHash } from 'node:crypto';
import { enCsv, empreinte as versEmpreinte } from '@ppn/core';
import { envoyerOctets, type Gestionnaires, refuser } from '@ppn/http';
import { type contratSupervisionDesDepots, tableauDeSupervision } from '../contract-supervision.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { superviser } from './superviser.ts';
import { tableauDe } from './tableaux.ts';

/** Supervision d'une zone : a ses agents qui en ont la fonction, et a eux seuls. */
export function gestionnairesSupervisionDesDepots(
  ports: PortsTransfert,
): Gestionnaires<typeof contratSupervisionDesDepots, Identite> {
  return {
    'GET /api/supervision/depots': async ({ agent, requete }) => {
      exiger(agent);
      return superviser(ports, requete.jours);
    },
    'GET /api/supervision/depots/:tableau': async ({ agent, params, requete, brute, reponse }) => {
      exiger(agent);
      const tableau = tableauDeSupervision.safeParse(params.tableau.replace(/\.csv$/, ''));
      if (!tableau.success) throw refuser(404, 'tableau-inconnu', 'Ce tableau n’existe pas.');
      const octets = Buffer.from(enCsv(tableauDe(await superviser(ports, requete.jours), tableau.data)));
      await envoyerOctets(
        brute,
        reponse,
        {
          taille: octets.length,
          typeMime: 'text/csv; charset=utf-8',
          nom: `${ports.zone}-${tableau.data}.csv`,
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

function exiger({ supervise }: Identite): void {
  if (supervise !== true)
    throw refuser(403, 'fonction-absente', 'Cette page est réservée aux agents chargés de la supervision.');
}
