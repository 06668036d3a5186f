/** Onglets du dossier, a droite du lecteur. */
export const onglets = [
  'synthese',
  'pieces',
  'notes',
  'inventaire',
  'messages',
  'plis',
  'lectures',
  'mentions',
  'decision',
  'envois',
  'jugement',
] as const;
/** Un onglet du dossier. */
export type Onglet = (typeof onglets)[number];

/** Ce que l'URL d'un dossier retient : l'endroit lu (`D42.3`, `3.2`), l'onglet, la date passee et par les yeux de qui. */
export type Recherche = {
  readonly lu?: string;
  readonly onglet?: Onglet;
  readonly au?: string;
  readonly par?: string;
};

const estOnglet = (valeur: unknown): valeur is Onglet => onglets.some((onglet) => onglet === valeur);

/** Une cote ou un numero de piece, son annexe, sa page. */
const LIEU = /^[A-Z]?\d{1,5}(-\d{1,4})?(\.\d{1,5})?$/;

/** Lit la partie recherche d'une URL ; ce qui est mal forme est ignore. `lu=3.2` peut arriver en nombre. */
export const validerRecherche = (brute: Readonly<Record<string, unknown>>): Recherche => {
  const lu = typeof brute['lu'] === 'number' ? String(brute['lu']) : brute['lu'];
  const { onglet, au, par } = brute;
  return {
    ...(typeof lu === 'string' && LIEU.test(lu) ? { lu } : {}),
    ...(estOnglet(onglet) ? { onglet } : {}),
    ...(typeof au === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(au) ? { au } : {}),
    ...(typeof par === 'string' && /^[A-Z0-9]{1,40}$/.test(par) ? { par } : {}),
  };
};
