import type { IncomingHttpHeaders } from 'node:http';
import type { AlgorithmeDeSomme } from '../envoi/protocole.ts';
import { RefusDOctets } from '../http.ts';

/** Entier positif d'un en-tete ; lance un refus 400 qui le nomme. */
export function entierDe(entetes: IncomingHttpHeaders, nom: string): number {
  const texte = texteDe(entetes, nom);
  const valeur = Number(texte);
  if (texte === undefined || !/^\d{1,15}$/.test(texte) || !Number.isSafeInteger(valeur))
    throw new RefusDOctets(400, 'en-tete-illisible', `L’en-tête ${nom} doit être un nombre d’octets.`);
  return valeur;
}

/** Un en-tete en une seule valeur. */
export function texteDe(entetes: IncomingHttpHeaders, nom: string): string | undefined {
  const valeur = entetes[nom.toLowerCase()];
  return Array.isArray(valeur) ? valeur[0] : valeur;
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

/** `Upload-Metadata` : cles et valeurs base64 UTF-8. Lance un refus 400. */
export function metadonneesDe(entete: string | undefined): ReadonlyMap<string, string> {
  const paires = (entete ?? '')
    .split(',')
    .map((paire) => paire.trim().split(' '))
    .filter(([cle]) => cle !== '');
  return new Map(
    paires.map(([cle = '', valeur = '', ...reste]) => {
      if (reste.length > 0 || !BASE64.test(valeur) || !/^[\x21-\x7e]+$/.test(cle))
        throw metadonneesIllisibles();
      return [cle, enTexte(valeur)] as const;
    }),
  );
}

function enTexte(valeur: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(valeur, 'base64'));
  } catch {
    throw metadonneesIllisibles();
  }
}

const metadonneesIllisibles = (): RefusDOctets =>
  new RefusDOctets(400, 'metadonnees-illisibles', 'L’en-tête Upload-Metadata est mal formé.');

/** `Upload-Checksum: sha256 <base64>`. Lance un refus 400 : algorithme inconnu, somme mal formee. */
export function sommeDe(
  entete: string | undefined,
): { readonly algorithme: AlgorithmeDeSomme; readonly valeur: string } | undefined {
  if (entete === undefined) return undefined;
  const [algorithme, valeur, ...reste] = entete.trim().split(' ');
  if (
    (algorithme !== 'sha256' && algorithme !== 'sha1') ||
    valeur === undefined ||
    reste.length > 0 ||
    !BASE64.test(valeur)
  )
    throw new RefusDOctets(
      400,
      'somme-illisible',
      'L’en-tête Upload-Checksum doit être « sha256 » ou « sha1 », puis la somme en base64.',
    );
  return { algorithme, valeur };
}

/** `Upload-Concat` : envoi simple, partie, ou reunion de ces adresses. Lance un refus 400. */
export function reunionDe(
  entete: string | undefined,
): 'entier' | 'partie' | { readonly adresses: readonly string[] } {
  if (entete === undefined) return 'entier';
  if (entete.trim() === 'partial') return 'partie';
  const [, adresses] = /^final;\s*(.+)$/.exec(entete.trim()) ?? [];
  if (adresses === undefined)
    throw new RefusDOctets(
      400,
      'reunion-illisible',
      'L’en-tête Upload-Concat doit être « partial », ou « final; » puis des adresses.',
    );
  return { adresses: adresses.split(/\s+/) };
}
