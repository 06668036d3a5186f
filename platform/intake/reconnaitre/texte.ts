import type { TypeReconnu } from '../contrat.ts';
import { type } from './familles.ts';

/** Texte decode d'un debut de fichier, ou rien si ce n'est pas du texte. UTF-8, UTF-16 (avec ou sans BOM), sinon latin-1. */
export function texteDecode(octets: Uint8Array): string | undefined {
  if (octets.length === 0) return undefined;
  if (octets[0] === 0xff && octets[1] === 0xfe) return decoder('utf-16le', octets);
  if (octets[0] === 0xfe && octets[1] === 0xff) return decoder('utf-16be', octets);
  if (!octets.includes(0)) return estImprimable(octets) ? utf8OuLatin1(octets) : undefined;
  const sansBom = utf16SansBom(octets);
  return sansBom === undefined ? undefined : decoder(sansBom, octets);
}

/** Type d'un contenu textuel d'apres son debut, ou rien si le contenu est binaire. */
export function typeDeTexte(tete: Uint8Array, taille: number): TypeReconnu | undefined {
  const texte = texteDecode(tete);
  if (texte === undefined) return undefined;
  const debut = texte.replace(/^\uFEFF/, '').trimStart();
  return (
    typeBalise(debut) ??
    (estJson(debut, taille <= tete.length) ? type('json', 'application/json') : undefined) ??
    (estCourriel(debut) ? type('eml', 'message/rfc822') : undefined) ??
    type('txt', 'text/plain')
  );
}

/** XML, SVG ou HTML : premier element apres prologue, commentaires et DOCTYPE. */
function typeBalise(debut: string): TypeReconnu | undefined {
  if (!debut.startsWith('<')) return undefined;
  const racine = racineDe(debut);
  if (/<!doctype\s+html/i.test(debut.slice(0, 2000))) return type('html', 'text/html');
  if (racine === undefined)
    return debut.startsWith('<?xml') || debut.startsWith('<!DOCTYPE') ? XML : undefined;
  const local = racine.split(':').at(-1)?.toLowerCase() ?? '';
  if (local === 'svg') return type('svg', 'image/svg+xml');
  // dans un XML declare, « a » ou « p » sont des noms comme les autres
  if (local === 'html' || (RACINES_HTML.has(local) && !debut.startsWith('<?xml')))
    return type('html', 'text/html');
  return debut.startsWith('<?xml') || debut.startsWith('<!DOCTYPE') || /<\/|\/>/.test(debut)
    ? XML
    : undefined;
}

const XML = type('xml', 'application/xml');
const RACINES_HTML: ReadonlySet<string> = new Set(
  'html head body script iframe table div p a img form style title meta link base object embed'.split(' '),
);

/** Nom du premier element, ou rien. Lineaire : chaque prologue est saute une fois. */
function racineDe(debut: string): string | undefined {
  let reste = debut;
  for (let tour = 0; tour < 50; tour += 1) {
    reste = reste.trimStart();
    if (reste.startsWith('<?')) reste = apres(reste, '?>');
    else if (reste.startsWith('<!--')) reste = apres(reste, '-->');
    else if (reste.startsWith('<!')) reste = apres(reste, reste.slice(0, 4000).includes('[') ? ']>' : '>');
    else return /^<([A-Za-z_][\w.:-]*)/.exec(reste)?.[1];
  }
  return undefined;
}

const apres = (texte: string, marque: string): string => {
  const fin = texte.indexOf(marque);
  return fin < 0 ? '' : texte.slice(fin + marque.length);
};

/** JSON entier s'il tient dans le debut lu ; sinon une ouverture plausible. */
function estJson(debut: string, entier: boolean): boolean {
  if (entier) {
    try {
      JSON.parse(debut);
      return true;
    } catch {
      return false;
    }
  }
  return /^(\{\s*"[^"]{0,200}"\s*:|\[\s*[[{"\d])/.test(debut);
}

/** Au moins deux en-tetes RFC 5322 connus dans les premieres lignes. */
function estCourriel(debut: string): boolean {
  const lignes = debut.replace(/^From [^\n]*\n/, '').split('\n', 40);
  const connus = lignes.filter((ligne) =>
    /^(received|from|to|subject|date|message-id|mime-version|return-path|delivered-to|content-type|reply-to|x-[a-z-]+):/i.test(
      ligne,
    ),
  );
  return connus.length >= 2 && /^[A-Za-z-]+:/.test(lignes[0] ?? '');
}

function utf8OuLatin1(octets: Uint8Array): string {
  // un caractere coupe en fin de debut lu n'est pas une faute : mode `stream`
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(octets, { stream: true });
  } catch {
    return Buffer.from(octets).toString('latin1');
  }
}

/** Peu de caracteres de commande (hors tabulation, fins de ligne, saut de page, echappement). */
function estImprimable(octets: Uint8Array): boolean {
  const commandes = octets.filter((octet) => octet < 32 && ![9, 10, 12, 13, 27].includes(octet)).length;
  return commandes === 0 || (octets.length > 200 && commandes / octets.length < 0.002);
}

/** UTF-16 sans BOM : un octet nul sur deux, toujours du meme cote. */
function utf16SansBom(octets: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zone = octets.subarray(0, 4096);
  const moitie = zone.length >> 1;
  if (moitie < 4) return undefined;
  let pairs = 0;
  let impairs = 0;
  for (let i = 0; i + 1 < zone.length; i += 2) {
    if (zone[i] === 0) pairs += 1;
    if (zone[i + 1] === 0) impairs += 1;
  }
  if (impairs > moitie * 0.7 && pairs < moitie * 0.02) return 'utf-16le';
  return pairs > moitie * 0.7 && impairs < moitie * 0.02 ? 'utf-16be' : undefined;
}

const decoder = (encodage: string, octets: Uint8Array): string =>
  new TextDecoder(encodage).decode(octets, { stream: true });
