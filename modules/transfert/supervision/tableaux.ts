import type { TableauDeSupervision, VueDeSupervisionDesDepots } from '../contract-supervision.ts';

type Cellule = string | number;
/** Un tableau : ses titres, puis ses lignes. */
export type Tableau = readonly (readonly Cellule[])[];

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

/** CSV d'un tableau : marque UTF-8, point-virgule, fins CRLF (RFC 4180). */
export const enCsv = (tableau: Tableau): string =>
  `\uFEFF${tableau.map((ligne) => ligne.map(cellule).join(';')).join('\r\n')}\r\n`;

/** Un texte qui commence comme une formule est precede d'une apostrophe : un tableur ne l'execute pas. */
function cellule(valeur: Cellule): string {
  if (typeof valeur === 'number') return String(valeur);
  const sans = /^[=+\-@\t\r\n|%]/.test(valeur) ? `'${valeur}` : valeur;
  return /[";\r\n]/.test(sans) ? `"${sans.replaceAll('"', '""')}"` : sans;
}
