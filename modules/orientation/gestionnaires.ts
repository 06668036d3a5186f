import type { PortsDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import type { Gestionnaires } from '@ppn/http';
import type { contratOrientation } from './contract.ts';
import { examiner } from './use-cases/examiner.ts';

/** Gestionnaires de l'orientation : chaque examen demande le droit de decider, et se trace. */
export const gestionnairesOrientation = (
  dossier: PortsDossier,
): Gestionnaires<typeof contratOrientation, Agent> => ({
  'POST /api/dossiers/:idj/orientation/examen': async ({ agent, params: { idj }, corps, brute }) =>
    examiner(dossier, { agent, idj, adresse: brute.ip, requalifications: corps.requalifications }),
});
