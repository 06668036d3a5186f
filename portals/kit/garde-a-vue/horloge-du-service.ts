/** Une reponse du service, datee par lui : `date` est son en-tete `Date` (ms, a la seconde) ; depart et retour : horloge monotone du poste. */
export type Releve = { readonly date: number; readonly depart: number; readonly retour: number };

/**
 * Ce que le poste sait de l'heure du service : l'ecart entre elle et sa propre horloge monotone est entre `min` et `max`.
 * L'horloge civile du poste n'entre pas dans le calcul : un poste qui derive, ou qu'on regle, ne change rien.
 */
export type Accord = { readonly min: number; readonly max: number; readonly a: number };

/** Derive admise d'un poste : 100 millioniemes. */
const DERIVE = 1e-4;
const SECONDE = 1_000;

/** Encadre l'ecart : l'en-tete tronque la seconde, la reponse est nee entre le depart et le retour. */
const encadrer = ({ date, depart, retour }: Releve): Accord => ({
  min: date - retour,
  max: date + SECONDE - depart,
  a: retour,
});

/**
 * Accorde un releve aux precedents : chaque reponse resserre l'encadrement. Un releve qui les contredit (service remis a
 * l'heure, poste sorti de veille) les remplace : le dernier mot est au service.
 */
export function accorder(avant: Accord | undefined, releve: Releve): Accord {
  const lu = encadrer(releve);
  if (avant === undefined) return lu;
  const jeu = Math.max(0, releve.retour - avant.a) * DERIVE;
  const min = Math.max(lu.min, avant.min - jeu);
  const max = Math.min(lu.max, avant.max + jeu);
  return min <= max ? { min, max, a: releve.retour } : lu;
}

/** L'heure du service a l'instant monotone `a` ; le plus tard possible : un compte a rebours n'accorde jamais une seconde de trop. */
export const heureAccordee = (accord: Accord, a: number): number => accord.max + a;

/** Ecart toujours possible, en millisecondes. */
export const incertitude = ({ min, max }: Accord): number => max - min;
