import { createSecretKey, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { CleAbsente } from './erreurs.ts';

/** Cles d'enveloppe (KEK, AES-256) : `actif` nomme celle des objets neufs, les autres ne servent qu'a relire. */
export type Trousseau = { readonly actif: string; readonly cle: (kek: string) => KeyObject };

/**
 * Lit un trousseau `{ "actif": "kek-2026", "cles": { "kek-2026": "<32 octets en base64>" } }`.
 * Refuse un fichier que d'autres comptes peuvent lire.
 */
export function lireTrousseau(fichier: string): Trousseau {
  if ((statSync(fichier).mode & 0o077) !== 0)
    throw new Error(`Le trousseau ${fichier} est lisible par d’autres comptes : passez-le en 0600.`);
  const contenu: unknown = JSON.parse(readFileSync(fichier, 'utf8'));
  if (!estContenu(contenu)) throw new Error(`Le trousseau ${fichier} n’a pas la forme attendue.`);
  const cles = new Map(Object.entries(contenu.cles).map(([nom, texte]) => [nom, secrete(nom, texte)]));
  const cle = (kek: string): KeyObject => cles.get(kek) ?? absente(kek);
  cle(contenu.actif);
  return { actif: contenu.actif, cle };
}

/** Cree le trousseau (0600) avec une cle neuve nommee `kek` s'il n'existe pas, puis le lit. Deux processus : le premier gagne. */
export function lireOuCreerTrousseau(fichier: string, kek: string): Trousseau {
  const contenu = { actif: kek, cles: { [kek]: randomBytes(32).toString('base64') } };
  try {
    writeFileSync(fichier, JSON.stringify(contenu), { flag: 'wx', mode: 0o600, flush: true });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  return lireTrousseau(fichier);
}

type Contenu = { readonly actif: string; readonly cles: Readonly<Record<string, unknown>> };

const estContenu = (valeur: unknown): valeur is Contenu =>
  typeof valeur === 'object' &&
  valeur !== null &&
  'actif' in valeur &&
  typeof valeur.actif === 'string' &&
  'cles' in valeur &&
  typeof valeur.cles === 'object' &&
  valeur.cles !== null;

function secrete(nom: string, texte: unknown): KeyObject {
  const octets = Buffer.from(typeof texte === 'string' ? texte : '', 'base64');
  if (octets.length !== 32) throw new Error(`La clé d’enveloppe « ${nom} » ne fait pas 32 octets.`);
  return createSecretKey(octets);
}

function absente(kek: string): never {
  throw new CleAbsente(kek);
}
