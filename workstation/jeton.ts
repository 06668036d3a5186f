import type { Result } from '@ppn/core';

/** Les deux clés d'une carte : l'une ouvre les sessions, l'autre engage (nonRepudiation). */
export type UsageCle = 'authentification' | 'signature';
/** Ce qui se lit sur une carte sans PIN ; certificats DER. */
export type ContenuCarte = {
  readonly id: string;
  readonly titulaire: string;
  readonly certificats: Readonly<Record<UsageCle, Uint8Array>>;
  /** Autorités, de l'émettrice à la racine. */
  readonly chaine: readonly Uint8Array[];
  /** Zéro : verrouillée. */
  readonly essaisRestants: number;
};
/** Pourquoi la carte n'a pas signé. */
export type RefusJeton =
  | { readonly code: 'pin-faux'; readonly essaisRestants: number }
  | { readonly code: 'pin-mal-forme' | 'carte-verrouillee' | 'carte-illisible' };

/**
 * Une carte : jeton logiciel en démonstration, jeton PKCS#11 en service.
 * `signerLot` présente le PIN une fois et signe tous les contenus (SHA-256, ECDSA DER ou RSA PKCS#1 v1.5), dans l'ordre.
 */
export type Jeton = {
  readonly lire: () => Promise<Result<ContenuCarte, 'carte-absente' | 'carte-illisible'>>;
  readonly signerLot: (lot: {
    readonly usage: UsageCle;
    readonly pin: string;
    readonly contenus: readonly Uint8Array[];
  }) => Promise<Result<readonly Uint8Array[], RefusJeton>>;
};
/** Les cartes présentes sur le poste, relues à chaque appel (on retire, on insère). */
export type Lecteur = () => Promise<
  readonly { readonly jeton: Jeton; readonly carte: ContenuCarte | undefined; readonly id: string }[]
>;

/** Forme d'un PIN : 4 à 12 chiffres ; une autre saisie ne coûte pas d'essai. */
export const isPin = (valeur: string): boolean => /^\d{4,12}$/.test(valeur);
