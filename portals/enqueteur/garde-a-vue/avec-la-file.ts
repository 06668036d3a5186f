import type { LigneDeRegistre } from './donnees.ts';
import type { EnFile } from './file.ts';

/** Ce qu'une touche lit du registre : quelles periodes courent. */
export type PeriodeLue = Pick<LigneDeRegistre, 'type' | 'enCours' | 'annulee'> & { readonly id: string };

/**
 * Le registre tel que l'agent l'a laisse, saisies encore sur le poste comprises : service arrete, la touche « Repos »
 * devient quand meme « Fin du repos ».
 */
export function avecLaFile(
  registre: readonly PeriodeLue[],
  enFile: readonly EnFile[],
  mesure: string,
): readonly PeriodeLue[] {
  const saisies = enFile
    .filter(({ etat, saisie }) => etat === 'a-envoyer' && saisie.mesure === mesure)
    .map(({ saisie }) => saisie);
  const closes = new Set(
    saisies.flatMap((saisie) =>
      saisie.genre === 'entree' && saisie.type === 'fin-de-periode' ? [String(saisie.donnees['entree'])] : [],
    ),
  );
  const ouvertes = saisies.flatMap((saisie) =>
    saisie.genre === 'entree' && 'fin' in saisie.donnees && !registre.some(({ id }) => id === saisie.id)
      ? [{ id: saisie.id, type: saisie.type, enCours: true, annulee: false }]
      : [],
  );
  return [...registre, ...ouvertes].map((ligne) =>
    closes.has(ligne.id) ? { ...ligne, enCours: false } : ligne,
  );
}
