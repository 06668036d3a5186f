import type { Ancres } from '../ancres.ts';
import { validerEnveloppe } from '../cms/valider-cms.ts';
import { nonSigne, pireVerdict } from '../rapport.ts';
import type { Rapport, RapportSignature, Verdict } from '../rapport.ts';
import { ErreurArchive, ouvrirArchive } from './archive.ts';
import type { Archive, SourceDArchive } from './archive.ts';
import type { Jugement, LecteurDePiece } from './jugement.ts';
import { lireManifesteXml } from './manifeste.ts';
import { jugerPieces } from './pieces.ts';
import type { RapportPiece } from './pieces.ts';
import { PETIT, jugerUneSignature, sansSignature } from './signatures-asic.ts';

/** Le jugement d'un conteneur ASiC et de chacune de ses pieces. */
export type RapportAsic = Rapport & { readonly pieces: readonly RapportPiece[] };

/** `actes: false` ne juge pas les PDF contenus, seulement leurs empreintes ; `surPiece` recoit les octets des PDF, JSON et preuves contenus. */
export type OptionsAsic = { readonly a?: Date; readonly actes?: boolean; readonly surPiece?: LecteurDePiece };

/** Valide un ASiC-E ou ASiC-S a signatures CAdES (EN 319 162-1), en memoire. Les conteneurs XAdES sont reconnus, sans plus. */
export const validerAsic = (
  octets: Uint8Array,
  ancres: Ancres,
  options: OptionsAsic = {},
): Promise<RapportAsic> => valider({ octets }, ancres, options);

/** Comme `validerAsic`, sur un fichier lu en flux : un pli de plusieurs Gio ne monte pas en memoire. */
export const validerFichierAsic = (
  chemin: string,
  ancres: Ancres,
  options: OptionsAsic = {},
): Promise<RapportAsic> => valider({ chemin }, ancres, options);

async function valider(source: SourceDArchive, ancres: Ancres, options: OptionsAsic): Promise<RapportAsic> {
  let archive: Archive | undefined;
  try {
    archive = await ouvrirArchive(source);
    return await jugerConteneur(archive, {
      ancres,
      a: options.a ?? new Date(),
      actes: options.actes ?? true,
      ...(options.surPiece === undefined ? {} : { surPiece: options.surPiece }),
    });
  } catch (erreur) {
    if (erreur instanceof ErreurArchive) return abime(erreur.message);
    throw erreur;
  } finally {
    archive?.fermer();
  }
}

/** Un conteneur illisible a pu etre altere : invalide, sans rien pouvoir dire de ses signatures. */
const abime = (motif: string): RapportAsic => ({
  verdict: 'invalide',
  signatures: [],
  motifs: [`conteneur illisible : ${motif}`],
  pieces: [],
});

async function jugerConteneur(archive: Archive, jugement: Jugement): Promise<RapportAsic> {
  const noms = [...archive.entrees.keys()];
  const meta = noms.filter((nom) => nom.startsWith('META-INF/'));
  const donnees = noms.filter((nom) => nom !== 'mimetype' && !nom.startsWith('META-INF/'));
  if (meta.some((nom) => /^META-INF\/[^/]*signatures[^/]*\.xml$/iu.test(nom)))
    return {
      verdict: 'indetermine',
      signatures: [],
      motifs: ['format non pris en charge : conteneur à signatures XAdES'],
      pieces: [],
    };
  if (!(await mimetypeAdmis(archive))) return abime('son fichier « mimetype » n’annonce pas un ASiC');
  const manifestes = meta
    .filter((nom) => /^META-INF\/ASiC(?:Archive)?Manifest[^/]*\.xml$/iu.test(nom))
    .sort();
  const simple = meta.find((nom) => /^META-INF\/signature[^/]*\.p7s$/iu.test(nom));
  if (manifestes.length > 0) return jugerManifestes(archive, { ...jugement, manifestes, donnees, meta });
  if (simple !== undefined && donnees.length === 1)
    return jugerSimple(archive, { ...jugement, signature: simple, piece: donnees[0] ?? '' });
  if (meta.some((nom) => /evidencerecord|\.tst$/iu.test(nom)))
    return {
      verdict: 'indetermine',
      signatures: [],
      motifs: [
        'format non pris en charge : conteneur sans signature, à horodatage ou dossier de preuve seul',
      ],
      pieces: [],
    };
  return { ...nonSigne('aucune signature dans ce conteneur'), pieces: [] };
}

