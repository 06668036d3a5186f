import type { Morceau } from './decoupe.ts';

/** Un troncon en cours d'envoi : son adresse tus, et les octets que le service a gardes. */
export type Troncon = Morceau & { readonly adresse: string };

/** Ce que le poste garde d'un fichier a deposer, jusqu'au depot : assez pour le reprendre apres un navigateur tue. */
export type Fiche = {
  readonly cle: string;
  readonly depot: string;
  /** Qui depose : un poste partage ne montre rien a un autre. */
  readonly moi: string;
  readonly nom: string;
  readonly taille: number;
  /** SHA-256 du premier mebioctet ; absent si l'envoi a commence ailleurs. */
  readonly debut: string | undefined;
  readonly troncons: readonly Troncon[];
  /** Identifiant de l'envoi complet, au service. */
  readonly envoi: string | undefined;
  /** SHA-256 du fichier entier, calcule sur ce poste. */
  readonly sha256: string | undefined;
};

/** Un fichier choisi ou lache ; `nom` porte son dossier (`plans/etage 1.png`). */
export type FichierChoisi = {
  readonly fichier: File;
  readonly nom: string;
};

/** Ou en est un fichier, pour l'ecran. */
export type FichierVu = {
  readonly cle: string;
  readonly nom: string;
  readonly taille: number;
  /** Octets gardes par le service, ou en route. */
  readonly partis: number;
  /** `a-choisir` : il faut redonner le fichier. `en-attente` : il viendra a son tour. `verification` : tout est parti, l'empreinte se calcule. */
  readonly etat: 'a-choisir' | 'en-attente' | 'envoi' | 'verification' | 'complet' | 'refuse';
  /** Ce qui ne va pas, et quoi faire. */
  readonly phrase: string | undefined;
  readonly sha256: string | undefined;
  /** Identifiant de l'envoi complet, au service. */
  readonly envoi: string | undefined;
};
