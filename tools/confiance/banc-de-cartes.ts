import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CertificatsDeCarte } from './cartes.ts';
import { graverCarte, initialiserSoftHsm, preparerSoftHsm } from './carte-pkcs11.ts';
import type { ModulePkcs11 } from './carte-pkcs11.ts';
import { creerConfiance } from './confiance.ts';
import type { Confiance } from './confiance.ts';

/** Code porteur et code de deblocage des cartes d'essai. */
export const PIN_DU_BANC = '258025';
export const PUK_DU_BANC = '11223344';

/** Ce que l'essai fait faire au lecteur : voir `lecteur-d-essai.c`. */
export type OrdreAuLecteur = 'clavier' | 'fige' | 'plante' | 'retire' | 'verrouille';
/** Un SoftHSM a part, sa confiance, et un lecteur que l'essai commande par des fichiers (voir `lecteur-d-essai.c`). */
export type BancDeCartes = {
  readonly dossier: string;
  readonly confiance: Confiance;
  readonly softhsm: ModulePkcs11;
  /** Le meme SoftHSM, vu a travers le lecteur d'essai. */
  readonly lecteur: ModulePkcs11;
  readonly commander: (ordre: OrdreAuLecteur, contenu?: string) => Promise<void>;
  readonly relacher: (ordre: OrdreAuLecteur) => Promise<void>;
  readonly graver: (
    libelle: string,
    options: { readonly algorithme: 'P-256' | 'RSA-3072'; readonly chaqueActe?: boolean },
  ) => Promise<CertificatsDeCarte>;
  readonly fermer: () => Promise<void>;
};

/** Monte le banc ; compile le lecteur d'essai (gcc). */
export async function monterBanc(): Promise<BancDeCartes> {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-pkcs11-'));
  const confiance = await creerConfiance({ dossier: join(dossier, 'confiance') });
  const softhsm = await preparerSoftHsm(dossier);
  const module = join(dossier, 'lecteur-d-essai.so');
  execFileSync('gcc', [
    '-shared',
    '-fPIC',
    '-o',
    module,
    join(import.meta.dirname, 'lecteur-d-essai.c'),
    '-ldl',
  ]);
  const lecteur = {
    module,
    environnement: { ...softhsm.environnement, LECTEUR_MODULE: softhsm.module, LECTEUR_DOSSIER: dossier },
  };
  return {
    dossier,
    confiance,
    softhsm,
    lecteur,
    commander: (ordre, contenu = '') => writeFile(join(dossier, ordre), contenu),
    relacher: (ordre) => rm(join(dossier, ordre), { force: true }),
    graver: async (libelle, options) => {
      await initialiserSoftHsm(softhsm, { libelle, pin: PIN_DU_BANC, puk: PUK_DU_BANC });
      return graverCarte({ ...softhsm, ...options, confiance, libelle, pin: PIN_DU_BANC, porteur: CAMILLE });
    },
    fermer: () => rm(dossier, { recursive: true, force: true }),
  };
}

const CAMILLE = {
  prenom: 'Camille',
  nom: 'MOREAU',
  matricule: '1048221',
  organisation: 'Ministère de l’intérieur',
  unite: 'Commissariat de Valmont',
};
