/** Une plage d'octets `[debut, fin[`. */
export type Plage = readonly [debut: number, fin: number];

/** Ajoute une plage a des plages disjointes et triees ; celles qui se touchent n'en font qu'une. */
export function ajouterPlage(plages: readonly Plage[], neuve: Plage): readonly Plage[] {
  if (neuve[0] >= neuve[1]) return plages;
  const avant = plages.filter(([, fin]) => fin < neuve[0]);
  const apres = plages.filter(([debut]) => debut > neuve[1]);
  const jointes = plages.filter(([debut, fin]) => fin >= neuve[0] && debut <= neuve[1]);
  const debut = Math.min(neuve[0], ...jointes.map(([de]) => de));
  const fin = Math.max(neuve[1], ...jointes.map(([, a]) => a));
  return [...avant, [debut, fin], ...apres];
}

/** Octets couverts par des plages disjointes. */
export const octetsCouverts = (plages: readonly Plage[]): number =>
  plages.reduce((total, [debut, fin]) => total + fin - debut, 0);
