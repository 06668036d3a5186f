/** Octets d'une requete d'envoi : huit mebioctets, un nombre entier de segments chiffres du service. */
export const TRANCHE = 8 * 1024 * 1024;

/** Au-dela, un fichier part en plusieurs troncons a la fois ; en deca, l'aller-retour de la reunion couterait plus. */
const D_UN_SEUL_TENANT = 4 * TRANCHE;
const TRONCONS = 3;

/** Morceau contigu d'un fichier, `[debut, fin[` en octets : un envoi tus a lui seul. */
export type Morceau = { readonly debut: number; readonly fin: number };

/** Decoupe un fichier de cette taille (octets) : un seul troncon, ou trois a peu pres egaux, bornes aux tranches. */
export function decouper(taille: number): readonly Morceau[] {
  if (taille <= D_UN_SEUL_TENANT) return [{ debut: 0, fin: taille }];
  const pas = Math.ceil(taille / TRONCONS / TRANCHE) * TRANCHE;
  const debuts = Array.from({ length: TRONCONS }, (_, rang) => rang * pas).filter((debut) => debut < taille);
  return debuts.map((debut) => ({ debut, fin: Math.min(debut + pas, taille) }));
}
