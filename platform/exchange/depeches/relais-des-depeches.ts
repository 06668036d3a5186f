import type { Lien } from '../lien.ts';
import type { ReglagesNoeud } from '../reglages.ts';
import { depechesPretes, envoyerLot, type IssueDeLot, LOT_MAX } from './envoyer-lot.ts';

/** Le relais des depeches : un lot a la fois ; ce qui s'ecrit pendant qu'il voyage part dans le suivant. */
export type RelaisDesDepeches = {
  readonly reveiller: () => void;
  /** Le pair vient de parler : ce qui l'attendait repart a l'instant. */
  readonly pairPresent: () => void;
  readonly arreter: () => Promise<void>;
};

const VEILLE_MS = 1_000;
const ABSENCE_MAX_MS = 5_000;

/** Demarre le relais ; `surPresence` : le pair a repondu. La base est la verite, le reveil n'est qu'un indice. */
export function demarrerRelaisDesDepeches(
  reglages: ReglagesNoeud,
  lien: Lien,
  surPresence: () => void,
): RelaisDesDepeches {
  const etat = { actif: true, reveille: false, echecs: 0, taille: LOT_MAX };
  let alerte: (() => void) | undefined;
  const attendre = (dureeMs: number): Promise<void> =>
    new Promise((resoudre) => {
      const minuterie = setTimeout(resoudre, dureeMs);
      alerte = () => {
        // Pair absent : un reveil ne presse rien, sa presence si.
        if (etat.actif && etat.echecs > 0) return;
        clearTimeout(minuterie);
        resoudre();
      };
      if (etat.reveille) alerte();
    });
  const reveiller = (): void => {
    etat.reveille = true;
    alerte?.();
  };
  const apres = (issue: IssueDeLot): void => {
    const panne = issue === 'pair-absent' || issue === 'refuse';
    etat.echecs = panne ? etat.echecs + 1 : 0;
    // Un lot refuse en entier se cherche une a une : la fautive n'arrete qu'elle.
    etat.taille = issue === 'refuse' ? 1 : LOT_MAX;
    if (!panne) surPresence();
  };
  const tour = async (): Promise<'rien' | 'encore'> => {
    const pretes = await depechesPretes(reglages, etat.taille);
    if (pretes.length === 0) return 'rien';
    apres(await envoyerLot(pretes, reglages, lien));
    return 'encore';
  };
  const boucle = (async () => {
    while (etat.actif) {
      etat.reveille = false;
      const suite = await tour().catch((cause: unknown) => {
        etat.echecs += 1;
        reglages.consigner('erreur', 'Relais des dépêches en échec', { erreur: String(cause) });
        return 'encore' as const;
      });
      if (!etat.actif) return;
      if (etat.echecs > 0) await attendre(Math.min(ABSENCE_MAX_MS, 250 * 2 ** etat.echecs));
      else if (suite === 'rien' && !etat.reveille) await attendre(VEILLE_MS);
    }
  })();
  return {
    reveiller,
    pairPresent: () => {
      if (etat.echecs === 0) return;
      etat.echecs = 0;
      reveiller();
    },
    async arreter() {
      etat.actif = false;
      reveiller();
      await boucle;
    },
  };
}
