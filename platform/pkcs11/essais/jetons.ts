import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance, graverCarte, initialiserSoftHsm, preparerSoftHsm } from '@ppn/confiance';
import type { CertificatsDeCarte, Confiance, ModulePkcs11 } from '@ppn/confiance';

/** Code porteur et code de deblocage des cartes d'essai. */
export const PIN = '258025';
export const PUK = '11223344';

/** Un SoftHSM a part, sa confiance, et un lecteur que l'essai commande par des fichiers (voir `lecteur-d-essai.c`). */
export type BancDeCartes = {
  readonly dossier: string;
  readonly confiance: Confiance;
  readonly softhsm: ModulePkcs11;
  /** Le meme SoftHSM, vu a travers le lecteur d'essai. */
  readonly lecteur: ModulePkcs11;
  readonly commander: (ordre: 'clavier' | 'fige' | 'plante' | 'retire', contenu?: string) => Promise<void>;
  readonly relacher: (ordre: 'clavier' | 'fige' | 'plante' | 'retire') => Promise<void>;
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
      await initialiserSoftHsm(softhsm, { libelle, pin: PIN, puk: PUK });
      return graverCarte({ ...softhsm, ...options, confiance, libelle, pin: PIN, porteur: CAMILLE });
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
