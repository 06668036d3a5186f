import { execFile } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CertificatsDeCarte, PorteurDeCarte } from './cartes.ts';
import type { Confiance } from './confiance.ts';

/** Un module PKCS#11 et de quoi le lancer. */
export type ModulePkcs11 = {
  readonly module: string;
  readonly environnement: Readonly<Record<string, string>>;
};
/** Un jeton initialise ou graver une carte ; `chaqueActe` : la cle de signature redemande le PIN (CKA_ALWAYS_AUTHENTICATE). */
export type CarteAGraver = ModulePkcs11 & {
  readonly confiance: Confiance;
  readonly libelle: string;
  readonly pin: string;
  readonly porteur: PorteurDeCarte;
  readonly algorithme: 'P-256' | 'RSA-3072';
  readonly chaqueActe?: boolean;
};

const lancer = promisify(execFile);
const SOFTHSM = [
  '/usr/lib/softhsm/libsofthsm2.so',
  '/usr/lib64/softhsm/libsofthsm.so',
  '/usr/local/lib/softhsm/libsofthsm2.so',
];
const CLES = { 'P-256': 'EC:prime256v1', 'RSA-3072': 'rsa:3072' } as const;

/** Prepare un SoftHSM a part dans `dossier` (outil `softhsm2`) ; lance si le module n'est pas installe. */
export async function preparerSoftHsm(dossier: string): Promise<ModulePkcs11> {
  const module = SOFTHSM.find((chemin) => existsSync(chemin));
  if (module === undefined) throw new Error('SoftHSM n’est pas installé (paquet softhsm2).');
  const jetons = join(dossier, 'jetons');
  await mkdir(jetons, { recursive: true, mode: 0o700 });
  const reglages = join(dossier, 'softhsm2.conf');
  await writeFile(
    reglages,
    `directories.tokendir = ${jetons}\nobjectstore.backend = file\nlog.level = ERROR\n`,
  );
  return { module, environnement: { SOFTHSM2_CONF: reglages } };
}

/** Initialise un jeton SoftHSM ; `puk` est le code de son officier de securite. */
export async function initialiserSoftHsm(
  { environnement }: ModulePkcs11,
  { libelle, pin, puk }: { readonly libelle: string; readonly pin: string; readonly puk: string },
): Promise<void> {
  const options = ['--init-token', '--free', '--label', libelle, '--pin', pin, '--so-pin', puk];
  await lancer('softhsm2-util', options, { env: { ...process.env, ...environnement } });
}

/**
 * Grave une carte : deux paires de cles nees dans le jeton (`pkcs11-tool`), certifiees par la confiance de demonstration,
 * et leurs certificats, l'authentification d'abord : choisir « le premier venu » y signe avec la mauvaise cle.
 */
export async function graverCarte(carte: CarteAGraver): Promise<CertificatsDeCarte> {
  const cles = {
    authentification: await creerCle(carte, { id: '01', nom: 'authentification' }),
    signature: await creerCle(carte, {
      id: '02',
      nom: 'signature',
      ...(carte.chaqueActe === true ? { chaqueActe: true } : {}),
    }),
  };
  const certificats = await carte.confiance.certifierCles(carte.porteur, cles);
  await ecrireCertificat(carte, { id: '01', der: certificats.authentification });
  await ecrireCertificat(carte, { id: '02', der: certificats.signature });
  return certificats;
}

/** Fait naitre une paire de cles dans le jeton ; rend la cle publique. */
export async function creerCle(
  carte: Omit<CarteAGraver, 'confiance' | 'porteur'>,
  {
    id,
    nom,
    chaqueActe = false,
  }: { readonly id: string; readonly nom: string; readonly chaqueActe?: boolean },
): Promise<KeyObject> {
  const genre = [
    '--keypairgen',
    '--key-type',
    CLES[carte.algorithme],
    '--id',
    id,
    '--label',
    nom,
    '--usage-sign',
  ];
  await outil(carte, [...genre, ...(chaqueActe ? ['--always-auth'] : [])]);
  return dansUnFichier(async (fichier) => {
    await outil(carte, ['--read-object', '--type', 'pubkey', '--id', id, '-o', fichier]);
    return createPublicKey({ key: await readFile(fichier), format: 'der', type: 'spki' });
  });
}

const ecrireCertificat = (
  carte: CarteAGraver,
  { id, der }: { readonly id: string; readonly der: Uint8Array },
): Promise<void> =>
  dansUnFichier(async (fichier) => {
    await writeFile(fichier, der);
    await outil(carte, ['--write-object', fichier, '--type', 'cert', '--id', id]);
  });

async function dansUnFichier<T>(faire: (fichier: string) => Promise<T>): Promise<T> {
  const dossier = await mkdtemp(join(tmpdir(), 'ppn-carte-'));
  try {
    return await faire(join(dossier, 'objet.der'));
  } finally {
    await rm(dossier, { recursive: true, force: true });
  }
}

/** Le PIN passe par l'environnement : une ligne de commande se lit de tous. */
async function outil(
  { module, environnement, libelle, pin }: Omit<CarteAGraver, 'algorithme' | 'confiance' | 'porteur'>,
  options: readonly string[],
): Promise<void> {
  await lancer(
    'pkcs11-tool',
    ['--module', module, '--token-label', libelle, '--login', '--pin', 'env:PPN_PIN_DU_JETON', ...options],
    { env: { ...process.env, ...environnement, PPN_PIN_DU_JETON: pin } },
  );
}
