/** Les objets d'un PDF (ISO 32000-2 §7.3), avec leur place dans le fichier quand elle compte pour une signature. */
export type Objet =
  | { readonly genre: 'nul' }
  | { readonly genre: 'booleen'; readonly valeur: boolean }
  | { readonly genre: 'nombre'; readonly valeur: number }
  | { readonly genre: 'nom'; readonly valeur: string }
  | Chaine
  | Reference
  | { readonly genre: 'tableau'; readonly elements: readonly Objet[] }
  | Dictionnaire
  | Flux;

/** Chaine ; `debut` et `fin` encadrent le jeton, delimiteurs compris ; -1 si elle vient d'un flux d'objets. */
export type Chaine = {
  readonly genre: 'chaine';
  readonly octets: Uint8Array;
  readonly hexa: boolean;
  readonly debut: number;
  readonly fin: number;
};
export type Reference = { readonly genre: 'reference'; readonly numero: number; readonly generation: number };
/** Dictionnaire ; `doublons` si une cle revient : deux lecteurs n'y liraient pas la meme chose. */
export type Dictionnaire = {
  readonly genre: 'dictionnaire';
  readonly entrees: ReadonlyMap<string, Objet>;
  readonly doublons: boolean;
};
/** Flux ; `octets` sont bruts (filtres non appliques). */
export type Flux = {
  readonly genre: 'flux';
  readonly dictionnaire: Dictionnaire;
  readonly octets: Uint8Array;
};

/** Structure illisible ; le message, en francais, peut etre montre. */
export class ErreurPdf extends Error {
  override readonly name = 'ErreurPdf';
}

export const NUL: Objet = { genre: 'nul' };
export const DICTIONNAIRE_VIDE: Dictionnaire = { genre: 'dictionnaire', entrees: new Map(), doublons: false };

/** Le dictionnaire d'un objet (celui du flux si c'en est un), ou undefined. */
export function dictionnaireDe(objet: Objet): Dictionnaire | undefined {
  if (objet.genre === 'dictionnaire') return objet;
  return objet.genre === 'flux' ? objet.dictionnaire : undefined;
}

/** La valeur d'une cle, `nul` si elle manque. */
export const valeur = (dictionnaire: Dictionnaire, cle: string): Objet =>
  dictionnaire.entrees.get(cle) ?? NUL;

/** Le nom porte par un objet, ou undefined. */
export const nomDe = (objet: Objet): string | undefined => (objet.genre === 'nom' ? objet.valeur : undefined);

/** Un entier porte par un objet, ou undefined. */
export const entierDe = (objet: Objet): number | undefined =>
  objet.genre === 'nombre' && Number.isSafeInteger(objet.valeur) ? objet.valeur : undefined;

/** Egalite profonde de valeur : ni la place ni l'ecriture ne comptent, les references se comparent par leur numero. */
export function egaux(a: Objet, b: Objet): boolean {
  switch (a.genre) {
    case 'nul':
      return b.genre === 'nul';
    case 'booleen':
      return b.genre === 'booleen' && a.valeur === b.valeur;
    case 'nombre':
      return b.genre === 'nombre' && a.valeur === b.valeur;
    case 'nom':
      return b.genre === 'nom' && a.valeur === b.valeur;
    case 'chaine':
      return b.genre === 'chaine' && Buffer.compare(a.octets, b.octets) === 0;
    case 'reference':
      return b.genre === 'reference' && a.numero === b.numero && a.generation === b.generation;
    case 'tableau':
      return (
        b.genre === 'tableau' &&
        a.elements.length === b.elements.length &&
        a.elements.every((element, rang) => egaux(element, b.elements[rang] ?? NUL))
      );
    case 'dictionnaire':
      return b.genre === 'dictionnaire' && clesDifferentes(a, b).length === 0;
    case 'flux':
      return (
        b.genre === 'flux' &&
        clesDifferentes(a.dictionnaire, b.dictionnaire).length === 0 &&
        Buffer.compare(a.octets, b.octets) === 0
      );
  }
}

/** Les cles dont la valeur differe entre deux dictionnaires (`nul` vaut absence). */
export function clesDifferentes(a: Dictionnaire, b: Dictionnaire): readonly string[] {
  const differentes = [...new Set([...a.entrees.keys(), ...b.entrees.keys()])].filter(
    (cle) => !egaux(valeur(a, cle), valeur(b, cle)),
  );
  return a.doublons === b.doublons ? differentes : [...differentes, 'clés répétées'];
}

/** Les numeros d'objets cites, en profondeur, dans un objet. */
export function referencesDe(objet: Objet, trouvees: Set<number> = new Set()): ReadonlySet<number> {
  if (objet.genre === 'reference') trouvees.add(objet.numero);
  else if (objet.genre === 'tableau') for (const element of objet.elements) referencesDe(element, trouvees);
  else for (const fils of dictionnaireDe(objet)?.entrees.values() ?? []) referencesDe(fils, trouvees);
  return trouvees;
}
