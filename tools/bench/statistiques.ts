/** Quantile d'une serie non vide (0 a 1), par rang le plus proche ; 0 pour une serie vide. */
export function quantile(serie: readonly number[], part: number): number {
  const triee = serie.toSorted((une, autre) => une - autre);
  return triee[Math.min(triee.length - 1, Math.max(0, Math.ceil(part * triee.length) - 1))] ?? 0;
}

/** Mediane. */
export const mediane = (serie: readonly number[]): number => quantile(serie, 0.5);

/** p50, p95, p99 et maximum, en millisecondes entieres. */
export const repartition = (serie: readonly number[]) => ({
  p50: Math.round(quantile(serie, 0.5)),
  p95: Math.round(quantile(serie, 0.95)),
  p99: Math.round(quantile(serie, 0.99)),
  max: Math.round(quantile(serie, 1)),
});

/** Arrondi a `chiffres` decimales. */
export const arrondi = (nombre: number, chiffres = 1): number =>
  Math.round(nombre * 10 ** chiffres) / 10 ** chiffres;
