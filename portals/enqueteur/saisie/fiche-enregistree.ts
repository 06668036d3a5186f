import type { Probleme, Result } from '@ppn/api-client';
import { useState } from 'react';

/** Etat d'une fiche envoyee d'un bloc (personne, fait) : refus general et phrase par champ. */
export type EtatDeFiche = {
  readonly refus: Probleme | undefined;
  readonly erreurs: Readonly<Record<string, string>>;
  readonly enCours: boolean;
};

/** Envoie une fiche ; en cas de refus la saisie reste, chaque champ refuse recoit sa phrase et le premier le focus. */
export function useFiche<T>(surReussite: (valeur: T) => void) {
  const [etat, poserEtat] = useState<EtatDeFiche>({ refus: undefined, erreurs: {}, enCours: false });
  const envoyer = async (appel: () => Promise<Result<T, Probleme>>): Promise<void> => {
    if (etat.enCours) return;
    poserEtat({ refus: undefined, erreurs: {}, enCours: true });
    const rendu = await appel();
    if (rendu.ok) {
      poserEtat({ refus: undefined, erreurs: {}, enCours: false });
      return surReussite(rendu.valeur);
    }
    const erreurs = Object.fromEntries(
      (rendu.refus.champs ?? []).map(({ champ, phrase }) => [champ, phrase]),
    );
    poserEtat({ refus: rendu.refus, erreurs, enCours: false });
    return viserPremier(Object.keys(erreurs));
  };
  return { ...etat, envoyer };
}

/** Focus sur le premier champ refuse, apres le rendu de sa phrase. */
function viserPremier(champs: readonly string[]): void {
  setTimeout(() => {
    const cible = champs
      .map((champ) => document.getElementById(`champ-${champ}`))
      .find((element) => element !== null);
    cible?.focus();
  }, 0);
}
