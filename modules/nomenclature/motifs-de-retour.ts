import type { MotifDeRetour } from './contract.ts';

/**
 * Motifs pour lesquels un greffe rend une procedure a l'unite. Aucun texte n'en fixe la liste : c'est l'usage, que
 * chaque juridiction arrete (`aVerifier`). L'article cite est celui que le manque enfreint, quand il est connu.
 */
export const MOTIFS_DE_RETOUR: readonly MotifDeRetour[] = (
  [
    ['acte-non-signe', 'Acte non signé', '801-1 CPP'],
    ['acte-manquant', 'Acte manquant', null],
    ['piece-annoncee-absente', 'Pièce annoncée, pas arrivée', null],
    ['piece-alteree', 'Pièce altérée ou illisible', null],
    ['infraction-inconnue', 'Infraction inconnue de la nomenclature, ou à rectifier', null],
    ['fait-incomplet', 'Date ou lieu des faits à préciser', null],
    ['identite-incomplete', 'Identité à compléter', null],
    ['doublon', 'Procédure ou pièce déjà transmise', null],
    ['juridiction-a-verifier', 'Juridiction destinataire à vérifier', null],
    ['autre', 'Autre raison, à préciser', null],
  ] as const
).map(([code, libelle, article]) => ({
  code,
  libelle,
  article,
  validiteDebut: '2026-01-01',
  validiteFin: null,
  aVerifier: true,
}));

/** Les motifs en vigueur le jour donne (AAAA-MM-JJ). */
export const motifsDeRetourEnVigueur = (jour: string): readonly MotifDeRetour[] =>
  MOTIFS_DE_RETOUR.filter(
    ({ validiteDebut, validiteFin }) =>
      validiteDebut <= jour && (validiteFin === null || jour <= validiteFin),
  );
