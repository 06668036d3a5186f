import type { DonneesParType, TypeDEntree } from './donnees-des-entrees.ts';

/** Qui a consigne l'entree. */
export type AuteurDEntree = {
  readonly matricule: string;
  readonly nom: string;
  readonly qualite: string;
  readonly rattachement: string;
};

/** D'ou vient l'entree : saisie au registre, ou portee par un acte signe. */
export type SourceDEntree =
  | { readonly genre: 'saisie' }
  | { readonly genre: 'acte'; readonly acteId: string };

type Enveloppe<T extends TypeDEntree> = {
  /** UUID. Un acte qui constate une entree deja saisie en reprend l'identifiant : c'est la meme entree. */
  readonly id: string;
  readonly mesure: string;
  readonly type: T;
  /** Heure du fait : horodate, zone du lieu gardee. Jamais modifiee ; une rectification s'ajoute. */
  readonly survenuA: string;
  /** Heure d'enregistrement : horodate, celle du service. */
  readonly enregistreA: string;
  readonly auteur: AuteurDEntree;
  readonly source: SourceDEntree;
  readonly donnees: DonneesParType[T];
};

/** Une entree du registre. La mesure est la suite de ses entrees ; rien ne s'y modifie. */
export type Entree = { [T in TypeDEntree]: Enveloppe<T> }[TypeDEntree];
/** Une entree d'un type donne. */
export type EntreeDe<T extends TypeDEntree> = Extract<Entree, { type: T }>;

/** Entrees d'un type, dans l'ordre recu. */
export const entreesDuType = <T extends TypeDEntree>(
  entrees: readonly Entree[],
  type: T,
): readonly EntreeDe<T>[] => entrees.filter((entree): entree is EntreeDe<T> => entree.type === type);
