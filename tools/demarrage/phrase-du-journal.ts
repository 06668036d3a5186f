import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { CodeDePanne } from './pannes.ts';

/** La raison d'une mort, lue a la fin du journal d'un enfant ; `phrase` absente : il n'a rien dit de lisible. */
export type Raison = { readonly code: CodeDePanne; readonly phrase: string | undefined };

const LU_MAX = 32 * 1024;

/** Derniere phrase ecrite apres `debut` (octets) : une ligne de texte, ou le `message` d'une ligne JSON en erreur. */
export function phraseDuJournal(fichier: string, debut: number): Raison {
  const texte = lireFin(fichier, debut);
  const occupe = /EADDRINUSE[^\n]*?:(\d{2,5})\b/.exec(texte);
  if (occupe !== null)
    return {
      code: 'port-occupe',
      phrase: `le port ${occupe[1] ?? ''} est déjà pris par un autre programme.`,
    };
  if (/ENOSPC|No space left on device/.test(texte))
    return { code: 'disque-plein', phrase: 'le disque est plein ; libérez de la place, puis relancez.' };
  const phrase = texte.split('\n').flatMap(phraseDeLigne).at(-1);
  return { code: 'service-muet', phrase };
}

/** Ni pile, ni extrait de source, ni ligne de Node. */
function phraseDeLigne(ligne: string): readonly string[] {
  const nette = ligne.trim();
  if (nette.startsWith('{"')) return messageEnErreur(nette);
  const bruit =
    /^(at |node:|Node\.js v|\^|[{}]|throw |import |file:|\(node:|\w+: )/.test(nette) &&
    !/^\w*(Erreur|Error): /.test(nette);
  if (nette === '' || bruit) return [];
  return [nette.replace(/^(Uncaught )?\w*Error(?: \[\w+\])?: /, '')];
}

function messageEnErreur(ligne: string): readonly string[] {
  try {
    const lu: unknown = JSON.parse(ligne);
    const estErreur =
      typeof lu === 'object' &&
      lu !== null &&
      'niveau' in lu &&
      /^(error|fatal|erreur)$/.test(String(lu.niveau));
    return estErreur && 'message' in lu && typeof lu.message === 'string' ? [lu.message] : [];
  } catch {
    return [];
  }
}

function lireFin(fichier: string, debut: number): string {
  try {
    const descripteur = openSync(fichier, 'r');
    const { size } = fstatSync(descripteur);
    const depart = Math.max(debut, size - LU_MAX);
    const octets = Buffer.alloc(Math.max(0, size - depart));
    readSync(descripteur, octets, 0, octets.length, depart);
    closeSync(descripteur);
    return octets.toString('utf8');
  } catch {
    return '';
  }
}
