import { lienDeFil, type LienDeFil } from './contract.ts';

/** Le lien d'une ligne de fil. */
export const lienDeLigne = ({
  idj,
  mesure,
}: {
  readonly idj: string;
  readonly mesure: string | null;
}): LienDeFil =>
  lienDeFil.parse(mesure === null ? { genre: 'dossier', idj } : { genre: 'mesure', idj, mesure });

/** De quoi nommer un fil : l'intitule du dossier s'il est connu ici, sinon la nature du compte rendu, sinon son identifiant. */
export function resumerLien(dossier: unknown, nature: string | null, idj: string): string {
  const intitule =
    typeof dossier === 'object' && dossier !== null && 'intitule' in dossier ? dossier.intitule : undefined;
  return typeof intitule === 'string' && intitule !== '' ? intitule : (nature ?? idj);
}
