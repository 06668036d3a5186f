import type {
  Bornes,
  CodeAvertissement,
  CodeRefus,
  DetailsImage,
  RefusDeDepot,
  TypeReconnu,
  Vignette,
} from './contrat.ts';
import type { FichierSource } from './source.ts';

/** Ce que l'examen d'un contenu a appris, hors avertissements. */
export type Contenu = {
  readonly type: TypeReconnu;
  readonly vignette?: Vignette;
  readonly lecture?: Vignette;
  readonly image?: DetailsImage;
  readonly pages?: number;
};

/** Etat d'un examen : bornes, reserves deja dites, octets decompresses, profondeur d'archive. */
export type Contexte = {
  readonly bornes: Bornes;
  readonly profondeur: number;
  /** partage par tous les niveaux : c'est lui qui arrete les bombes imbriquees */
  readonly budget: { decompresse: number };
  readonly avertir: (code: CodeAvertissement, phrase: string) => void;
  /** type reconnu au premier niveau, annonce avant l'examen profond (un examinateur tue en laisse la trace) */
  readonly annoncer: (type: TypeReconnu) => void;
  /** examine un contenu trouve dans un autre (entree d'archive, fichier joint), comme s'il etait depose seul */
  readonly dedans: (source: FichierSource, nom: string, contexte: Contexte) => Promise<Contenu>;
};

/** Contexte d'un contenu trouve dans un autre : un niveau plus bas, sans annonce ni reserve propre. */
export const plusBas = (contexte: Contexte): Contexte => ({
  ...contexte,
  profondeur: contexte.profondeur + 1,
  annoncer: () => undefined,
  avertir: () => undefined,
});

/**
 * Refus leve au milieu d'un flux (tar, zip, PDF lus par morceaux) ; attrape en un seul endroit,
 * `examiner-contenu.ts`, qui le rend comme une donnee. Une erreur plutot qu'un Result : elle doit
 * traverser des iterateurs et des flux qui ne savent interrompre qu'ainsi.
 */
export class DepotRefuse extends Error {
  override readonly name = 'DepotRefuse';
  readonly refus: RefusDeDepot;
  constructor(refus: RefusDeDepot) {
    super(refus.code);
    this.refus = refus;
  }
}

/** Construit un refus, typographie francaise appliquee a la phrase. */
export const refusDeDepot = (code: CodeRefus, phrase: string): RefusDeDepot => ({
  code,
  phrase: typographie(phrase),
});

/** Interrompt l'examen. */
export function refuser(code: CodeRefus, phrase: string): never {
  throw new DepotRefuse(refusDeDepot(code, phrase));
}

/** Espaces insecables avant ; : ! ? » et apres «. */
export const typographie = (phrase: string): string =>
  phrase.replaceAll(/ ([;:!?»])/g, '\u00A0$1').replaceAll('« ', '«\u00A0');

/** Nom venu de l'exterieur, rendu montrable : coupe a 80 signes, sans controle ni inversion de sens. */
export const nomMontrable = (nom: string): string =>
  [...nom.replaceAll(/[\p{Cc}\p{Cf}]/gu, '\uFFFD')].slice(0, 80).join('');
