import type { KeyObject } from 'node:crypto';
import { concatener, deBase64, enBase64, enHexa, sha256, utf8 } from './octets.ts';

/** Ce que signe une cle : les points et les tetes de son service (C2SP 0x01), ou les points de l'autre (cosignature, 0x04). */
export type GenreDeCle = 'journal' | 'temoin';

/** Une cle publique et sa periode : une ligne de `confiance/cles.json`. `du` et `au` : instants ISO 8601 UTC ; `au` nul tant qu'elle sert. */
export type ClePublique = {
  readonly nom: string;
  readonly genre: GenreDeCle;
  readonly vkey: string;
  readonly du: string;
  readonly au: string | null;
};

/** Une cle qui signe : `publique` fait 32 octets, `privee` est Ed25519. */
export type CleDeSignature = {
  readonly nom: string;
  readonly publique: Uint8Array;
  readonly privee: KeyObject;
};

/** Type C2SP de chaque genre. */
export const TYPE_DE_CLE: Readonly<Record<GenreDeCle, number>> = { journal: 1, temoin: 4 };

/** Nom de la cle de journal d'un service, et origine de ses points. */
export const nomDuJournal = (service: string): string => `ppn/${service}`;

/** Nom de la cle de temoin d'un service. */
export const nomDuTemoin = (service: string): string => `ppn/${service}/temoin`;

/** Empreinte C2SP d'une cle : 4 premiers octets de SHA-256(nom ‖ 0x0A ‖ type ‖ cle). */
export const empreinteDeCle = (nom: string, genre: GenreDeCle, publique: Uint8Array): Uint8Array =>
  sha256(utf8(`${nom}\n`), Uint8Array.of(TYPE_DE_CLE[genre]), publique).slice(0, 4);

/** La cle publique en texte C2SP : `<nom>+<empreinte hexa>+<base64(type ‖ cle)>`. */
export const vkey = (nom: string, genre: GenreDeCle, publique: Uint8Array): string =>
  `${nom}+${enHexa(empreinteDeCle(nom, genre, publique))}+${enBase64(concatener(Uint8Array.of(TYPE_DE_CLE[genre]), publique))}`;

/** Une cle publique lue. */
export type CleLue = {
  readonly nom: string;
  readonly genre: GenreDeCle;
  readonly empreinte: Uint8Array;
  readonly publique: Uint8Array;
};

/** Lit une `vkey` Ed25519 ; `undefined` si sa forme, son type ou son empreinte sont faux. */
export function lireVkey(texte: string): CleLue | undefined {
  const [, nom = '', hexa = '', base64 = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(texte) ?? [];
  const octets = deBase64(base64);
  if (octets?.length !== 33) return undefined;
  const genre = octets[0] === TYPE_DE_CLE.journal ? 'journal' : 'temoin';
  if (octets[0] !== TYPE_DE_CLE[genre]) return undefined;
  const publique = octets.slice(1);
  const empreinte = empreinteDeCle(nom, genre, publique);
  return enHexa(empreinte) === hexa ? { nom, genre, empreinte, publique } : undefined;
}

/** Vrai si la cle sert a cet instant. Instant absent : aucune heure n'est connue, la periode n'est pas jugee. */
export const enPeriode = ({ du, au }: ClePublique, a: string | undefined): boolean =>
  a === undefined || (Date.parse(du) <= Date.parse(a) && (au === null || Date.parse(a) <= Date.parse(au)));
