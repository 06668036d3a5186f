/** Graduations d'un axe de zero a au moins `max` : la plus haute ne depasse que de peu, au plus cinq. */
export function graduations(max: number): readonly number[] {
  if (max <= 0) return [0, 1];
  const brut = max / 4;
  const puissance = 10 ** Math.floor(Math.log10(brut));
  const pas = ([1, 2, 2.5, 5, 10].find((facteur) => facteur * puissance >= brut) ?? 10) * puissance;
  return Array.from({ length: Math.ceil(max / pas) + 1 }, (_vide, rang) => rang * pas);
}

/** Un point par jour, zero compris : un jour sans depot se voit, il ne se saute pas. */
export function remplirLesJours<L extends { readonly jour: string }>(
  lignes: readonly L[],
  { dernier, jours }: { readonly dernier: string; readonly jours: number },
  vide: (jour: string) => L,
): readonly L[] {
  const connus = new Map(lignes.map((ligne) => [ligne.jour, ligne]));
  const fin = Date.parse(`${dernier}T00:00:00Z`);
  return Array.from({ length: jours }, (_vide, rang) => {
    const jour = new Date(fin - (jours - 1 - rang) * 86_400_000).toISOString().slice(0, 10);
    return connus.get(jour) ?? vide(jour);
  });
}

/** Rangs des jours a ecrire sous l'axe : le premier, le dernier, et quelques-uns entre. */
export const reperesDe = (nombre: number, voulus = 4): readonly number[] =>
  nombre <= voulus
    ? Array.from({ length: nombre }, (_vide, rang) => rang)
    : Array.from({ length: voulus }, (_vide, rang) => Math.round((rang * (nombre - 1)) / (voulus - 1)));
