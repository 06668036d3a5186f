import { refus, reussite, type Result } from '@ppn/core';

/** Ce qu'un jeton permet a un logiciel de cabinet ; rien d'autre. */
export type Portee = 'consulter' | 'telecharger' | 'deposer';

/** Duree d'un jeton, en jours, et jetons vivants d'une personne, au plus : nos regles, aucun texte ne les fixe. */
export const DUREE_MAX_JOURS = 90;
export const VIVANTS_MAX = 10;
/** Un acces de plus se cree dans le quart d'heure d'une connexion : un poste laisse ouvert n'en donne pas. */
export const FRAICHEUR_MS = 15 * 60_000;

/** Ce que chaque portee ouvre : methodes, et forme du chemin. Ce qui n'y est pas se refuse a tout jeton. */
const OUVERTURES: readonly (readonly [Portee, RegExp, RegExp])[] = [
  ['consulter', /^GET$/, /^\/api\/depots(\/[^/]+(\/recepisses\/[^/]+)?)?$/],
  ['telecharger', /^(GET|HEAD)$/, /^\/(telechargements|lectures)\/[^/]+(\/[^/]+)?$/],
  ['deposer', /^GET$/, /^\/api\/destinataires$/],
  ['deposer', /^POST$/, /^\/api\/depots(\/[^/]+\/depot)?$/],
  ['deposer', /^GET$/, /^\/api\/preparations(\/[^/]+)?$/],
  ['deposer', /^DELETE$/, /^\/api\/preparations\/[^/]+$/],
  ['deposer', /^(GET|HEAD|POST|PATCH|DELETE|OPTIONS)$/, /^\/televersements\/[^/]+(\/[^/]+)?$/],
];

/** La portee qu'exige cette demande (chemin sans la question) ; `undefined` : aucun jeton n'y a droit. */
export const porteeExigee = (methode: string, chemin: string): Portee | undefined =>
  OUVERTURES.find(([, methodes, forme]) => methodes.test(methode) && forme.test(chemin))?.[0];

export type RefusDeCreation = 'connexion-ancienne' | 'trop-de-jetons';

/** Un jeton se cree juste apres une connexion forte, et pas sans fin. */
export function creer(
  { identifieA, vivants }: { readonly identifieA: Date; readonly vivants: number },
  maintenant: Date,
): Result<true, RefusDeCreation> {
  if (maintenant.getTime() - identifieA.getTime() > FRAICHEUR_MS) return refus('connexion-ancienne');
  return vivants >= VIVANTS_MAX ? refus('trop-de-jetons') : reussite(true);
}
