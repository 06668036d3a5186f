import type { Result } from '@ppn/core';

/** Les deux clés d'une carte : l'une ouvre les sessions, l'autre engage (nonRepudiation). */
export type UsageCle = 'authentification' | 'signature';
/**
 * Ce que la carte dit de ses essais, avant tout PIN. Zéro : verrouillée. `restants` absent : la carte ne compte pas
 * (PKCS#11 n'a que des drapeaux) ; `entames` : un PIN faux a déjà été présenté.
 */
export type Essais = { readonly restants?: number; readonly entames?: true };
/** Ce qui se lit sur une carte sans PIN ; certificats DER. */
export type ContenuCarte = {
  readonly id: string;
  readonly titulaire: string;
  readonly certificats: Readonly<Record<UsageCle, Uint8Array>>;
  /** Autorités, de l'émettrice à la racine. */
  readonly chaine: readonly Uint8Array[];
  readonly essais: Readonly<Record<UsageCle, Essais>>;
  /** Le PIN se tape sur le lecteur : l'agent n'en voit rien. */
  readonly clavier?: true;
  /** La carte se débloque sur ce poste par son PUK ; essais du PUK. */
  readonly deblocage?: Essais;
};
/** Pourquoi la carte n'a pas signé. */
export type RefusJeton =
  | ({ readonly code: 'pin-faux' } & EssaisApresUnFaux)
  | ({ readonly code: 'puk-faux' } & EssaisApresUnFaux)
  | {
      readonly code:
        | 'carte-absente'
        | 'carte-illisible'
        | 'carte-verrouillee'
        | 'lecteur-en-panne'
        | 'pin-a-changer'
        | 'pin-mal-forme'
        | 'puk-verrouille'
        | 'saisie-abandonnee';
    };
type EssaisApresUnFaux = { readonly essaisRestants?: number };

/**
 * Une carte : jeton logiciel en démonstration, jeton PKCS#11 en service.
 * `signerLot` présente le PIN une fois et signe tous les contenus (SHA-256, ECDSA DER ou RSA PKCS#1 v1.5), dans l'ordre.
 */
export type Jeton = {
  readonly lire: () => Promise<Result<ContenuCarte, 'carte-absente' | 'carte-illisible'>>;
  readonly signerLot: (lot: {
    readonly usage: UsageCle;
    /** Absent : saisi au clavier du lecteur. */
    readonly pin: string | undefined;
    readonly contenus: readonly Uint8Array[];
  }) => Promise<Result<readonly Uint8Array[], RefusJeton>>;
  /** Rend ses essais à une carte verrouillée, avec un PIN neuf ; absent : cette carte ne se débloque pas ici. */
  readonly debloquer?: (codes: {
    readonly puk: string | undefined;
    readonly nouveauPin: string | undefined;
  }) => Promise<Result<'debloquee', RefusJeton>>;
};
/** Une carte dans un lecteur. Sans `carte`, elle ne peut servir : `defaut` dit pourquoi, `nom` la désigne. */
export type CarteInseree = {
  readonly jeton: Jeton;
  readonly carte: ContenuCarte | undefined;
  readonly id: string;
  readonly nom?: string;
  readonly defaut?: 'illisible' | 'inadaptee';
};
/** Les cartes présentes sur le poste, relues à chaque appel (on retire, on insère). */
export type Lecteur = () => Promise<readonly CarteInseree[]>;

/** Plusieurs lecteurs n'en font qu'un. */
export const lecteursReunis =
  (lecteurs: readonly Lecteur[]): Lecteur =>
  async () =>
    (await Promise.all(lecteurs.map((lecteur) => lecteur()))).flat();

/** Forme d'un PIN : 4 à 12 chiffres ; une autre saisie ne coûte pas d'essai. */
export const isPin = (valeur: string): boolean => /^\d{4,12}$/.test(valeur);
/** Forme d'un PUK : 4 à 16 chiffres. */
export const isPuk = (valeur: string): boolean => /^\d{4,16}$/.test(valeur);
