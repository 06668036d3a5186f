/** Le premier cycle d'un graphe oriente (`[a, b, a]`), ou `undefined`. Parcours en profondeur, sans recursion. */
export function premierCycle(graphe: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const finis = new Set<string>();
  for (const depart of graphe.keys()) {
    const cycle = finis.has(depart) ? undefined : cycleDepuis(graphe, depart, finis);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function cycleDepuis(
  graphe: ReadonlyMap<string, readonly string[]>,
  depart: string,
  finis: Set<string>,
): readonly string[] | undefined {
  const chemin: string[] = [];
  const enCours = new Set<string>();
  const pile: { readonly noeud: string; readonly reste: string[] }[] = [];
  const entrer = (noeud: string): void => {
    pile.push({ noeud, reste: [...(graphe.get(noeud) ?? [])] });
    chemin.push(noeud);
    enCours.add(noeud);
  };
  entrer(depart);
  for (let haut = pile.at(-1); haut !== undefined; haut = pile.at(-1)) {
    const suivant = haut.reste.pop();
    if (suivant === undefined) {
      finis.add(haut.noeud);
      enCours.delete(haut.noeud);
      chemin.pop();
      pile.pop();
    } else if (enCours.has(suivant)) {
      return [...chemin.slice(chemin.indexOf(suivant)), suivant];
    } else if (!finis.has(suivant)) {
      entrer(suivant);
    }
  }
  return undefined;
}
