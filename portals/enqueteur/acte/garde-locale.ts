import type { Contenu } from './contenu.ts';
import type { TexteGarde } from './sauvegarde.ts';

/** Garde le texte d'un acte sur ce poste, pour ce seul agent, tant que le service ne l'a pas. */
export function gardeLocale(matricule: string, acteId: string) {
  const cle = `ppn-texte ${matricule} ${acteId}`;
  const cleEcarte = `ppn-ecarte ${matricule} ${acteId}`;
  return {
    lire: () => lireTexte(localStorage.getItem(cle)),
    ecrire: (texte: TexteGarde): void => ecrire(cle, texte),
    effacer: (): void => localStorage.removeItem(cle),
    ecarter: (contenu: Contenu): void => ecrire(cleEcarte, { version: 0, contenu }),
    lireEcarte: (): Contenu | undefined => lireTexte(localStorage.getItem(cleEcarte))?.contenu,
    oublierEcarte: (): void => localStorage.removeItem(cleEcarte),
  };
}

/** Un poste sans place (ou en navigation privee) ne garde rien : l'enregistrement au service continue. */
function ecrire(cle: string, texte: TexteGarde): void {
  try {
    localStorage.setItem(cle, JSON.stringify(texte));
  } catch {
    localStorage.removeItem(cle);
  }
}

function lireTexte(garde: string | null): TexteGarde | undefined {
  try {
    const lu: unknown = JSON.parse(garde ?? 'null');
    if (typeof lu !== 'object' || lu === null || !('version' in lu) || !('contenu' in lu)) return undefined;
    if (typeof lu.version !== 'number' || typeof lu.contenu !== 'object' || lu.contenu === null)
      return undefined;
    return { version: lu.version, contenu: { ...lu.contenu } };
  } catch {
    return undefined;
  }
}
