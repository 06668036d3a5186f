/** Places pour des travaux simultanes : `prendre` attend la sienne et rend de quoi la liberer. */
export type Places = { readonly prendre: () => Promise<() => void> };

/** Ouvre `nombre` places, servies dans l'ordre d'arrivee. */
export function ouvrirPlaces(nombre: number): Places {
  let libres = nombre;
  const file: (() => void)[] = [];
  const liberer = (): void => {
    const suivant = file.shift();
    if (suivant === undefined) libres += 1;
    else suivant();
  };
  return {
    prendre: async () => {
      if (libres > 0) libres -= 1;
      else await new Promise<void>((servi) => file.push(servi));
      let rendue = false;
      return () => {
        if (!rendue) liberer();
        rendue = true;
      };
    },
  };
}
