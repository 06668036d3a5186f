import type { Lien } from '../lien.ts';
import type { ReglagesNoeud } from '../reglages.ts';
import { type Comparaison, noterEchec, rapprocher, type Rapprocheur } from './rapprocher.ts';

/** Le rapprochement en marche : un passage par minute, ou tout de suite ; deux passages ne se chevauchent jamais. */
export type BoucleDeRapprochement = {
  readonly comparer: () => Promise<Comparaison>;
  readonly arreter: () => Promise<void>;
};

const UNE_MINUTE_MS = 60_000;

/** Demarre la boucle ; un echec est garde, montre, et reessaye a la periode suivante. */
export function demarrerRapprochement(reglages: ReglagesNoeud, lien: Lien): BoucleDeRapprochement {
  const rapprocheur: Rapprocheur = { reglages, lien, tour: 0 };
  let dernier: Promise<unknown> = Promise.resolve();
  const comparer = (): Promise<Comparaison> => {
    const suivant = dernier.then(async () => {
      try {
        return await rapprocher(rapprocheur);
      } catch (cause) {
        await noterEchec(reglages, cause);
        throw cause;
      }
    });
    dernier = suivant.catch(() => undefined);
    return suivant;
  };
  const minuterie = setInterval(() => {
    comparer().then(
      ({ ecarts, rejoues }) => {
        if (ecarts.length > 0)
          reglages.consigner('erreur', 'Écarts entre les deux services', { ecarts, rejoues });
      },
      (cause: unknown) => reglages.consigner('erreur', 'Rapprochement impossible', { erreur: String(cause) }),
    );
  }, reglages.rapprochementMs ?? UNE_MINUTE_MS);
  return {
    comparer,
    async arreter() {
      clearInterval(minuterie);
      await dernier;
    },
  };
}
