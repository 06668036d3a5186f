import { open } from 'node:fs/promises';
import { lireBorne } from './lire-fichier.ts';

/** Un fichier signe (ou une preuve) d'un format que nous savons nommer sans savoir le juger. */
export type FormatNonJuge = { readonly signe: boolean; readonly motif: string };

/** Ce qu'il faut comprendre d'un format nomme sans etre juge, et que faire ; un format par nom dans le motif. */
const SUITES: readonly (readonly [string, string])[] = [
  [
    'XAdES',
    'un outil XAdES (le démonstrateur DSS de la Commission européenne), ou demandez le document en PAdES',
  ],
  [
    'JAdES',
    'un outil JAdES (le démonstrateur DSS de la Commission européenne), ou demandez le document en PAdES',
  ],
  ['dossier de preuve', 'le service d’archivage qui l’a produit, avec le document qu’il protège'],
];

/** L'explication d'un motif « non jugé » ; `undefined` pour tout autre motif. */
export function explicationDe(motif: string): string | undefined {
  const suite = /non jugé|non pris en charge/u.test(motif)
    ? SUITES.find(([nom]) => motif.includes(nom))?.[1]
    : undefined;
  return suite === undefined
    ? undefined
    : `ni l’intégrité, ni le signataire, ni l’heure n’ont été contrôlés : ne tenez ce fichier ni pour valide, ni pour faux. Ce vérificateur juge PAdES (PDF), CAdES et ASiC à CAdES ; faites juger celui-ci par ${suite}.`;
}

const TEXTE_MAX = 64 * 1024 * 1024;

/**
 * Nomme XAdES, JAdES et dossiers de preuve (RFC 4998, RFC 6283) d'apres leur contenu. Un signe reconnu reste
 * « indetermine » : le taire ferait passer un fichier signe, peut-etre altere, pour un fichier ordinaire.
 */
export async function formatNonJuge(chemin: string, debut: Buffer): Promise<FormatNonJuge | undefined> {
  if (debut[0] === 0x30) return (await estDossierDePreuve(chemin)) ? PREUVE : undefined;
  const texte = texteDe(debut).trimStart();
  const lire = texte.startsWith('<') ? xml : /^[{[]/u.test(texte) ? json : undefined;
  if (lire !== undefined) {
    const octets = await lireBorne(chemin, TEXTE_MAX);
    return octets === undefined ? TROP_GROS : lire(texteDe(Buffer.from(octets)));
  }
  return /^eyJ[\w.-]{20,}\s*$/u.test(texte)
    ? { signe: true, motif: 'format reconnu mais non jugé : signature JSON (JWS ou JAdES compact)' }
    : undefined;
}

const PREUVE: FormatNonJuge = {
  signe: true,
  motif: 'format reconnu mais non jugé : dossier de preuve (evidence record)',
};

const TROP_GROS: FormatNonJuge = {
  signe: true,
  motif: 'fichier XML ou JSON trop gros pour y chercher une signature',
};

function xml(texte: string): FormatNonJuge {
  if (/<(?:[\w.-]+:)?EvidenceRecord[\s>]/u.test(texte)) return PREUVE;
  return /<(?:[\w.-]+:)?Signature[\s>]/u.test(texte) || texte.includes('xmldsig')
    ? { signe: true, motif: 'format reconnu mais non jugé : signature XML (XAdES)' }
    : { signe: false, motif: 'format non pris en charge : XML sans signature' };
}

const json = (texte: string): FormatNonJuge =>
  /"(?:signatures?|protected)"\s*:/u.test(texte)
    ? { signe: true, motif: 'format reconnu mais non jugé : signature JSON (JAdES)' }
    : { signe: false, motif: 'format non pris en charge : JSON sans signature' };

/** UTF-8, ou UTF-16 d'apres sa marque : un producteur etranger n'est pas toujours en UTF-8. */
function texteDe(octets: Buffer): string {
  if (octets[0] === 0xff && octets[1] === 0xfe) return octets.subarray(2).toString('utf16le');
  if (octets[0] === 0xfe && octets[1] === 0xff)
    return Buffer.from(octets.subarray(2, octets.length - (octets.length % 2)))
      .swap16()
      .toString('utf16le');
  return octets.toString('utf8').replace(/^\uFEFF/u, '');
}

/** EvidenceRecord DER (RFC 4998 §3.1) : SEQUENCE { INTEGER 1, SEQUENCE OF AlgorithmIdentifier, … }. */
async function estDossierDePreuve(chemin: string): Promise<boolean> {
  await using fichier = await open(chemin, 'r');
  const { buffer, bytesRead } = await fichier.read(Buffer.alloc(16), 0, 16, 0);
  const contenu = ((buffer[1] ?? 0) & 0x80) === 0 ? 2 : 2 + ((buffer[1] ?? 0) & 0x7f);
  return (
    bytesRead === 16 && buffer.subarray(contenu, contenu + 4).equals(Buffer.from([0x02, 0x01, 0x01, 0x30]))
  );
}
