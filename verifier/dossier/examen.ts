import { createHash } from 'node:crypto';
import { lireAsic, lireJointe, validerAsic, validerEnveloppe, validerPdf } from '@ppn/sealing';
import type { Ancres, CodeDeSignature, RapportSignature } from '@ppn/sealing';
import { texteDe } from '@ppn/tlog';
import type { ComparerTexte } from '../fiche.ts';
import { estIndetermine } from './codes.ts';
import { lireJson } from './manifeste.ts';
import type { Condensats, LecteurDeDossier } from './modele.ts';

/** Un fichier a examiner : ses condensats toujours, et ce qu'il est. Rien d'autre que lui n'est lu. */
export type DemandeDExamen = {
  readonly nom: string;
  readonly genre: 'acte' | 'conteneur' | 'octets' | 'archive' | 'recepisse';
  /** Pour une archive B-LTA : le fichier de l'acte qu'elle doit prolonger. */
  readonly original?: string;
};

/** Ce que disent les signatures d'un acte et ses donnees. `texte` absent : son gabarit n'est pas connu ici. */
export type ExamenDActe = {
  readonly codes: readonly (CodeDeSignature | 'signature-absente')[];
  readonly signatures: readonly RapportSignature[];
  readonly motifs: readonly string[];
  /** `acte.json`, tel que lu ; `undefined` s'il manque ou ne se lit pas. */
  readonly donnees?: unknown;
  readonly texte?: 'conforme' | 'different';
};

/** Ce que dit un conteneur ASiC-E. `fautes` vide : cachet et pieces justes. */
export type ExamenDeConteneur = {
  readonly fautes: readonly string[];
  /** Ce qui reste non prouve, sans etre faux. */
  readonly doutes: readonly CodeDeSignature[];
  readonly signatures: readonly RapportSignature[];
  /** Le bordereau ou l'accuse, tel que lu. */
  readonly document?: unknown;
  /** SHA-256 hexa de chaque autre piece contenue. */
  readonly pieces: ReadonlyMap<string, string>;
  /** Texte de chaque preuve d'inscription contenue, par nom de piece. */
  readonly preuves: ReadonlyMap<string, string>;
};

/** L'examen d'un fichier. */
export type Examen = Condensats & {
  readonly acte?: ExamenDActe;
  readonly conteneur?: ExamenDeConteneur;
  /** Vrai si l'archive commence, octet pour octet, par l'original. */
  readonly prolonge?: boolean;
  /** `recepisse.json` d'un recepisse, tel que lu ; `undefined` s'il manque ou ne se lit pas. */
  readonly recepisse?: unknown;
};

/** Avec quelle confiance les fichiers sont examines. */
export type Confiance = { readonly ancres: Ancres; readonly a: Date };

/** Un examen ouvert : un fichier a la fois ou plusieurs ensemble, puis ferme. */
export type SeanceDExamen = {
  readonly examiner: (demande: DemandeDExamen) => Promise<Examen>;
  readonly fermer: () => void;
};
export type OuvrirExamen = (confiance: Confiance) => SeanceDExamen;

/** Plus gros acte et plus gros conteneur montes en memoire ; au-dela, ils sont dits illisibles. */
const ACTE_MAX = 512 * 1024 * 1024;
const BORNES_DE_PLI = { entrees: 10_100, taillePiece: 9 * 1024 * 1024, tailleTotale: 112 * 1024 * 1024 };
/** Au-dela, un fichier qui n'est que des octets se condense en flux. */
const EN_MEMOIRE = 8 * 1024 * 1024;
const CONTENEUR_MAX = 128 * 1024 * 1024;

