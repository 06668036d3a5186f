/** Une ouverture en cours ou faite, qu'on sait fermer. */
export type Ouverture<T> = { readonly document: Promise<T>; readonly fermer: () => void };

type Entree<T> = { readonly ouverture: Ouverture<T>; utilisateurs: number };

/** Documents ouverts : au plus `maximum`, les plus anciens inutilises sont fermes (interfaces §3.2). */
export type Documents<T> = {
  /** Emprunte un document ; `rendre` doit etre appele une fois. Un echec n'est pas garde : on peut reessayer. */
  readonly emprunter: (
    cle: string,
    ouvrir: () => Ouverture<T>,
  ) => { readonly document: Promise<T>; readonly rendre: () => void };
  readonly ouverts: () => number;
  readonly fermerTout: () => void;
};

/** Cree la reserve de documents ouverts. Au-dela du maximum, seuls restent ceux que l'ecran montre. */
export const creerDocuments = <T>(maximum: number): Documents<T> => {
  const entrees = new Map<string, Entree<T>>();
  const fermer = (cle: string): void => {
    entrees.get(cle)?.ouverture.fermer();
    entrees.delete(cle);
  };
  const alleger = (): void => {
    for (const [cle, entree] of entrees) {
      if (entrees.size <= maximum) return;
      if (entree.utilisateurs === 0) fermer(cle);
    }
  };
  const entreeDe = (cle: string, ouvrir: () => Ouverture<T>): Entree<T> => {
    const connue = entrees.get(cle);
    if (connue !== undefined) {
      entrees.delete(cle);
      entrees.set(cle, connue);
      return connue;
    }
    const entree: Entree<T> = { ouverture: ouvrir(), utilisateurs: 0 };
    entrees.set(cle, entree);
    entree.ouverture.document.catch(() => {
      if (entrees.get(cle) === entree) fermer(cle);
    });
    return entree;
  };
  return {
    emprunter: (cle, ouvrir) => {
      const entree = entreeDe(cle, ouvrir);
      entree.utilisateurs += 1;
      alleger();
      let rendu = false;
      const rendre = (): void => {
        if (rendu) return;
        rendu = true;
        entree.utilisateurs -= 1;
        alleger();
      };
      return { document: entree.ouverture.document, rendre };
    },
    ouverts: () => entrees.size,
    fermerTout: () => [...entrees.keys()].forEach(fermer),
  };
};
