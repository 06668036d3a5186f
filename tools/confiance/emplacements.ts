import { join } from 'node:path';
import type { NomAc } from './profils.ts';

/** Les deux services de l'exchange, un par ministère. */
export type NomService = 'interieur' | 'justice';
/** Les zones d'echange de fichiers : un cachet, aucun lien avec l'exchange. */
export type NomDeZone = 'pline' | 'plex';
export const SERVICES: readonly NomService[] = ['interieur', 'justice'];

/** Couple de fichiers : clé privée PEM (0600) et certificats PEM, le porteur d'abord puis ses autorités. */
export type CheminsIdentite = { readonly cle: string; readonly certificats: string };
/** Où sont les fichiers d'un dossier de confiance ; les services les reçoivent par leurs variables d'environnement. */
export type Emplacements = {
  readonly reglages: string;
  readonly registre: string;
  /** Dossier public : `racine.pem`, `intermediaires.pem`, `<ac>.crl`. */
  readonly ancres: string;
  readonly racine: string;
  readonly intermediaires: string;
  /** Dossier des cartes de démonstration, une par sous-dossier. */
  readonly cartes: string;
  readonly liste: (ac: NomAc) => string;
  readonly autorite: (ac: NomAc) => CheminsIdentite;
  readonly ocsp: (ac: NomAc) => CheminsIdentite;
  readonly horodatage: CheminsIdentite;
  readonly cachet: (service: NomService) => CheminsIdentite;
  /** Lien TLS entre services : la même AC signe les deux côtés ; `autorites` est le PEM à exiger du pair. */
  readonly tls: (service: NomService) => {
    readonly serveur: CheminsIdentite;
    readonly client: CheminsIdentite;
    readonly autorites: string;
  };
};

/** Les chemins d'un dossier de confiance. */
export function emplacements(dossier: string): Emplacements {
  const identite = (...noms: readonly string[]): CheminsIdentite => ({
    cle: join(dossier, ...noms, 'cle.pem'),
    certificats: join(dossier, ...noms, 'certificats.pem'),
  });
  const ancres = join(dossier, 'ancres');
  return {
    reglages: join(dossier, 'confiance.json'),
    registre: join(dossier, 'registre.jsonl'),
    ancres,
    racine: join(ancres, 'racine.pem'),
    intermediaires: join(ancres, 'intermediaires.pem'),
    cartes: join(dossier, 'cartes'),
    liste: (ac) => join(ancres, `${ac}.crl`),
    autorite: (ac) => identite('ac', ac),
    ocsp: (ac) => identite('ocsp', ac),
    horodatage: identite('horodatage'),
    cachet: (service) => identite('services', service, 'cachet'),
    tls: (service) => ({
      serveur: identite('services', service, 'tls-serveur'),
      client: identite('services', service, 'tls-client'),
      autorites: join(dossier, 'services', 'autorites-tls.pem'),
    }),
  };
}