/** Absent, ou l'un des deux types ASiC (EN 319 162-1 annexe A.1). */
async function mimetypeAdmis(archive: Archive): Promise<boolean> {
  if (!archive.entrees.has('mimetype')) return true;
  const octets = await archive.lire('mimetype', 200);
  return (
    octets !== undefined &&
    /^application\/vnd\.etsi\.asic-[es]\+zip\s*$/u.test(Buffer.from(octets).toString('latin1'))
  );
}

type Lot = Jugement & {
  readonly manifestes: readonly string[];
  readonly donnees: readonly string[];
  readonly meta: readonly string[];
};

async function jugerManifestes(archive: Archive, lot: Lot): Promise<RapportAsic> {
  const lus = await Promise.all(
    lot.manifestes.map(async (nom) => ({
      nom,
      octets: (await archive.lire(nom, PETIT)) ?? new Uint8Array(),
    })),
  );
  const manifestes = lus.map((lu) => ({ ...lu, manifeste: lireManifesteXml(lu.octets) }));
  const bons = manifestes.flatMap(({ manifeste }) => (typeof manifeste === 'string' ? [] : [manifeste]));
  const pieces = await jugerPieces(archive, {
    ...lot,
    references: bons.flatMap((manifeste) => manifeste.references),
  });
  const signatures = (
    await Promise.all(
      manifestes.map((lu) =>
        jugerUneSignature(archive, { ...lu, jugement: lot, donnees: lot.donnees, pieces }),
      ),
    )
  ).flat();
  const fautes = [
    ...manifestes.flatMap(({ nom, manifeste }) =>
      typeof manifeste === 'string' ? [`${nom} : ${manifeste}`] : [],
    ),
    ...pieces.flatMap((piece) =>
      piece.motifs.length === 0 ? [] : [`${piece.nom} : ${piece.motifs.join(' ; ')}`],
    ),
  ];
  return conclure({ archive, fautes, signatures, pieces, meta: lot.meta });
}

type Elements = {
  readonly archive: Archive;
  readonly fautes: readonly string[];
  readonly signatures: readonly RapportSignature[];
  readonly pieces: readonly RapportPiece[];
  readonly meta: readonly string[];
};

function conclure({ archive, fautes, signatures, pieces, meta }: Elements): RapportAsic {
  const verdicts: readonly Verdict[] = [
    ...signatures.map((signature) => signature.verdict),
    ...pieces.flatMap((piece) =>
      piece.acte !== undefined && piece.estActe && piece.acte.verdict !== 'non-signe'
        ? [piece.acte.verdict]
        : [],
    ),
    ...pieces
      .filter((piece) => piece.estActe && piece.acte?.verdict === 'non-signe')
      .map((): Verdict => 'invalide'),
    ...(fautes.length > 0 ? ['invalide' as const] : []),
  ];
  const notes = [
    ...(archive.mimetypeEnTete ? [] : ['le fichier « mimetype » n’est pas en tête du conteneur']),
    ...(meta.some((nom) => /evidencerecord/iu.test(nom))
      ? ['dossier de preuve (evidence record) présent, non vérifié']
      : []),
    ...pieces
      .filter((piece) => piece.estActe && piece.acte?.verdict === 'non-signe')
      .map((piece) => `${piece.nom} : acte sans signature`),
  ];
  return { verdict: pireVerdict(verdicts), signatures, motifs: [...fautes, ...notes], pieces };
}

async function jugerSimple(
  archive: Archive,
  demande: Jugement & { readonly signature: string; readonly piece: string },
): Promise<RapportAsic> {
  const [cms, contenu] = [
    await archive.lire(demande.signature, PETIT),
    await archive.lire(demande.piece, 16 * PETIT),
  ];
  if (cms === undefined || contenu === undefined)
    return {
      verdict: 'indetermine',
      signatures: [],
      motifs: ['pièce trop grosse pour ce format de conteneur'],
      pieces: [],
    };
  const rapport = await validerEnveloppe({ cms, contenu, ancres: demande.ancres, a: demande.a });
  const signatures =
    rapport.signatures.length === 0 ? [sansSignature(rapport.motifs.join(' ; '))] : rapport.signatures;
  const pieces = await jugerPieces(archive, { ...demande, donnees: [demande.piece], references: [] });
  const intacte = signatures.every((signature) => signature.integrite === 'intacte');
  const jugees = pieces.map((piece) => ({
    ...piece,
    listee: true,
    intacte,
    motifs: intacte ? [] : ['n’est pas le fichier signé'],
  }));
  return conclure({ archive, fautes: rapport.motifs, signatures, pieces: jugees, meta: [demande.signature] });
}