/** Examine un fichier de l'archive, ici meme. */
export async function examiner(
  lecteur: LecteurDeDossier,
  demande: DemandeDExamen,
  contexte: Confiance & { readonly comparerTexte?: ComparerTexte },
): Promise<Examen> {
  const max =
    demande.genre === 'octets' ? EN_MEMOIRE : demande.genre === 'conteneur' ? CONTENEUR_MAX : ACTE_MAX;
  if ((lecteur.taille?.(demande.nom) ?? 0) > max) {
    const condensats = await (lecteur.condenser ?? condenserEnMemoire(lecteur))(demande.nom);
    return demande.genre === 'octets' ? condensats : tropGros(demande, condensats);
  }
  const octets = await lecteur.lire(demande.nom);
  const condensats = condenser(octets);
  switch (demande.genre) {
    case 'octets':
      return condensats;
    case 'acte':
      return { ...condensats, acte: await examinerActe(octets, contexte) };
    case 'archive':
      return {
        ...condensats,
        acte: await examinerSignatures(octets, contexte),
        prolonge: await prolonge(lecteur, octets, demande.original),
      };
    case 'recepisse':
      return {
        ...condensats,
        acte: await examinerSignatures(octets, contexte),
        recepisse: await lireDonnees(octets, 'recepisse.json'),
      };
    case 'conteneur':
      return { ...condensats, conteneur: await examinerConteneur(octets, contexte) };
  }
}

async function prolonge(
  { noms, lire }: LecteurDeDossier,
  archive: Uint8Array,
  original: string | undefined,
): Promise<boolean> {
  if (original === undefined || !noms.includes(original)) return false;
  const attendu = await lire(original);
  return attendu.length > 0 && Buffer.compare(archive.subarray(0, attendu.length), attendu) === 0;
}

const condenserEnMemoire =
  ({ lire }: LecteurDeDossier) =>
  async (nom: string): Promise<Condensats> =>
    condenser(await lire(nom));

function condenser(octets: Uint8Array): Condensats {
  const calculer = (algorithme: string): string => createHash(algorithme).update(octets).digest('hex');
  return { taille: octets.length, sha256: calculer('sha256'), sha3_512: calculer('sha3-512') };
}

function tropGros({ genre }: DemandeDExamen, condensats: Condensats): Examen {
  const motif = 'trop gros pour être jugé';
  return genre !== 'conteneur'
    ? { ...condensats, acte: { codes: ['signature-fausse'], signatures: [], motifs: [motif] } }
    : { ...condensats, conteneur: { fautes: [motif], doutes: [], signatures: [], ...SANS_PIECE } };
}

const SANS_PIECE = { pieces: new Map(), preuves: new Map() } as const;

async function examinerActe(
  octets: Uint8Array,
  { ancres, a, comparerTexte }: Confiance & { readonly comparerTexte?: ComparerTexte },
): Promise<ExamenDActe> {
  const signatures = await examinerSignatures(octets, { ancres, a });
  const donnees = await lireDonnees(octets, 'acte.json');
  const texte = donnees === undefined ? undefined : await comparerTexte?.(octets, donnees);
  return {
    ...signatures,
    ...(donnees === undefined ? {} : { donnees }),
    ...(texte === undefined ? {} : { texte }),
  };
}

async function examinerSignatures(octets: Uint8Array, { ancres, a }: Confiance): Promise<ExamenDActe> {
  const rapport = await validerPdf(octets, ancres, { a });
  return { codes: codesDuDocument(rapport), signatures: rapport.signatures, motifs: rapport.motifs };
}

/** Un PDF sans champ signe n'est pas signe ; un PDF illisible, ou qui porte autre chose que ses champs, est faux. */
function codesDuDocument(rapport: Awaited<ReturnType<typeof validerPdf>>): ExamenDActe['codes'] {
  const engage = rapport.signatures.some(({ genre }) => genre !== 'horodatage');
  const codes = rapport.signatures.flatMap((signature) => signature.codes);
  if (!engage && codes.length === 0)
    return [estSansChamp(rapport.motifs) ? 'signature-absente' : 'signature-fausse'];
  const ailleurs = rapport.verdict !== 'valide' && codes.length === 0;
  return [...new Set([...codes, ...(ailleurs ? (['signature-fausse'] as const) : [])])];
}

const estSansChamp = (motifs: readonly string[]): boolean =>
  motifs.length === 0 ||
  motifs.some(
    (motif) => motif.startsWith('aucune signature') || motif.includes('n’est plus dans ses champs'),
  );

