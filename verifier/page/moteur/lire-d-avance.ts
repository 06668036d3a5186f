import type { DossierOuvert } from '../../dossier/zip.ts';
import { condenserDAvance } from '../substituts/empreintes-d-avance.ts';

/** Un dossier qui lit un fichier annonce avant qu'on le demande. */
export type DossierPret = DossierOuvert & { readonly preparer: (nom: string) => void };

/** Au-dela, un fichier attend son tour pour etre lu. */
const TAILLE_MAX = 8 * 1024 * 1024;

/** Les fichiers annonces se lisent, et se condensent, pendant que d'autres s'examinent ; l'echec se dit a qui les demande. */
export function lireDAvance(dossier: DossierOuvert): DossierPret {
  const lus = new Map<string, Promise<Uint8Array>>();
  return {
    ...dossier,
    preparer: (nom) => {
      if ((dossier.taille?.(nom) ?? Infinity) > TAILLE_MAX) return;
      const lu = dossier.lire(nom).then(async (octets) => {
        await condenserDAvance(octets);
        return octets;
      });
      lu.catch(() => undefined);
      lus.set(nom, lu);
    },
    lire: async (nom) => {
      const lu = lus.get(nom);
      lus.delete(nom);
      return lu ?? dossier.lire(nom);
    },
  };
}
