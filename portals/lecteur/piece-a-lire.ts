/** Ce que le lecteur doit savoir d'une piece ; une `Piece` du dossier convient telle quelle. */
export type PieceALire = {
  readonly id: string;
  /** Rang dans le dossier, a partir de 1 ; un fichier joint porte celui de l'acte qui le joint. */
  readonly numero: number;
  /** Cote donnee au greffe (« D42 »), celle de son acte pour un fichier joint ; absente ou nulle : le numero en tient lieu. */
  readonly coteAuDossier?: string | null;
  readonly titre: string;
  readonly typeMime: string;
  /** Octets. */
  readonly taille: number;
  /** SHA-256, 64 chiffres hexadecimaux. */
  readonly empreinte: string;
  /** Nombre de pages d'un PDF, s'il est connu ; le lecteur le corrige a l'ouverture. */
  readonly pages: number | null;
  readonly vignette: boolean;
  /** Faux si l'objet stocke ne correspond plus a son empreinte : la piece n'est pas montree. */
  readonly integre: boolean;
  /** Mentions qui visent cette piece, dans leur ordre. */
  readonly mentions?: readonly {
    readonly acteId: string;
    readonly numero: number;
    readonly type: string;
    readonly phrase: string;
  }[];
  /** La piece que celle-ci vise, si elle est une mention. */
  readonly vise?: string | null;
  /** Pierre tombale : l'acte qui l'a retiree du dossier. */
  readonly retrait?: {
    readonly ordre: { readonly acteId: string; readonly numero: number };
    readonly article: string;
  } | null;
  /** Vrai : signature en attente d'horodatage du journal, a ne pas dire signee. */
  readonly enAttente?: boolean;
  /** Sa version occultee, pour les copies, a ete produite a cette heure ; nulle ou absente : aucune. */
  readonly occulteeA?: string | null;
  /** Faux : son contenu est ferme a cet agent, seule sa trace se montre. */
  readonly lisible?: boolean;
};

/** Vrai si les octets de la piece peuvent etre demandes. */
export const estOuverte = ({ integre, lisible }: Pick<PieceALire, 'integre' | 'lisible'>): boolean =>
  integre && lisible !== false;

/** Facon de montrer une piece. */
export type FamilleDePiece = 'pdf' | 'image' | 'audio' | 'video' | 'autre';

/** Choisit la facon de montrer une piece ; une image sans apercu prepare par le serveur n'est pas decodee ici. */
export const familleDePiece = (piece: Pick<PieceALire, 'typeMime' | 'vignette'>): FamilleDePiece => {
  const type = piece.typeMime.toLowerCase();
  if (type === 'application/pdf') return 'pdf';
  if (type.startsWith('audio/')) return 'audio';
  if (type.startsWith('video/')) return 'video';
  if (type.startsWith('image/') && piece.vignette) return 'image';
  return 'autre';
};
