import { parseSync, Visitor } from 'oxc-parser';

/** Une lecture d'un fichier par un autre ; `adresse` est absente quand elle est calculee a l'execution. */
export type Lecture = {
  readonly adresse: string | undefined;
  readonly ligne: number;
  /** Vrai si rien n'en reste a l'execution (`import type`, `import('x').T`). */
  readonly enTypes: boolean;
  /** Vrai pour `import()` : ne compte pas dans les cycles. */
  readonly dynamique: boolean;
};

/**
 * Les imports, re-exports, imports dynamiques et types importes d'un fichier TypeScript.
 * Lance `SyntaxError` si le fichier ne se lit pas.
 */
export function importsDuFichier(nom: string, source: string): readonly Lecture[] {
  const lu = parseSync(nom, source);
  const faute = lu.errors[0];
  if (faute !== undefined) throw new SyntaxError(`${nom} : ${faute.message}`);
  const ligne = lignes(source);
  const lectures: Lecture[] = [];
  for (const { moduleRequest, entries, start } of lu.module.staticImports) {
    lectures.push({
      adresse: moduleRequest.value,
      ligne: ligne(start),
      enTypes: entries.length > 0 && entries.every((entree) => entree.isType),
      dynamique: false,
    });
  }
  for (const { entries, start } of lu.module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest === null) continue;
      lectures.push({
        adresse: moduleRequest.value,
        ligne: ligne(start),
        enTypes: isType,
        dynamique: false,
      });
    }
  }
  for (const { moduleRequest, start } of lu.module.dynamicImports) {
    const adresse = litteral(source.slice(moduleRequest.start, moduleRequest.end));
    lectures.push({ adresse, ligne: ligne(start), enTypes: false, dynamique: true });
  }
  new Visitor({
    TSImportType(noeud) {
      lectures.push({
        adresse: noeud.source.value,
        ligne: ligne(noeud.start),
        enTypes: true,
        dynamique: false,
      });
    },
  }).visit(lu.program);
  return sansDoublon(lectures);
}

/** `import x from 'a'; export { x }` est vu deux fois par l'analyseur. */
const sansDoublon = (lectures: readonly Lecture[]): readonly Lecture[] => [
  ...new Map(lectures.map((lecture) => [JSON.stringify(lecture), lecture])).values(),
];

/** `'x'` -> x ; une expression -> undefined. */
const litteral = (texte: string): string | undefined => /^(['"`])([^'"`$]*)\1$/.exec(texte)?.[2];

/** Numero de ligne (a partir de 1) d'une position en unites UTF-16. */
function lignes(source: string): (position: number) => number {
  const debuts = [0];
  for (let i = source.indexOf('\n'); i !== -1; i = source.indexOf('\n', i + 1)) debuts.push(i + 1);
  return (position) => debuts.findLastIndex((debut) => debut <= position) + 1;
}
