/** Ce que l'audit peut trouver. Les indices sont les numeros de sequence du journal (a partir de 0). */
export type CodeDAlteration =
  | 'fait-modifie'
  | 'fait-supprime'
  | 'fait-insere'
  | 'feuille-alteree'
  | 'feuille-manquante'
  | 'noeud-altere'
  | 'point-faux'
  | 'point-manquant'
  | 'cosignature-fausse'
  | 'journal-recule'
  | 'journal-bifurque'
  | 'declencheur-coupe';

/** Une alteration, nommee : les feuilles en cause (`de` a `a`, la derniere exclue), et le fait si la feuille le dit. */
export type Alteration = {
  readonly code: CodeDAlteration;
  readonly de: number;
  readonly a: number;
  readonly flux: string | null;
  readonly version: number | null;
  /** Table en cause, pour un declencheur coupe. */
  readonly table?: string;
};

/** Ce qui distingue deux alterations : la meme n'est dite qu'une fois. */
export const cleDeLAlteration = ({ code, de, a, flux, version, table }: Alteration): string =>
  [code, de, a, flux ?? '', version ?? '', table ?? ''].join(' ');

/** La phrase d'un incident : ce qui s'est passe, et le numero de sequence. */
export function phraseDeLAlteration(alteration: Alteration): string {
  const { code, table } = alteration;
  const ou = lieu(alteration);
  switch (code) {
    case 'fait-modifie':
      return `Un fait enregistré a été modifié dans la base : ${ou}.`;
    case 'fait-supprime':
      return `Un fait enregistré a été effacé de la base : ${ou}.`;
    case 'fait-insere':
      return `Un fait a été glissé dans la base derrière le journal : ${ou}.`;
    case 'feuille-alteree':
      return `Une feuille du journal a été modifiée : ${ou}.`;
    case 'feuille-manquante':
      return `Une feuille du journal a été effacée : ${ou}.`;
    case 'noeud-altere':
      return `Le journal ne se recalcule plus : un nœud ou une feuille a été modifié, ${ou}.`;
    case 'point-faux':
      return `Un point signé du journal ne répond plus de ses feuilles : ${ou}.`;
    case 'point-manquant':
      return `Le dernier point signé du journal a été effacé : ${ou}.`;
    case 'cosignature-fausse':
      return `Une cosignature de l’autre ministère a été modifiée : ${ou}.`;
    case 'journal-recule':
      return `Le journal a été raccourci : ${ou}.`;
    case 'journal-bifurque':
      return `Le journal a été réécrit et signé de nouveau ; le témoin garde l’original : ${ou}.`;
    case 'declencheur-coupe':
      return `Un déclencheur qui protège le journal a été coupé ou ôté (table « ${table ?? ''} »).`;
  }
}

function lieu({ de, a, flux, version }: Alteration): string {
  const sequence = a - de <= 1 ? `numéro de séquence ${de}` : `numéros de séquence ${de} à ${a - 1}`;
  return flux === null ? sequence : `${sequence} (fait n° ${version ?? '?'} de « ${flux} »)`;
}
