import { refus } from '@ppn/core';
import { registresDuDossier } from '@ppn/garde-a-vue';
import { preuvesDuDossier } from '@ppn/journal';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type { PortsPreuve } from '@ppn/preuve';
import { setTimeout as attendre } from 'node:timers/promises';
import type { Compose } from './composer.ts';

/** Ports de l'export d'un dossier : le journal et ses cles, le magasin, le cachet du service. */
export function portsDePreuve({
  actes,
  base,
  configuration,
  dossier,
  magasin,
  reglagesNoeud: { ancres, cachet, horodateur, preuve },
}: Pick<Compose, 'actes' | 'base' | 'configuration' | 'dossier' | 'magasin' | 'reglagesNoeud'>): PortsPreuve {
  const service = configuration.PPN_SERVICE;
  return {
    dossier,
    magasin,
    service,
    preuves: async (idj) =>
      preuve === undefined
        ? refus('journal-en-retard')
        : preuvesDuDossier(base.db, {
            idj,
            service,
            cle: preuve.cles.journal,
            annexes: await registresDuDossier(base.db, idj),
          }),
    regles: REGLES_DE_GARDE_A_VUE,
    cles: () => (preuve === undefined ? [] : [...preuve.cles.publiques, ...preuve.clesDuPair()]),
    ancres,
    composer: actes.composer,
    cachet,
    horodateur,
    maintenant: dossier.maintenant,
    patienter: (delaiMs) => attendre(delaiMs),
  };
}
