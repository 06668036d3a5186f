import type { z } from 'zod';

/** Methodes HTTP employees par les contrats. */
export type Methode = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Cle d'un point d'acces : `METHODE /chemin/:parametre`. */
export type Cle = `${Methode} /${string}`;

/**
 * Un point d'acces. `reponses` donne le schema de chaque statut de succes ; les refus sont des problemes RFC 9457.
 * `flux` : la reponse (ou le corps recu) est un flux d'octets, ecrit par le gestionnaire lui-meme.
 */
export type Point = {
  readonly resume: string;
  readonly ouvert?: true;
  readonly flux?: 'reponse' | 'corps';
  readonly requete?: z.ZodType;
  readonly corps?: z.ZodType;
  readonly reponses: { readonly [statut: number]: z.ZodType };
};

/** Table des points d'acces d'un module. */
export type Contrat = { readonly [cle: Cle]: Point };

/** Parametres nommes d'un chemin : `/a/:idj/b/:id` -> `{ idj: string; id: string }`. */
export type ParamsDe<Chemin extends string> = Chemin extends `${string}:${infer Nom}/${infer Reste}`
  ? { readonly [cle in Nom]: string } & ParamsDe<`/${Reste}`>
  : Chemin extends `${string}:${infer Nom}`
    ? { readonly [cle in Nom]: string }
    : unknown;

type Sortie<T> = T extends z.ZodType ? z.output<T> : undefined;
type Entree<T> = T extends z.ZodType ? z.input<T> : undefined;

/** Ce qu'un appelant fournit pour le point `P` de chemin `C`. */
export type DemandeDe<C extends string, P extends Point> = ParamsDe<C> &
  (P['corps'] extends z.ZodType ? { readonly corps: Entree<P['corps']> } : unknown) &
  (P['requete'] extends z.ZodType ? { readonly requete?: Entree<P['requete']> } : unknown);

/** Union des corps de succes du point `P`. */
export type ReponseDe<P extends Point> = Sortie<P['reponses'][keyof P['reponses'] & number]>;

/** Probleme RFC 9457 tel qu'il quitte nos services ; `detail` est une phrase francaise qui dit quoi faire. */
export type Probleme = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly liens?: readonly { readonly libelle: string; readonly cible: string }[];
  readonly champs?: readonly { readonly champ: string; readonly phrase: string }[];
  readonly [autre: string]: unknown;
};
