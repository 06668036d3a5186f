import type { Reference } from '@ppn/acte/contract';
import { PEINES } from '@ppn/nomenclature';

/** Les lignes de nomenclature des peines prononcees, gardees dans l'acte : son texte s'en deduit, meme si la nomenclature change. */
export const referencesDesPeines = (peines: readonly { readonly code: string }[]): readonly Reference[] =>
  [...new Set(peines.map(({ code }) => code))].flatMap((code) => {
    const ligne = PEINES.find((peine) => peine.code === code);
    return ligne ? [{ cle: `peine-${code}`, libelle: ligne.libelle, article: ligne.article }] : [];
  });
