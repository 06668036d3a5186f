import type { Result } from '@ppn/core';
import type { Avertissement, Bornes, RefusDeDepot, TypeReconnu } from '../contrat.ts';
import type { Contenu } from '../contexte.ts';

/** Vers l'examinateur : un fichier a examiner, ou la reponse a une de ses lectures. */
export type VersExaminateur =
  | {
      readonly genre: 'examiner';
      readonly taille: number;
      readonly nomDeclare: string;
      readonly bornes: Bornes;
    }
  | { readonly genre: 'octets'; readonly lecture: number; readonly octets: Uint8Array }
  | { readonly genre: 'illisible'; readonly lecture: number };

/** Resultat d'un examen isole : le contenu, ou le refus, et les reserves. */
export type ResultatIsole = {
  readonly resultat: Result<Contenu, RefusDeDepot>;
  readonly avertissements: readonly Avertissement[];
};

/** De l'examinateur : une lecture demandee, le type reconnu (avant l'examen profond), puis le resultat. */
export type DeExaminateur =
  | { readonly genre: 'pret' }
  | { readonly genre: 'lire'; readonly lecture: number; readonly debut: number; readonly fin: number }
  | { readonly genre: 'type'; readonly type: TypeReconnu }
  | ({ readonly genre: 'resultat' } & ResultatIsole);
