import type { Probleme, Result } from '@ppn/api-client';
import { useState } from 'react';

/** Etat d'une fiche envoyee d'un bloc (personne, fait) : refus general et phrase par champ. */
export type EtatDeFiche = {
  readonly refus: Probleme | undefined;
  readonly erreurs: Readonly<Record<string, string>>;
  readonly enCours: boolean;
};

const REPOS: EtatDeFiche = { refus: undefined, erreurs: {}, enCours: false };

/** Envoie une fiche ; en cas de refus la saisie reste, chaque champ refuse recoit sa phrase et le premier le focus. */
export function useFiche<T>(surReussite: (valeur: T) => void) {
  const [etat, poserEtat] = useState<EtatDeFiche>(REPOS);
  const refuser = (erreurs: Readonly<Record<string, string>>, refus?: Probleme): void => {
    poserEtat({ refus, erreurs, enCours: false });
    viserPremier(Object.keys(erreurs));
  };
  const envoyer = async (
    connues: Readonly<Record<string, string>>,
    appel: () => Promise<Result<T, Probleme>>,
  ): Promise<void> => {
    if (etat.enCours) return;
    if (Object.keys(connues).length > 0) return refuser(connues);
    poserEtat({ ...REPOS, enCours: true });
    const rendu = await appel();
    if (!rendu.ok)
      return refuser(
        Object.fromEntries((rendu.refus.champs ?? []).map(({ champ, phrase }) => [champ, phrase])),
        rendu.refus,
      );
    poserEtat(REPOS);
    return surReussite(rendu.valeur);
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
