import { acceder, type PortsDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import type { Gestionnaires } from '@ppn/http';
import type { contratJugement } from './contract.ts';
import { lireLesJugements } from './use-cases/lire-les-jugements.ts';

/** Gestionnaires des jugements : qui lit le dossier les lit, et la lecture est tracee. */
export const gestionnairesJugement = (
  dossier: PortsDossier,
): Gestionnaires<typeof contratJugement, Agent> => ({
  'GET /api/dossiers/:idj/jugements': async ({ agent, params: { idj }, brute }) =>
    lireLesJugements(
      dossier,
      await acceder(dossier, {
        agent,
        idj,
        action: 'consulter',
        adresse: brute.ip,
        libelle: 'lire les jugements et leurs recours',
      }),
    ),
});
