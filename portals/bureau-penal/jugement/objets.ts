import type { Contenu } from '../decision/contenu.ts';

const estObjet = (valeur: unknown): valeur is Contenu =>
  typeof valeur === 'object' && valeur !== null && !Array.isArray(valeur);

/** Objets d'une liste du brouillon ; vide si elle manque. */
export const objetsDe = (contenu: Contenu, champ: string): readonly Contenu[] => {
  const valeur = contenu[champ];
  return Array.isArray(valeur) ? valeur.filter(estObjet) : [];
};

/** Un objet du brouillon ; vide s'il manque. */
export const objetDe = (contenu: Contenu, champ: string): Contenu => {
  const valeur = contenu[champ];
  return estObjet(valeur) ? valeur : {};
};

/** Nombre d'un champ, en texte ; vide s'il manque. */
export const nombreEnTexte = (contenu: Contenu, champ: string): string => {
  const valeur = contenu[champ];
  return typeof valeur === 'number' ? String(valeur).replace('.', ',') : '';
};

/** Nombre saisi, virgule ou point ; `null` si le texte n'en est pas un. */
export const lireNombre = (texte: string): number | null => {
  const propre = texte.replaceAll(/\s/gu, '').replace(',', '.');
  return /^\d+(\.\d{1,2})?$/.test(propre) ? Number(propre) : null;
};

/** Vrai si un champ est coche. */
export const coche = (contenu: Contenu, champ: string): boolean => contenu[champ] === true;

/** La liste, un de ses objets change. */
export const remplacer = (liste: readonly Contenu[], rang: number, champs: Contenu): readonly Contenu[] =>
  liste.map((objet, index) => (index === rang ? { ...objet, ...champs } : objet));