async function lireDonnees(octets: Uint8Array, nom: string): Promise<unknown> {
  try {
    const jointe = await lireJointe(octets, nom);
    return jointe === undefined ? undefined : lireJson(jointe);
  } catch (cause) {
    if (cause instanceof Error) return undefined;
    throw cause;
  }
}

const DOCUMENTS: ReadonlySet<string> = new Set(['pli/bordereau.json', 'pli/accuse.json']);

async function examinerConteneur(octets: Uint8Array, { ancres, a }: Confiance): Promise<ExamenDeConteneur> {
  const [lu, rapport] = [
    await lireAsic(octets, BORNES_DE_PLI),
    await validerAsic(octets, ancres, { a, actes: false }),
  ];
  if (!lu.ok) return { fautes: [lu.refus], doutes: [], signatures: rapport.signatures, ...SANS_PIECE };
  const codes = rapport.signatures.flatMap((signature) => signature.codes);
  const faux =
    rapport.verdict === 'non-signe' || (rapport.verdict === 'invalide' && codes.every(estIndetermine));
  const jugees = new Map(rapport.pieces.map((piece) => [piece.nom, String(piece.empreinte)]));
  // Deux lecteurs d'archive : ce que l'un a juge doit etre, octet pour octet, ce que l'autre rend.
  const ecart = [...lu.valeur.pieces].some(([nom, contenu]) => jugees.get(nom) !== sha256(contenu));
  const document = [...lu.valeur.pieces].find(([nom]) => DOCUMENTS.has(nom))?.[1];
  return {
    fautes:
      faux ||
      ecart ||
      codes.some((code) => !estIndetermine(code)) ||
      codes.length + rapport.signatures.length === 0
        ? [
            ...rapport.motifs,
            ...rapport.signatures.flatMap(({ motifs }) => motifs),
            'son cachet n’est pas bon',
          ]
        : [],
    doutes: [...new Set(codes.filter(estIndetermine))],
    signatures: rapport.signatures,
    ...(document === undefined ? {} : { document: lireJson(document) }),
    pieces: new Map([...jugees].filter(([nom]) => !DOCUMENTS.has(nom))),
    preuves: new Map(
      [...lu.valeur.pieces].flatMap(([nom, contenu]) =>
        nomDePreuve(nom) === undefined ? [] : [[nom, texteDe(contenu) ?? ''] as const],
      ),
    ),
  };
}

/** L'acte que prouve une piece de ce nom, si c'est une preuve (docs/preuve.md §5.1). */
export const nomDePreuve = (nom: string): string | undefined => /^preuves\/(.+)\.tlog-proof$/u.exec(nom)?.[1];

const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');

/** Juge le sceau du manifeste ; `fautes` vide s'il est bon. */
export async function examinerSceau(
  sceau: Uint8Array,
  contenu: Uint8Array,
  { ancres, a }: Confiance,
): Promise<Pick<ExamenDeConteneur, 'fautes' | 'doutes' | 'signatures'>> {
  const rapport = await validerEnveloppe({ cms: sceau, contenu, ancres, a });
  const codes = rapport.signatures.flatMap((signature) => signature.codes);
  const juste = rapport.signatures.length === 1 && rapport.motifs.length === 0 && codes.every(estIndetermine);
  return {
    fautes: juste
      ? []
      : [
          ...rapport.motifs,
          ...rapport.signatures.flatMap(({ motifs }) => motifs),
          'la signature n’est pas bonne',
        ],
    doutes: codes.filter(estIndetermine),
    signatures: rapport.signatures,
  };
}

/** Le cachet de chaque service, par l'organisation de son certificat (docs/preuve.md §7.1). */
const ORGANISATIONS: Readonly<Record<string, string>> = {
  interieur: 'Ministère de l’intérieur',
  justice: 'Ministère de la justice',
};

/** Vrai si toutes ces signatures sont des cachets de ce service. */
export const estCachetDe = (service: string, signatures: readonly RapportSignature[]): boolean =>
  signatures.length > 0 &&
  signatures.every(
    ({ signataire }) =>
      signataire.organisation === ORGANISATIONS[service] &&
      signataire.matricule === undefined &&
      !/(?:^|, |\+)(?:SN|GN)=/u.test(signataire.sujet),
  );
