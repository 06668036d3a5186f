import { randomBytes } from 'node:crypto';

/** Défis d'authentification : 32 octets aléatoires (base64url), valables une fois et cinq minutes. */
export type Defis = {
  readonly creer: (origine: string) => string;
  /** Vrai une seule fois, pour la même origine et avant l'échéance. */
  readonly consommer: (defi: string, origine: string) => boolean;
};

const DUREE_MS = 300_000;
const DEFIS_MAX = 10_000;

/** Tient les défis en mémoire ; au-delà de la borne, les plus anciens cèdent la place. */
export function ouvrirDefis(horloge: () => Date = () => new Date()): Defis {
  const emis = new Map<string, { readonly origine: string; readonly echeance: number }>();
  return {
    creer: (origine) => {
      const maintenant = horloge().getTime();
      for (const [defi, { echeance }] of emis) {
        if (echeance > maintenant && emis.size < DEFIS_MAX) break;
        emis.delete(defi);
      }
      const defi = randomBytes(32).toString('base64url');
      emis.set(defi, { origine, echeance: maintenant + DUREE_MS });
      return defi;
    },
    consommer: (defi, origine) => {
      const trouve = emis.get(defi);
      emis.delete(defi);
      return trouve !== undefined && trouve.origine === origine && trouve.echeance > horloge().getTime();
    },
  };
}
