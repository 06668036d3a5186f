import { horodate, horodateEnFrancais } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import type { ModelePdf } from '@ppn/sealing';
import { NATURES } from '../natures.ts';
import type { Role } from '../contract.ts';

/** Le role en PDF/A : une ligne par affaire, dans l'ordre d'appel. Ni adresse, ni date de naissance : il s'affiche. */
export function modeleDuRole({ audience, affaires }: Role, agent: Agent, instant: string): ModelePdf {
  const etabliA = horodate(instant);
  return {
    titre: 'Rôle d’audience',
    enTete: ['Ministère de la Justice', agent.rattachement.libelle, NATURES[audience.nature]],
    reference: `Rôle · ${horodateEnFrancais(audience.debut)}`,
    etabliA,
    blocs: [
      {
        type: 'champs',
        champs: [
          { libelle: 'Audience', valeur: horodateEnFrancais(audience.debut) },
          { libelle: 'Salle', valeur: audience.salle === '' ? 'à fixer' : audience.salle },
          { libelle: 'Affaires', valeur: String(affaires.length) },
          { libelle: 'Établi le', valeur: horodateEnFrancais(etabliA) },
        ],
      },
      {
        type: 'tableau',
        entetes: ['N°', 'Appel', 'Numéro', 'Prévenu', 'Infractions', 'Durée'],
        lignes: affaires.map(({ rang, appel, numero, prevenus, infractions, dureeMinutes }) => [
          String(rang),
          appel.replace(':', ' h '),
          numero,
          prevenus.join(', '),
          infractions.join(' ; '),
          `${dureeMinutes} min`,
        ]),
      },
    ],
    images: new Map(),
    jointes: [],
    signataires: [],
  };
}
