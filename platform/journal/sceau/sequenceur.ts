import { etape } from '@ppn/observability';
import { ecouter } from '../ecouter.ts';
import { scellerUnLot } from './sceller.ts';
import type { Sequenceur } from './sceller.ts';
import { veilleur } from './veilleur.ts';

/** Reglages d'un sequenceur vivant. `cadenceMs` : temps minimal entre deux lots, pour qu'une rafale fasse peu de points (mais plus d'un par seconde). */
export type OptionsDuSequenceur = {
  readonly urlDirecte: string;
  readonly cadenceMs?: number;
  readonly releveMs?: number;
  /** Un point vient d'etre signe : a horodater, a faire cosigner. */
  readonly surPoint?: (taille: number) => void;
  readonly surErreur?: (cause: unknown) => void;
};

/** Scelle tout ce que le journal recoit, jusqu'a l'arret : reveille par NOTIFY, par une releve lente, et apres un echec (0,1 s a 10 s). */
export function demarrerSequenceur<T>(
  sequenceur: Sequenceur<T>,
  options: OptionsDuSequenceur,
): { readonly arreter: () => Promise<void> } {
  const memoire = sequenceur.memoire ?? {};
  const cadenceMs = options.cadenceMs ?? 100;
  const veille = veilleur({
    cadenceMs,
    releveMs: options.releveMs ?? 5_000,
    tour: async () => {
      const lot = await scellerUnLot({ ...sequenceur, memoire });
      if (lot === 'occupe' || lot.feuilles === 0) return false;
      await etape('journal.point-signe');
      options.surPoint?.(lot.taille);
      return true;
    },
    ...(options.surErreur === undefined ? {} : { surErreur: options.surErreur }),
  });
  const taire = ecouter(options.urlDirecte, veille.reveiller, { ...options, cadenceMs });
  return {
    arreter: async () => {
      await taire();
      await veille.arreter();
    },
  };
}
