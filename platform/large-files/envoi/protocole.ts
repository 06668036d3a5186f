/** Ce qu'un fil doit savoir pour posseder un envoi. `somme` : calcule SHA-256 et CRC-32 au passage (inutile pour une partie). */
export type EnvoiConfie = {
  readonly id: string;
  readonly chemin: string;
  readonly cle: Uint8Array;
  readonly aad: Uint8Array;
  readonly longueur: number;
  readonly somme: boolean;
};

/** Algorithmes de `Upload-Checksum`. */
export type AlgorithmeDeSomme = 'sha256' | 'sha1';

/** Un objet a relire : sa cle et sa longueur de clair. */
export type ObjetARelire = Pick<EnvoiConfie, 'chemin' | 'cle' | 'aad' | 'longueur'>;

/** Un ordre au fil ; `numero` relie la reponse. Un `bloc` n'attend que son retour. */
export type Ordre =
  | {
      readonly op: 'commencer';
      readonly numero: number;
      readonly envoi: EnvoiConfie;
      readonly algorithme?: AlgorithmeDeSomme | undefined;
    }
  | {
      readonly op: 'bloc';
      readonly id: string;
      readonly rang: number;
      readonly octets: SharedArrayBuffer;
      readonly longueur: number;
    }
  | { readonly op: 'finir'; readonly numero: number; readonly id: string; readonly issue: Issue }
  | { readonly op: 'position'; readonly numero: number; readonly envoi: EnvoiConfie }
  | { readonly op: 'resumer'; readonly numero: number; readonly objets: readonly ObjetARelire[] }
  | { readonly op: 'oublier'; readonly id: string };

/** Comment une requete finit : entiere (avec la somme annoncee), coupee (ce qui est venu est garde), ou a defaire. */
export type Issue =
  | { readonly genre: 'entiere'; readonly somme?: string | undefined }
  | { readonly genre: 'coupee' }
  | { readonly genre: 'defaire' };

/** SHA-256 (hexadecimal) et CRC-32 d'un clair entier. */
export type Resume = { readonly sha256: string; readonly crc32: number };

/** Ce que le fil n'a pas pu faire ; `altere` : ce qui etait ecrit ne se relit plus. */
export type DefautDEnvoi = 'stockage-plein' | 'somme-fausse' | 'trop-long' | 'altere' | 'panne';

/** Reponse d'un fil. */
export type Reponse =
  | { readonly op: 'rendu'; readonly id: string; readonly rang: number }
  | {
      readonly op: 'fait';
      readonly numero: number;
      readonly position: number;
      readonly resume?: Resume | undefined;
    }
  | {
      readonly op: 'defaut';
      readonly numero: number;
      readonly defaut: DefautDEnvoi;
      readonly position: number;
      readonly message: string;
    };
