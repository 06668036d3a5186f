import type { Result } from '@ppn/core';

/** Un jeton se reconnait a son libelle et a sa serie : son emplacement change quand on le retire. */
export type NomDeJeton = { readonly libelle: string; readonly serie: string };
/** Un jeton present, tel qu'il se lit sans code. `drapeaux` : voir `CKF`. */
export type JetonLu = NomDeJeton & {
  readonly lecteur: string;
  readonly fabricant: string;
  readonly modele: string;
  readonly drapeaux: number;
  /** Certificats DER publics, dans l'ordre du jeton. */
  readonly certificats: readonly Uint8Array[];
};
/** Ce que la carte doit signer : la cle de `certificat`, SHA-256 ; `pin` absent : saisi au clavier du lecteur. */
export type DemandeDeSignature = {
  readonly jeton: NomDeJeton;
  readonly certificat: Uint8Array;
  readonly pin: string | undefined;
  readonly contenus: readonly Uint8Array[];
  /** Garde la session ouverte entre deux appels : cachet de serveur seulement. */
  readonly garder?: boolean;
};
/** Deblocage du code porteur par le code de deblocage (PUK, tenu par l'officier de securite du jeton). */
export type DemandeDeDeblocage = {
  readonly jeton: NomDeJeton;
  readonly puk: string | undefined;
  readonly nouveauPin: string | undefined;
};
/** Un secret tire dans le jeton et qui n'en sort pas, designe par son etiquette. `creer` : le tirer s'il n'y est pas. */
export type DemandeDeDerivation = {
  readonly jeton: NomDeJeton;
  readonly pin: string;
  readonly etiquette: string;
  readonly contenus: readonly Uint8Array[];
  readonly creer: boolean;
};
/** Le secret de cette etiquette est efface du jeton ; ou seulement nomme : les etiquettes qui commencent ainsi. */
export type DemandeDeSecrets = {
  readonly jeton: NomDeJeton;
  readonly pin: string;
  readonly etiquette: string;
  readonly effacer: boolean;
};
/** Pourquoi le jeton n'a pas signe ; `drapeaux` relus apres un code faux. */
export type RefusPkcs11 =
  | { readonly code: 'code-faux'; readonly drapeaux: number }
  | {
      readonly code:
        | 'carte-absente'
        | 'cle-absente'
        | 'code-a-changer'
        | 'code-mal-forme'
        | 'code-verrouille'
        | 'pilote-en-panne'
        | 'saisie-abandonnee';
    }
  | { readonly code: 'jeton-refuse'; readonly detail: string };

/** Ce que le pilote demande a son ouvrier. */
export type Requete =
  | { readonly genre: 'lister' }
  | { readonly genre: 'signer'; readonly demande: DemandeDeSignature }
  | { readonly genre: 'debloquer'; readonly demande: DemandeDeDeblocage }
  | { readonly genre: 'deriver'; readonly demande: DemandeDeDerivation }
  | { readonly genre: 'secrets'; readonly demande: DemandeDeSecrets };
/** Ce que rend l'ouvrier pour chaque requete. */
export type Reponses = {
  readonly lister: Result<readonly JetonLu[], RefusPkcs11>;
  readonly signer: Result<readonly Uint8Array[], RefusPkcs11>;
  readonly debloquer: Result<'debloque', RefusPkcs11>;
  /** HMAC-SHA-256 de chaque contenu. */
  readonly deriver: Result<readonly Uint8Array[], RefusPkcs11>;
  /** Les etiquettes touchees. */
  readonly secrets: Result<readonly string[], RefusPkcs11>;
};
