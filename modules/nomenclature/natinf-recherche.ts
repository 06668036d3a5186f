import type { Natinf } from './contract.ts';

const MAX = 30;

/** Forme de recherche : sans accents, sans ponctuation, en majuscules. */
export const formeDeRecherche = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toUpperCase();

/** Index de recherche : par debut de code, ou par tous les mots (debut de mot admis) ; au plus 30 lignes. */
export function creerRechercheNatinf(
  infractions: readonly Natinf[],
): (question: string) => readonly Natinf[] {
  const index = infractions.map((infraction) => ({
    infraction,
    mots: formeDeRecherche(infraction.qualification).split(' '),
  }));
  return (question) => {
    const mots = formeDeRecherche(question).split(' ').filter(Boolean);
    if (mots.length === 0) return infractions.slice(0, MAX);
    const [premier] = mots;
    if (mots.length === 1 && premier !== undefined && /^\d+$/.test(premier))
      return index
        .filter(({ infraction }) => String(infraction.code).startsWith(premier))
        .map(({ infraction }) => infraction)
        .slice(0, MAX);
    return index
      .filter((ligne) => mots.every((mot) => ligne.mots.some((candidat) => candidat.startsWith(mot))))
      .sort((a, b) => a.mots.length - b.mots.length)
      .map(({ infraction }) => infraction)
      .slice(0, MAX);
  };
}
