import { deBase64, utf8 } from './octets.ts';

/** Une ligne de signature : `octets` suit l'empreinte de cle (64 octets pour un point, 72 pour une cosignature). */
export type SignatureDeNote = {
  readonly nom: string;
  readonly empreinte: Uint8Array;
  readonly octets: Uint8Array;
};

/** Un point lu : l'origine, la taille et la racine annoncees, le corps signe (trois lignes, `\n` final compris). Rien n'est encore verifie. */
export type Note = {
  readonly origine: string;
  readonly taille: number;
  readonly racine: Uint8Array;
  readonly corps: string;
  readonly signatures: readonly SignatureDeNote[];
};

/** Plus grande note lue, en octets ; plus grand nombre de signatures (C2SP : au moins 16). */
const BORNES = { octets: 16_384, signatures: 32 } as const;

/** Le corps d'un point (C2SP tlog-checkpoint), sans ligne d'extension. */
export const corpsDuPoint = (origine: string, taille: number, racineEnBase64: string): string =>
  `${origine}\n${taille}\n${racineEnBase64}\n`;

/** Lit une note signee qui porte un point ; `undefined` si elle n'en a pas exactement la forme. */
export function lireNote(texte: string): Note | undefined {
  if (utf8(texte).length > BORNES.octets) return undefined;
  const coupe = texte.lastIndexOf('\n\n');
  const corps = texte.slice(0, coupe + 1);
  const point = lireCorps(corps);
  const signatures = lireSignatures(texte.slice(coupe + 2));
  return coupe < 0 || point === undefined || signatures === undefined
    ? undefined
    : { ...point, corps, signatures };
}

/** Lit les lignes de signature d'une note, chacune finie par `\n` ; `undefined` si une est mal formee. */
export function lireSignatures(texte: string): readonly SignatureDeNote[] | undefined {
  const lignes = texte.split('\n');
  if (lignes.pop() !== '' || lignes.length === 0 || lignes.length > BORNES.signatures) return undefined;
  const lues = lignes.map(lireSignature);
  return lues.every((lue) => lue !== undefined) ? lues : undefined;
}

/** Entier decimal sans zero de tete, au plus 2^53 - 1. */
export function lireEntier(texte: string): number | undefined {
  const entier = /^(?:0|[1-9]\d{0,15})$/.test(texte) ? Number(texte) : Number.NaN;
  return Number.isSafeInteger(entier) ? entier : undefined;
}

/** Une empreinte de 32 octets en base64. */
export function lireEmpreinte(texte: string): Uint8Array | undefined {
  const octets = deBase64(texte);
  return octets?.length === 32 ? octets : undefined;
}

function lireCorps(corps: string): Pick<Note, 'origine' | 'taille' | 'racine'> | undefined {
  const [origine = '', decimal = '', base64 = '', fin, trop] = corps.split('\n');
  const taille = lireEntier(decimal);
  const racine = lireEmpreinte(base64);
  if (!NOM.test(origine) || fin !== '' || trop !== undefined) return undefined;
  return taille === undefined || racine === undefined ? undefined : { origine, taille, racine };
}

/** Un nom de cle ou une origine : ni espace, ni `+`, ni caractere de commande. */
const NOM = /^[^\s+\p{Cc}]+$/u;

function lireSignature(ligne: string): SignatureDeNote | undefined {
  const [tiret, nom = '', base64 = '', trop] = ligne.split(' ');
  const octets = deBase64(base64);
  if (tiret !== '\u2014' || trop !== undefined || !NOM.test(nom)) return undefined;
  if (octets === undefined || octets.length < 5) return undefined;
  return { nom, empreinte: octets.slice(0, 4), octets: octets.slice(4) };
}
