import { execFile } from 'node:child_process';
import { generateKeyPairSync, sign } from 'node:crypto';
import { promisify } from 'node:util';
import { composerPdfA } from '@ppn/sealing';
import { acteTemoin, secondes } from './acte-temoin.ts';
import { type DebitPades, mesurerPades } from './pades.ts';
import { arrondi } from './statistiques.ts';

/** Limites mesurees dans la meme execution, par coeur : operations par seconde de processeur. */
export type Temoins = {
  /** Composition PDF/A-3a seule (Typst et champ de signature), sans base, signature ni horodatage. */
  readonly typst: number;
  /** Signatures ECDSA P-256 par `node:crypto`. */
  readonly nodeEcdsa: number;
  /** `openssl speed ecdsap256` ; `undefined` sans le programme. */
  readonly opensslEcdsa: number | undefined;
  /** Signatures PAdES-B-T d'un PDF deja compose. */
  readonly pades: DebitPades;
};

/** Mesure les temoins ; `documents` : nombre de PDF composes, et le dixieme des PDF signes. */
export async function mesurerTemoins(documents: number): Promise<Temoins> {
  return {
    typst: arrondi(await debitDeTypst(documents)),
    nodeEcdsa: Math.round(debitDeNode()),
    opensslEcdsa: await debitDOpenssl(),
    pades: await mesurerPades(documents * 10),
  };
}

async function debitDeTypst(documents: number): Promise<number> {
  for (let rang = 0; rang < 10; rang += 1) await composerPdfA(acteTemoin(rang));
  const avant = process.cpuUsage();
  for (let rang = 0; rang < documents; rang += 1) await composerPdfA(acteTemoin(100 + rang));
  return documents / secondes(process.cpuUsage(avant));
}

function debitDeNode(): number {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const contenu = Buffer.alloc(150, 7);
  for (let rang = 0; rang < 500; rang += 1) sign('sha256', contenu, privateKey);
  const avant = process.cpuUsage();
  for (let rang = 0; rang < 5_000; rang += 1) sign('sha256', contenu, privateKey);
  return 5_000 / secondes(process.cpuUsage(avant));
}

/** `-elapsed` est absent : openssl divise par le temps de processeur. */
async function debitDOpenssl(): Promise<number | undefined> {
  try {
    const { stdout } = await promisify(execFile)('openssl', ['speed', '-seconds', '2', 'ecdsap256'], {
      timeout: 20_000,
    });
    const debit = /ecdsa \(nistp256\)\s+[\d.]+s\s+[\d.]+s\s+([\d.]+)/.exec(stdout)?.[1];
    return debit === undefined ? undefined : Number(debit);
  } catch {
    return undefined;
  }
}
