/** Onglets du dossier, a droite du lecteur. */
export const onglets = ['synthese', 'pieces', 'plis', 'lectures', 'decision'] as const;
/** Un onglet du dossier. */
export type Onglet = (typeof onglets)[number];

/** Ce que l'URL d'un dossier retient : l'endroit lu (`3.2`), l'onglet. */
export type Recherche = { readonly lu?: string; readonly onglet?: Onglet };

const estOnglet = (valeur: unknown): valeur is Onglet => onglets.some((onglet) => onglet === valeur);

/** Lit la partie recherche d'une URL ; ce qui est mal forme est ignore. `lu=3.2` peut arriver en nombre. */
export const validerRecherche = (brute: Readonly<Record<string, unknown>>): Recherche => {
  const lu = typeof brute['lu'] === 'number' ? String(brute['lu']) : brute['lu'];
  const onglet = brute['onglet'];
  return {
    ...(typeof lu === 'string' && /^\d{1,5}(-\d{1,4})?(\.\d{1,5})?$/.test(lu) ? { lu } : {}),
    ...(estOnglet(onglet) ? { onglet } : {}),
  };
};
