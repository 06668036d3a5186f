import type { Agent } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import type {
  contratSupervision,
  JournalDuService,
  Liaison,
  Rapprochement,
  Supervision,
} from './contract.ts';

/** Ce que la supervision lit. `comparer` lance si l'autre ministere ne repond pas. */
export type PortsSupervision = {
  readonly rapprochement: () => Promise<Rapprochement>;
  readonly journal: () => Promise<JournalDuService>;
  readonly liaison: () => Liaison;
  readonly comparer: () => Promise<unknown>;
};

/** Gestionnaires de la supervision. */
export function gestionnairesSupervision(
  ports: PortsSupervision,
): Gestionnaires<typeof contratSupervision, Agent> {
  const lire = async (): Promise<Supervision> => ({
    rapprochement: await ports.rapprochement(),
    journal: await ports.journal(),
  });
  return {
    'GET /api/supervision': async ({ agent }) => {
      exigerUnService(agent);
      return lire();
    },
    'GET /api/supervision/liaison': async () => ports.liaison(),
    'POST /api/supervision/rapprochement': async ({ agent }) => {
      exigerUnService(agent);
      try {
        await ports.comparer();
      } catch {
        throw refuser(
          503,
          'pair-injoignable',
          'L’autre ministère ne répond pas : la comparaison n’a pas pu se faire. Elle sera refaite dans une minute.',
        );
      }
      return lire();
    },
  };
}

/** Ce qui circule entre les ministeres regarde leurs agents ; un interprete n'y a que son parapheur. */
function exigerUnService({ qualite }: Agent): void {
  if (qualite === 'interprete')
    throw refuser(
      403,
      'qualite-insuffisante',
      'Votre qualité n’ouvre que les actes que vous devez cosigner.',
    );
}
