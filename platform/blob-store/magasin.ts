import type { Empreinte, Result } from '@ppn/core';
import type { Atelier } from './atelier.ts';
import { deposer, deposerOctets } from './deposer.ts';
import type { Depot, RefusDeDepot } from './deposer.ts';
import { balayer, reenvelopper, verifierTout } from './entretien.ts';
import type { Balayage } from './entretien.ts';
import { lire, lireOctets, verifier } from './lire-objet.ts';
import type { Etat, Etendue } from './lire-objet.ts';
import { chercher } from './registre.ts';

/** Fichiers chiffres au repos, nommes par le SHA-256 de leur clair. */
export type Magasin = {
  /** Range un flux ; `tailleMax` en octets (2 Gio sans precision). */
  readonly deposer: (
    flux: AsyncIterable<Uint8Array>,
    options?: { readonly tailleMax?: number },
  ) => Promise<Result<Depot, RefusDeDepot>>;
  readonly deposerOctets: (octets: Uint8Array) => Promise<Result<Depot, RefusDeDepot>>;
  /** Le clair par morceaux verifies ; l'etendue est `[debut, fin[`. Lance `ObjetAbsent`, `ObjetAltere`. */
  readonly lire: (empreinte: Empreinte, etendue?: Etendue) => AsyncIterable<Uint8Array>;
  /** Le clair entier ; lance `ObjetTropVolumineux` au-dela de `tailleMax` octets. */
  readonly lireOctets: (empreinte: Empreinte, tailleMax: number) => Promise<Uint8Array>;
  /** Taille du clair, ou `undefined` si l'objet est inconnu. */
  readonly taille: (empreinte: Empreinte) => Promise<number | undefined>;
  /** Relit tout l'objet. */
  readonly verifier: (empreinte: Empreinte) => Promise<Etat>;
  /** Relit tout le magasin, rend ce qui n'est pas intact. */
  readonly verifierTout: () => AsyncIterable<{ readonly empreinte: Empreinte; readonly etat: Etat }>;
  /** Efface ce que des depots interrompus avant `avant` (ms depuis 1970) ont laisse. */
  readonly balayer: (avant: number) => Promise<Balayage>;
  /** Passe les objets sous la cle d'enveloppe active. */
  readonly reenvelopper: () => Promise<number>;
};

const TAILLE_MAX = 2 * 1024 ** 3;

/** Ouvre un magasin sur une base migree (`migrationsDuMagasin`) et un stockage. */
export function ouvrirMagasin(atelier: Atelier): Magasin {
  return {
    deposer: (flux, { tailleMax = TAILLE_MAX } = {}) => deposer(atelier, flux, tailleMax),
    deposerOctets: (octets) => deposerOctets(atelier, octets),
    lire: (empreinte, etendue) => lire(atelier, empreinte, etendue),
    lireOctets: (empreinte, tailleMax) => lireOctets(atelier, empreinte, tailleMax),
    taille: async (empreinte) => (await chercher(atelier.db, empreinte))?.taille,
    verifier: (empreinte) => verifier(atelier, empreinte),
    verifierTout: () => verifierTout(atelier),
    balayer: (avant) => balayer(atelier, avant),
    reenvelopper: () => reenvelopper(atelier),
  };
}
