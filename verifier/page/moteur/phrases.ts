import type { Verdict } from './vue.ts';

/** Genre d'un fichier juge, pour le nommer. */
export type Genre = 'dossier' | 'pdf' | 'asic' | 'cades' | 'autre';

type Phrase = { readonly titre: string; readonly explication: string };

const VALIDES: Readonly<Record<Genre, Phrase>> = {
  dossier: {
    titre: 'Valide : rien n’a changé, rien ne manque',
    explication:
      'Chaque pièce est celle qui a été signée ou versée, la suite des faits est entière, et les deux ministères en attestent.',
  },
  pdf: {
    titre: 'Valide : rien n’a changé depuis la signature',
    explication:
      'Le document est, octet pour octet, celui qui a été signé ; le signataire est reconnu et n’était pas révoqué.',
  },
  asic: {
    titre: 'Valide : ce pli est intact',
    explication: 'Chaque pièce du pli est celle que le cachet scelle ; les actes contenus sont signés.',
  },
  cades: {
    titre: 'Valide : rien n’a changé depuis la signature',
    explication: 'Le contenu est celui qui a été signé ; le signataire est reconnu et n’était pas révoqué.',
  },
  autre: { titre: 'Valide', explication: '' },
};

const AUTRES: Readonly<Record<Exclude<Verdict, 'valide'>, Phrase>> = {
  invalide: {
    titre: 'Invalide : ne pas s’y fier',
    explication: 'Un contrôle au moins a échoué. Les raisons suivent, et la pièce en cause est nommée.',
  },
  indetermine: {
    titre: 'Indéterminé : rien de faux, mais tout n’est pas prouvé',
    explication: 'Aucun contrôle n’a échoué, mais il manque de quoi conclure. Les raisons suivent.',
  },
  'non-signe': {
    titre: 'Rien à vérifier : ce fichier n’est pas signé, ou ne se lit pas',
    explication:
      'La page vérifie un dossier exporté (ZIP), un acte (PDF), un pli ou un accusé (ASiC), une signature (P7S).',
  },
};

/** Le verdict en une phrase, et ce qu'il veut dire. */
export const phraseDe = (verdict: Verdict, genre: Genre): Phrase =>
  verdict === 'valide' ? VALIDES[genre] : AUTRES[verdict];

/** Noms des valeurs d'un rapport de signature. */
export const LIBELLES = {
  genre: { signature: 'Signature', cachet: 'Cachet', horodatage: 'Horodatage' },
  integrite: { intacte: 'intacte', alteree: 'altérée' },
  couverture: {
    totale: 'tout le document',
    anterieure: 'le document tel qu’il était alors',
    partielle: 'une partie seulement',
  },
  chemin: {
    valide: 'reconnue',
    inconnu: 'autorité inconnue ici',
    expire: 'certificat expiré',
    invalide: 'fausse',
  },
  revocation: { bonne: 'non révoqué', revoquee: 'révoqué', inconnue: 'révocation inconnue' },
} as const;

const DATE = new Intl.DateTimeFormat('fr-FR', {
  dateStyle: 'long',
  timeStyle: 'medium',
  timeZone: 'Europe/Paris',
});

/** Un instant ISO en date et heure de Paris ; tel quel s'il ne se lit pas. */
export function enDate(iso: string): string {
  const instant = new Date(iso);
  return Number.isNaN(instant.getTime()) ? iso : DATE.format(instant);
}

/** Une taille en octets, en unites decimales. */
export function enTaille(octets: number): string {
  const [unite, diviseur] =
    octets >= 1e9 ? ['Go', 1e9] : octets >= 1e6 ? ['Mo', 1e6] : octets >= 1e3 ? ['ko', 1e3] : ['octets', 1];
  const valeur = octets / Number(diviseur);
  return `${valeur.toLocaleString('fr-FR', { maximumFractionDigits: valeur < 10 ? 1 : 0 })}\u00a0${unite}`;
}

/** Un nombre et son nom, au singulier ou au pluriel. */
export const compter = (nombre: number, un: string, plusieurs: string): string =>
  `${nombre.toLocaleString('fr-FR')}\u00a0${nombre < 2 ? un : plusieurs}`;

/** Texte venu d'un fichier : ni caractere de commande, ni inversion du sens de lecture. */
export const montrable = (texte: string): string => texte.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '\ufffd');
