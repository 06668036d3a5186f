import type { CodeDeSignature, Verdict } from '@ppn/sealing';

/** La liste fermee des codes d'un dossier (docs/preuve.md §7). */
export type CodeDeDossier =
  | CodeDeSignature
  | 'archive-illisible'
  | 'manifeste-illisible'
  | 'manifeste-non-scelle'
  | 'fichier-altere'
  | 'fichier-manquant'
  | 'fichier-en-trop'
  | 'fait-illisible'
  | 'suite-rompue'
  | 'tete-fausse'
  | 'tete-incoherente'
  | 'preuve-fausse'
  | 'point-faux'
  | 'point-sans-temoin'
  | 'point-non-horodate'
  | 'journal-bifurque'
  | 'piece-manquante'
  | 'piece-inconnue'
  | 'piece-substituee'
  | 'jointe-manquante'
  | 'signature-absente'
  | 'donnees-differentes'
  | 'autre-dossier'
  | 'pli-faux'
  | 'accuse-manquant'
  | 'pli-rejoue';

/** Ce qu'un controle a trouve ; `objet` : le fichier, la piece ou le pli en cause ; `phrase` : le fait, en francais. */
export type Constat = {
  readonly code: CodeDeDossier;
  readonly verdict: 'invalide' | 'indetermine';
  readonly objet: string;
  readonly phrase: string;
};

const INDETERMINES: ReadonlySet<CodeDeDossier> = new Set([
  'point-sans-temoin',
  'point-non-horodate',
  'revocation-inconnue',
  'horodatage-absent',
  'horodatage-expire',
]);

/** Vrai si ce code dit « rien de faux, mais rien de prouve ». */
export const estIndetermine = (code: CodeDeDossier): boolean => INDETERMINES.has(code);

/** Un constat, au verdict de son code. */
export const constat = (code: CodeDeDossier, objet: string, phrase: string): Constat => ({
  code,
  verdict: estIndetermine(code) ? 'indetermine' : 'invalide',
  objet,
  phrase,
});

/** Le verdict d'un ensemble de constats : aucun, tout est prouve. */
export function verdictDe(constats: readonly Constat[]): Verdict {
  if (constats.some(({ verdict }) => verdict === 'invalide')) return 'invalide';
  return constats.length === 0 ? 'valide' : 'indetermine';
}

/** Les codes, sans double, dans l'ordre alphabetique. */
export const codesDe = (constats: readonly Constat[]): readonly CodeDeDossier[] =>
  [...new Set(constats.map(({ code }) => code))].toSorted();
