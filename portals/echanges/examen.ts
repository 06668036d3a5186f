/** Ce que l'examen dit d'un fichier ; `undefined` : pas encore examine. */
export type Examen = { readonly refus: string | null; readonly reserves: readonly string[] };

/** Les reserves que tous portent (un antivirus absent) se disent une fois ; chacun garde les siennes. */
export function reservesCommunes(reserves: readonly (readonly string[])[]): readonly string[] {
  const [premieres = [], ...autres] = reserves;
  return autres.length === 0 ? [] : premieres.filter((phrase) => autres.every((une) => une.includes(phrase)));
}

/** Vrai pour la reserve que porte tout fichier examine sans antivirus. */
export const estSansAntivirus = (reserve: string): boolean => reserve.startsWith('Aucun antivirus');

/** L'etat d'examen d'un fichier, en deux mots. */
export function motDeLExamen(examen: Examen | undefined): string {
  if (examen === undefined) return 'examen en cours';
  if (examen.refus !== null) return 'refusé à l’examen';
  return examen.reserves.length === 0 ? 'examiné' : 'examiné, avec réserve';
}
