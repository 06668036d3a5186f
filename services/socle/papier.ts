import { reussite } from '@ppn/core';
import { lireIsolement, type PortsPapier, type TablesPapier } from '@ppn/papier';
import { vueTypee } from '@ppn/postgres';
import type { Compose } from './composer.ts';
import { portsDePreuve } from './preuve.ts';

/** Ports du papier : la tete du dossier vient des preuves, le sceau du cachet du service. */
export function portsDuPapier(compose: Compose): PortsPapier {
  const { atelier, dossier, reglagesNoeud } = compose;
  const { patienter, preuves } = portsDePreuve(compose);
  return {
    db: vueTypee<TablesPapier>(compose.base.db),
    dossier,
    lireLesPages: (demande) => lireIsolement(demande),
    composer: atelier.composer,
    cachet: reglagesNoeud.cachet,
    horodateur: reglagesNoeud.horodateur,
    patienter,
    tete: async (idj) => {
      const reunies = await preuves(idj);
      return reunies.ok ? reussite(reunies.valeur.tete) : reunies;
    },
  };
}
