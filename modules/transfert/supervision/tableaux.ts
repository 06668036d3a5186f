import type { Tableau } from '@ppn/core';
import type { TableauDeSupervision, VueDeSupervisionDesDepots } from '../contract-supervision.ts';

/** Les tableaux de la supervision, tels qu'on les emporte. */
export function tableauDe(vue: VueDeSupervisionDesDepots, nom: TableauDeSupervision): Tableau {
  switch (nom) {
    case 'jours':
      return [
        ['jour', 'depots', 'fichiers', 'octets'],
        ...vue.parJour.map(({ jour, depots, fichiers, octets }) => [jour, depots, fichiers, octets]),
      ];
    case 'prevision':
      return [
        ['jour', 'octets en place prevus'],
        ...vue.stockage.prevision.map(({ jour, octets }) => [jour, octets]),
      ];
    case 'organisations':
      return [
        ['organisation', 'depots', 'octets', 'non retires apres 8 jours'],
        ...vue.parOrganisation.map(({ organisation, depots, octets, nonRetires }) => [
          organisation,
          depots,
          octets,
          nonRetires,
        ]),
      ];
    case 'natures':
      return [
        ['nature', 'depots', 'octets'],
        ...vue.parNature.map(({ nature, depots, octets }) => [nature, depots, octets]),
      ];
    case 'non-retires':
      return [
        ['depot', 'organisation', 'expediteur', 'depose le', 'echeance', 'destinataires attendus'],
        ...vue.nonRetires.map(({ depot, organisation, expediteur, deposeA, echeance, attendus }) => [
          depot,
          organisation,
          expediteur,
          deposeA,
          echeance,
          attendus,
        ]),
      ];
    case 'quotas':
      return [
        ['expediteur', 'organisation', 'octets en place'],
        ...vue.quota.plusGros.map(({ nom: qui, organisation, octets }) => [qui, organisation, octets]),
      ];
  }
}
