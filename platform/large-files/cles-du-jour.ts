import {
  type CipherKey,
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Jour civil `AAAA-MM-JJ` ou echoit un fichier ; sa cle enveloppe celles de tout ce qui echoit ce jour-la. */
export type Jour = string;

/**
 * Les cles par jour d'echeance. Les cles d'enveloppe ne sortent jamais : un module PKCS#11 ou un KMS tient la meme
 * interface. `aad` lie ce que la cle enveloppee ouvre ; le jour y est ajoute.
 */
export type ServiceDeCles = {
  /** Enveloppe 32 octets : 12 (nonce) ‖ 32 ‖ 16 (sceau). Lance `CleDuJourDetruite`. */
  readonly envelopper: (jour: Jour, cle: Uint8Array, aad: Uint8Array) => Promise<Buffer>;
  /** La cle, ou `undefined` si l'enveloppe ou ce qu'elle lie a change. Lance `CleDuJourDetruite`. */
  readonly developper: (jour: Jour, enveloppe: Uint8Array, aad: Uint8Array) => Promise<Buffer | undefined>;
  /** Detruit la cle du jour, pour toujours ; sans effet si elle l'est deja. */
  readonly detruire: (jour: Jour) => Promise<void>;
  /** Jours dont la cle vit, du plus proche au plus lointain. */
  readonly jours: () => Promise<readonly Jour[]>;
};

/** La cle de ce jour n'existe plus : rien de ce qui y echoyait ne s'ouvrira jamais. */
export class CleDuJourDetruite extends Error {
  override readonly name = 'CleDuJourDetruite';
  readonly jour: Jour;

  constructor(jour: Jour) {
    super(`La clé du ${jour} est détruite : les fichiers qui échoyaient ce jour-là ne s’ouvrent plus.`);
    this.jour = jour;
  }
}

/** Vrai pour un jour civil `AAAA-MM-JJ` qui existe. */
export function isJour(valeur: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(valeur)) return false;
  const instant = new Date(`${valeur}T00:00:00Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === valeur;
}

/** Cles sur le disque : `AAAA-MM-JJ.cle` (0600) par jour, `AAAA-MM-JJ.detruite` quand elle ne l'est plus. Ce dossier ne se sauvegarde pas. */
export async function clesSurDisque(dossier: string): Promise<ServiceDeCles> {
  await mkdir(dossier, { recursive: true, mode: 0o700 });
  for (const jour of await joursPar(dossier, '.detruite')) await acheverLaDestruction(dossier, jour);
  const connues = new Map<Jour, Promise<KeyObject>>();
  const cleDe = (jour: Jour, creer: boolean): Promise<KeyObject> => {
    const connue = connues.get(jour) ?? lireOuCreer(dossier, jour, creer);
    connues.set(jour, connue);
    connue.catch(() => connues.delete(jour));
    return connue;
  };
  return {
    envelopper: async (jour, cle, aad) => {
      const nonce = randomBytes(12);
      return fermerEnveloppe(await cleDe(jour, true), { nonce, cle, aad: lier(jour, aad) });
    },
    developper: async (jour, enveloppe, aad) =>
      ouvrirEnveloppe(await cleDe(jour, false), enveloppe, lier(jour, aad)),
    detruire: async (jour) => {
      if (!isJour(jour)) throw new RangeError(`Jour mal formé : ${jour}`);
      connues.delete(jour);
      await writeFile(join(dossier, `${jour}.detruite`), '', { mode: 0o600, flush: true });
      await acheverLaDestruction(dossier, jour);
    },
    jours: () => joursPar(dossier, '.cle'),
  };
}

/** Ce que l'enveloppe lie : le jour, puis ce que la cle ouvre. */
export const lier = (jour: Jour, aad: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`ppn-jour/1 ${jour} `), aad]);

/** 12 (nonce) ‖ 32 ‖ 16 (sceau). */
export function fermerEnveloppe(
  sous: CipherKey,
  { nonce, cle, aad }: { readonly nonce: Uint8Array; readonly cle: Uint8Array; readonly aad: Uint8Array },
): Buffer {
  const machine = createCipheriv('aes-256-gcm', sous, nonce).setAAD(aad);
  return Buffer.concat([nonce, machine.update(cle), machine.final(), machine.getAuthTag()]);
}

/** La cle enveloppee, ou `undefined` si rien ne se verifie. */
export function ouvrirEnveloppe(cle: CipherKey, enveloppe: Uint8Array, aad: Uint8Array): Buffer | undefined {
  if (enveloppe.length !== 60) return undefined;
  const machine = createDecipheriv('aes-256-gcm', cle, enveloppe.subarray(0, 12), { authTagLength: 16 })
    .setAAD(aad)
    .setAuthTag(enveloppe.subarray(44));
  const clair = machine.update(enveloppe.subarray(12, 44));
  try {
    machine.final();
    return clair;
  } catch {
    return undefined;
  }
}

async function lireOuCreer(dossier: string, jour: Jour, creer: boolean): Promise<KeyObject> {
  if (!isJour(jour)) throw new RangeError(`Jour mal formé : ${jour}`);
  const fichier = join(dossier, `${jour}.cle`);
  if (await existe(join(dossier, `${jour}.detruite`))) throw new CleDuJourDetruite(jour);
  if (creer)
    await writeFile(fichier, randomBytes(32), { flag: 'wx', mode: 0o600, flush: true }).catch(dejaLa);
  else if (!(await existe(fichier))) throw new CleDuJourDetruite(jour);
  if (((await stat(fichier)).mode & 0o077) !== 0)
    throw new Error(`La clé ${fichier} est lisible par d’autres comptes : passez-la en 0600.`);
  const octets = await readFile(fichier);
  if (octets.length !== 32) throw new Error(`La clé ${fichier} ne fait pas 32 octets.`);
  return createSecretKey(octets);
}

/** La pierre tombale est deja sur le disque : la cle est recouverte, retiree, et le dossier force. Rejouable. */
async function acheverLaDestruction(dossier: string, jour: Jour): Promise<void> {
  const fichier = join(dossier, `${jour}.cle`);
  if (await existe(fichier)) {
    const ouverte = await open(fichier, constants.O_WRONLY);
    await ouverte.write(randomBytes(32), 0, 32, 0);
    await ouverte.sync().finally(() => ouverte.close());
    await rm(fichier, { force: true });
  }
  const racine = await open(dossier, 'r');
  await racine.sync().finally(() => racine.close());
}

/** Les jours dont un fichier de ce dossier porte le nom. */
export const joursPar = async (dossier: string, fin: string): Promise<readonly Jour[]> =>
  (await readdir(dossier))
    .filter((nom) => nom.endsWith(fin) && isJour(nom.slice(0, 10)))
    .map((nom) => nom.slice(0, 10))
    .sort();

/** Ce fichier est la. */
export const existe = (fichier: string): Promise<boolean> =>
  stat(fichier).then(
    () => true,
    () => false,
  );

function dejaLa(cause: unknown): void {
  if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
}
