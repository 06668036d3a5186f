/** Une tache de fond : `tour` rend vrai s'il reste peut-etre du travail. */
export type TacheDeFond = {
  readonly tour: () => Promise<boolean>;
  /** Temps minimal entre deux tours, et temps maximal sans tour, en millisecondes. */
  readonly cadenceMs: number;
  readonly releveMs: number;
  readonly surErreur?: (cause: unknown) => void;
};

/** Une tache de fond en marche ; `arreter` attend la fin du tour en cours. */
export type Veilleur = { readonly reveiller: () => void; readonly arreter: () => Promise<void> };

/** Fait tourner une tache, un tour a la fois : au reveil, tant qu'il reste du travail, a la releve, et apres un echec (attente doublee, 10 s au plus). */
export function veilleur({ tour, cadenceMs, releveMs, surErreur }: TacheDeFond): Veilleur {
  const etat = { arrete: false, reveille: true, echecs: 0 };
  let secouer = (): void => undefined;
  const attendre = (delaiMs: number, interruptible: boolean): Promise<void> =>
    new Promise((resoudre) => {
      const minuteur = setTimeout(resoudre, delaiMs);
      secouer = () => {
        if (!interruptible && !etat.arrete) return;
        clearTimeout(minuteur);
        resoudre();
      };
    });
  const unTour = async (): Promise<void> => {
    etat.reveille = false;
    try {
      if (await tour()) etat.reveille = true;
      etat.echecs = 0;
    } catch (cause) {
      etat.echecs += 1;
      surErreur?.(cause);
    }
  };
  const boucle = async (): Promise<void> => {
    while (!etat.arrete) {
      await unTour();
      if (etat.arrete) return;
      if (etat.echecs > 0) await attendre(Math.min(cadenceMs * 2 ** etat.echecs, 10_000), false);
      else {
        await attendre(cadenceMs, false);
        if (!etat.reveille && !etat.arrete) await attendre(Math.max(0, releveMs - cadenceMs), true);
      }
    }
  };
  const fin = boucle();
  return {
    reveiller: () => {
      etat.reveille = true;
      secouer();
    },
    arreter: async () => {
      etat.arrete = true;
      secouer();
      await fin;
    },
  };
}
