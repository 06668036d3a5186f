import type { Bloc, Horodate } from '@ppn/core';

/** Une image du document : cle citee par un bloc `image`. `svg` : dessin vectoriel, garde tel quel dans le PDF. */
export type ImagePdf = { readonly octets: Uint8Array; readonly format: 'jpg' | 'png' | 'webp' | 'svg' };

/** Un fichier incorpore au PDF/A-3 (ISO 19005-3 §6.8) : `nom` unique, `typeMime` exact. */
export type PieceJointe = {
  readonly nom: string;
  readonly octets: Uint8Array;
  readonly typeMime: string;
  readonly description: string;
};

/** Un signataire attendu : `champ` nomme son champ /Sig (lettres, chiffres, tirets), unique dans le document. */
export type Signataire = { readonly champ: string; readonly qualite: string; readonly nom: string };

/** Tout ce qu'il faut pour composer le document. `enTete` : lignes du service, en haut a gauche ; `reference` : pied de page. */
export type ModelePdf = {
  readonly titre: string;
  readonly enTete: readonly string[];
  readonly reference: string;
  /** Date du document : fixe les octets produits. */
  readonly etabliA: Horodate;
  readonly blocs: readonly Bloc[];
  readonly images: ReadonlyMap<string, ImagePdf>;
  readonly jointes: readonly PieceJointe[];
  readonly signataires: readonly Signataire[];
};

/** Le document ne peut pas etre compose (image absente ou illisible, modele incoherent ou trop gros). Message en francais. */
export class DocumentNonComposable extends Error {
  override readonly name = 'DocumentNonComposable';
}
