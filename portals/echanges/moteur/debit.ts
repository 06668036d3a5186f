/** Un releve : octets partis en tout, a cet instant (ms). */
export type Releve = { readonly a: number; readonly octets: number };

/** Les dernieres secondes seules comptent : un debit se lit maintenant, pas depuis le debut. */
const FENETRE_MS = 8_000;

/** Ajoute un releve et oublie les trop anciens. Un recul (tranche a renvoyer) recommence le compte. */
export function relever(fenetre: readonly Releve[], releve: Releve): readonly Releve[] {
  const dernier = fenetre.at(-1);
  if (dernier !== undefined && releve.octets < dernier.octets) return [releve];
  return [...fenetre.filter(({ a }) => releve.a - a <= FENETRE_MS), releve];
}

/** Octets par seconde sur la fenetre ; 0 tant qu'une demi-seconde n'est pas passee. */
export function debitDe(fenetre: readonly Releve[]): number {
  const [premier, dernier] = [fenetre[0], fenetre.at(-1)];
  if (premier === undefined || dernier === undefined || dernier.a - premier.a < 500) return 0;
  return ((dernier.octets - premier.octets) * 1_000) / (dernier.a - premier.a);
}

/** Secondes qui restent a ce debit ; `undefined` s'il est nul. */
export const resteEnSecondes = (octets: number, debit: number): number | undefined =>
  debit > 0 ? Math.ceil(octets / debit) : undefined;
