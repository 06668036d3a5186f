/** Les actes laisses de cote, et les choix d'avant, du plus ancien au plus recent : Z revient en arriere. */
export type ChoixDuLot = {
  readonly ecartes: ReadonlySet<string>;
  readonly avant: readonly ReadonlySet<string>[];
};

/** Au depart, tout ce qui est pret est choisi. */
export const TOUT_CHOISI: ChoixDuLot = { ecartes: new Set(), avant: [] };

/** Choix d'avant gardes au plus. */
const PROFONDEUR = 50;

const suivre = ({ ecartes, avant }: ChoixDuLot, suite: ReadonlySet<string>): ChoixDuLot => ({
  ecartes: suite,
  avant: [...avant, ecartes].slice(-PROFONDEUR),
});

/** Choisit ou laisse des actes ensemble : s'ils sont tous choisis, tous sont laisses ; sinon tous sont choisis. */
export function basculer(choix: ChoixDuLot, actes: readonly string[]): ChoixDuLot {
  if (actes.length === 0) return choix;
  const suite = new Set(choix.ecartes);
  const tousChoisis = actes.every((acte) => !suite.has(acte));
  for (const acte of actes) {
    if (tousChoisis) suite.add(acte);
    else suite.delete(acte);
  }
  return suivre(choix, suite);
}

/** Choisit tout. */
export const toutChoisir = (choix: ChoixDuLot): ChoixDuLot =>
  choix.ecartes.size === 0 ? choix : suivre(choix, new Set());

/** Revient au choix d'avant ; rien a faire au depart. */
export function annuler({ ecartes, avant }: ChoixDuLot): ChoixDuLot {
  const precedent = avant.at(-1);
  return precedent === undefined ? { ecartes, avant } : { ecartes: precedent, avant: avant.slice(0, -1) };
}
