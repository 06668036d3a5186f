/** Un verdict, tel que la page le colore et le nomme. */
export type Verdict = 'valide' | 'invalide' | 'indetermine' | 'non-signe';

/** Une ligne « terme : valeur ». */
export type Paire = readonly [terme: string, valeur: string];

/** Une signature, un cachet ou un horodatage, en francais. */
export type VueSignature = {
  readonly titre: string;
  readonly verdict: Verdict;
  readonly lignes: readonly Paire[];
  readonly motifs: readonly string[];
};

/** Une piece, un pli : son verdict d'abord, le detail ensuite. `cle` : ce qu'on cherche aussi (identifiant, empreinte). */
export type VuePiece = {
  readonly titre: string;
  readonly sousTitre: string;
  readonly verdict: Verdict;
  readonly phrases: readonly string[];
  readonly lignes: readonly Paire[];
  readonly signatures: readonly VueSignature[];
  readonly cle: string;
};

/** Un groupe de pieces : les actes, les pieces jointes, les plis. */
export type Lot = { readonly titre: string; readonly pieces: readonly VuePiece[] };

/** Le rapport entier, pret a montrer. */
export type Vue = {
  readonly fichier: string;
  readonly verdict: Verdict;
  readonly titre: string;
  readonly explication: string;
  readonly lignes: readonly Paire[];
  /** Ce qui est faux ou manque, le plus grave d'abord. */
  readonly fautes: readonly string[];
  readonly conseils: readonly string[];
  /** Ce que le verdict suppose. */
  readonly reserves: readonly string[];
  readonly acquis: readonly string[];
  readonly signatures: readonly VueSignature[];
  readonly lots: readonly Lot[];
};
