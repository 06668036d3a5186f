/** Une page a lire : une image, ou un PDF entier. */
export type ALire = {
  readonly genre: 'image' | 'pdf';
  readonly octets: Uint8Array;
  readonly pagesMax: number;
};

/** Texte d'une page, a partir de 1. `source` : reconnu sur l'image, ou deja porte par le PDF. */
export type PageLue = {
  readonly page: number;
  readonly texte: string;
  readonly source: 'reconnu' | 'pdf';
};

/** Ce que le lecteur a lu ; `reste` : pages au-dela de la borne, pas lues. */
export type Lecture = { readonly pages: readonly PageLue[]; readonly reste: number };

/** Reponse du processus lecteur. */
export type DuLecteur =
  | { readonly genre: 'pret' }
  | { readonly genre: 'lu'; readonly lecture: Lecture }
  | { readonly genre: 'illisible' };
