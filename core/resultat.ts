/** Issue d'une regle ou d'un cas d'usage : une valeur, ou un refus qui est une donnee (conventions §8). */
export type Result<T, R> =
  | { readonly ok: true; readonly valeur: T }
  | { readonly ok: false; readonly refus: R };

/** Reussite portant `valeur`. */
export const reussite = <T>(valeur: T): { readonly ok: true; readonly valeur: T } => ({
  ok: true,
  valeur,
});

/** Refus portant sa raison. */
export const refus = <R>(raison: R): { readonly ok: false; readonly refus: R } => ({
  ok: false,
  refus: raison,
});
