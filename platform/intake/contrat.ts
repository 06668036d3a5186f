/** Grande famille d'un fichier, pour choisir comment le montrer. */
export type Famille =
  | 'pdf'
  | 'image'
  | 'audio'
  | 'video'
  | 'archive'
  | 'bureautique'
  | 'texte'
  | 'courriel'
  | 'autre';

/** Ce qu'un fichier est d'apres son contenu, jamais d'apres son nom ; `extension` sans point, en minuscules. */
export type TypeReconnu = {
  readonly mime: string;
  readonly extension: string;
  readonly famille: Famille;
};

/** Reserve a montrer a l'agent : le fichier entre, mais quelque chose est a savoir. */
export type CodeAvertissement =
  | 'antivirus-absent'
  | 'extension-trompeuse'
  | 'type-non-reconnu'
  | 'contenu-non-examine'
  | 'apercu-impossible'
  | 'affiche-comme-texte'
  | 'pdf-repare'
  | 'pieces-jointes'
  | 'formulaire-a-envoi'
  | 'contenu-multimedia'
  | 'lien-exterieur'
  | 'noms-ambigus'
  | 'nom-reserve'
  | 'lien-symbolique'
  | 'donnees-hors-archive'
  | 'archive-irreguliere'
  | 'fichier-a-trous'
  | 'image-endommagee';

/** Un avertissement : code pour les machines, phrase francaise pour les gens. */
export type Avertissement = { readonly code: CodeAvertissement; readonly phrase: string };

/** Image reduite, sans aucune metadonnee de l'original, deja tournee dans le bon sens. */
export type Vignette = {
  readonly octets: Uint8Array;
  readonly mime: 'image/webp';
  readonly largeur: number;
  readonly hauteur: number;
};

/** Dimensions en pixels apres rotation EXIF ; `priseDeVueA` est l'heure de l'appareil (ISO 8601, decalage seulement s'il est ecrit). */
export type DetailsImage = {
  readonly largeur: number;
  readonly hauteur: number;
  readonly priseDeVueA?: string;
  readonly position?: { readonly lat: number; readonly lon: number };
};

/** Resultat d'un examen favorable. `vignette` (320 px) pour les listes, `lecture` (1600 px) pour l'ecran. */
export type Examen = {
  readonly type: TypeReconnu;
  readonly avertissements: readonly Avertissement[];
  readonly vignette?: Vignette;
  readonly lecture?: Vignette;
  readonly image?: DetailsImage;
  readonly pages?: number;
};

/** Raison fermee d'un refus d'entree. */
export type CodeRefus =
  | 'vide'
  | 'trop-volumineux'
  | 'pdf-chiffre'
  | 'document-chiffre'
  | 'contenu-actif'
  | 'fichier-abime'
  | 'archive-dangereuse'
  | 'archive-chiffree'
  | 'contenu-non-examinable'
  | 'virus'
  | 'antivirus-indisponible'
  | 'type-interdit'
  | 'examen-trop-long'
  | 'examen-trop-lourd'
  | 'lecture-impossible'
  | 'examinateur-indisponible';

/** Refus : la phrase dit ce qui ne va pas et quoi faire ; `type` est present quand il a pu etre reconnu. */
export type RefusDeDepot = {
  readonly code: CodeRefus;
  readonly phrase: string;
  readonly type?: TypeReconnu;
};

/** Bornes d'un examen ; durees en millisecondes, tailles en octets. */
export type Bornes = {
  /** taille la plus grande admise pour un fichier */
  readonly tailleMax: number;
  /** duree d'examen, a laquelle s'ajoute 1 s par tranche de 20 Mo */
  readonly dureeMs: number;
  /** memoire residente de l'examinateur au-dela de laquelle il est arrete */
  readonly memoireMax: number;
  /** octets decompresses au total, archives imbriquees comprises */
  readonly decompresseMax: number;
  /** octets decompresses par octet compresse, verifie au-dela de 16 Mio decompresses */
  readonly tauxMax: number;
  /** nombre d'archives l'une dans l'autre */
  readonly profondeurMax: number;
  /** nombre d'entrees d'une archive */
  readonly entreesMax: number;
};

/** Bornes employees sans reglage : un fichier de 2 Go entre, une bombe non. */
export const BORNES_PAR_DEFAUT: Bornes = {
  tailleMax: 4 * 1024 ** 3,
  dureeMs: 20_000,
  memoireMax: 1024 ** 3,
  decompresseMax: 4 * 1024 ** 3,
  tauxMax: 200,
  profondeurMax: 3,
  entreesMax: 20_000,
};
