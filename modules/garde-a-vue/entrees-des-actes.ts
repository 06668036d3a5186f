import type { ActeJson } from '@ppn/acte/contract';
import type { Entree } from './domain/entrees.ts';
import { schemaEntree } from './schemas-des-entrees.ts';

/** Une entree portee par un acte. `id` : celui de l'entree deja saisie ; absent ou vide : l'acte l'apporte. */
export type EntreePortee =
  | {
      readonly id?: string;
      readonly type: Entree['type'];
      readonly survenuA: string;
      readonly donnees: unknown;
    }
  /** Une entree entiere, reproduite telle quelle (recapitulatif). */
  | { readonly reproduite: Entree };

/** Ce qu'on lit d'un acte pour en tirer ses entrees. */
export type ActePortant = Pick<ActeJson, 'redacteur' | 'personnes'> & {
  readonly acteId: string;
  readonly redigeA: string;
  readonly signatures?: ActeJson['signatures'];
};

/**
 * Entrees d'un acte, completes : identifiants, auteur et source en decoulent. Pure : les deux ministeres, et le verificateur,
 * en tirent les memes. Une entree mal formee lance : l'acte ne se scelle pas, ou il est refuse a la reception.
 */
export function completer(
  mesure: string,
  portees: readonly EntreePortee[],
  acte: ActePortant,
): readonly Entree[] {
  return portees.map((portee, rang) =>
    'reproduite' in portee
      ? portee.reproduite
      : schemaEntree.parse({
          id: portee.id === undefined || portee.id === '' ? identifiant(acte.acteId, rang) : portee.id,
          mesure,
          type: portee.type,
          survenuA: portee.survenuA,
          enregistreA: acte.redigeA,
          auteur: {
            matricule: acte.redacteur.matricule,
            nom: `${acte.redacteur.prenom} ${acte.redacteur.nom.toLocaleUpperCase('fr')}`,
            qualite: acte.redacteur.qualite,
            rattachement: acte.redacteur.rattachement.libelle,
          },
          source: { genre: 'acte', acteId: acte.acteId },
          donnees: portee.donnees,
        }),
  );
}

/** La n-ieme entree d'un acte : l'identifiant de l'acte, ses deux derniers chiffres remplaces par le rang. */
const identifiant = (acteId: string, rang: number): string =>
  `${acteId.slice(0, -2)}${(rang + 1).toString(16).padStart(2, '0')}`;

/** Les entrees qu'un contenu porterait, avant toute signature ; `undefined` : il n'en fait pas d'entrees valables. */
export function entreesPortees<C extends { readonly mesure: { readonly id: string } }>(
  entrees: (contenu: C, acte: ActeJson) => readonly EntreePortee[],
  contenu: C,
  acte: ActePortant,
): readonly Entree[] | undefined {
  try {
    return completer(contenu.mesure.id, entrees(contenu, acte as ActeJson), acte);
  } catch {
    return undefined;
  }
}
