/** Un bloc de document : le texte visible d'un acte, sans mise en page. Les rendus (PDF, ecran) n'ajoutent aucun mot. */
export type Bloc =
  | { readonly type: 'titre'; readonly niveau: 1 | 2 | 3; readonly texte: string }
  | { readonly type: 'paragraphe'; readonly texte: string }
  | { readonly type: 'champs'; readonly champs: readonly Champ[] }
  | { readonly type: 'question'; readonly question: string; readonly reponse: string }
  | { readonly type: 'liste'; readonly elements: readonly string[] }
  | {
      readonly type: 'tableau';
      readonly entetes: readonly string[];
      readonly lignes: readonly (readonly string[])[];
    }
  | { readonly type: 'image'; readonly cle: string; readonly legende: string; readonly alternative: string }
  | { readonly type: 'mention'; readonly texte: string };

/** Un couple libelle / valeur, rendu sur une ligne. */
export type Champ = { readonly libelle: string; readonly valeur: string };

/** Tout le texte visible, dans l'ordre de lecture, un fragment par ligne. */
export const texteDesBlocs = (blocs: readonly Bloc[]): string =>
  blocs
    .flatMap(fragments)
    .filter((texte) => texte !== '')
    .join('\n');

/** Forme comparable : tout blanc retire (y compris insecables et traits d'union conditionnels), forme NFKC. */
export const formeComparable = (texte: string): string =>
  texte.normalize('NFKC').replace(/[\s\u00AD\u200B\u2060\uFEFF]/gu, '');

function fragments(bloc: Bloc): readonly string[] {
  switch (bloc.type) {
    case 'titre':
    case 'paragraphe':
    case 'mention':
      return [bloc.texte];
    case 'champs':
      return bloc.champs.flatMap((champ) => [champ.libelle, champ.valeur]);
    case 'question':
      return [bloc.question, bloc.reponse];
    case 'liste':
      return bloc.elements;
    case 'tableau':
      return [...bloc.entetes, ...bloc.lignes.flat()];
    case 'image':
      return [bloc.legende];
  }
}
