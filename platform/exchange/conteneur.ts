import { createHash } from 'node:crypto';
import { type Empreinte, empreinte, type Result, refus, reussite } from '@ppn/core';
import { lireAsic, scellerAsic, validerAsic } from '@ppn/sealing';
import {
  type Accuse,
  accuse,
  type Bordereau,
  bordereau,
  NOM_ACCUSE,
  NOM_BORDEREAU,
  type PieceAnnoncee,
  ROLE_PREUVE,
} from './bordereau.ts';
import type { ReglagesNoeud } from './reglages.ts';
import type { Envoi } from './tables.ts';
import { type PreuveAJoindre, teteAJoindre } from './tetes.ts';

const Mio = 1024 * 1024;
/** Au-dela, une piece voyage hors du conteneur. */
const PIECE_CONTENUE_MAX = 8 * Mio;
/** Total des pieces contenues. */
const CONTENU_MAX = 64 * Mio;
/** Bornes de lecture d'un conteneur recu. */
export const BORNES = {
  entrees: 10_100,
  taillePiece: PIECE_CONTENUE_MAX + Mio,
  tailleTotale: CONTENU_MAX + 48 * Mio,
} as const;

/** SHA-256 d'octets. */
export const sha256 = (octets: Uint8Array): Empreinte =>
  empreinte(createHash('sha256').update(octets).digest('hex'));

/** Compose le pli scelle d'un envoi ; les pieces trop grandes restent externes. Lance si un objet manque ou est altere. */
export async function composerPli(
  envoi: Envoi,
  reglages: ReglagesNoeud,
): Promise<{ octets: Uint8Array; externes: readonly PieceAnnoncee[]; tete: string | undefined }> {
  const pieces = repartir(envoi);
  const preuves = (await reglages.preuve?.preuvesDe?.(envoi)) ?? [];
  const portee = await teteAJoindre(envoi.objet, reglages);
  const contenu: Bordereau = {
    schema: 'ppn/bordereau@1',
    pli: uuidDe(envoi.id),
    rang: envoi.rang,
    genre: envoi.genre,
    objet: envoi.objet,
    emetteur: reglages.moi,
    destinataire: reglages.pair.nom,
    emisA: envoi.emis_a.toISOString(),
    pieces: [...pieces, ...preuves.map(annoncer)],
    message: envoi.message,
    ...portee,
  };
  const octets = [{ nom: NOM_BORDEREAU, typeMime: 'application/json', octets: json(contenu) }];
  for (const piece of pieces)
    if (!piece.externe)
      octets.push({
        nom: piece.nom,
        typeMime: piece.typeMime,
        octets: await reglages.magasin.lireOctets(piece.empreinte, PIECE_CONTENUE_MAX),
      });
  octets.push(...preuves.map(({ nom, octets: preuve }) => ({ nom, typeMime: TYPE_PREUVE, octets: preuve })));
  return {
    octets: await scellerAsic({ pieces: octets, cachet: reglages.cachet, horodateur: reglages.horodateur }),
    externes: pieces.filter(({ externe }) => externe),
    tete: portee.tete,
  };
}

const TYPE_PREUVE = 'text/plain';

const annoncer = ({ nom, octets }: PreuveAJoindre): PieceAnnoncee => ({
  nom,
  empreinte: sha256(octets),
  taille: octets.length,
  typeMime: TYPE_PREUVE,
  role: ROLE_PREUVE,
  externe: false,
});

function repartir({ pieces }: Envoi): readonly PieceAnnoncee[] {
  let total = 0;
  return pieces.map((piece) => {
    const externe = piece.taille > PIECE_CONTENUE_MAX || total + piece.taille > CONTENU_MAX;
    if (!externe) total += piece.taille;
    return {
      nom: piece.nom,
      empreinte: empreinte(piece.empreinte),
      taille: piece.taille,
      typeMime: piece.typeMime,
      role: piece.role,
      externe,
    };
  });
}

/** Pieces externes d'un envoi deja prepare. */
export const externesDe = (envoi: Envoi): readonly PieceAnnoncee[] =>
  repartir(envoi).filter(({ externe }) => externe);

/** Un pli lu : bordereau et octets, ou les motifs du refus (cachet, integrite, bordereau), en francais. */
export type PliLu = { readonly bordereau: Bordereau; readonly pieces: ReadonlyMap<string, Uint8Array> };

/** Ouvre un pli : conteneur et cachet valides, cachet du pair, bordereau lisible, pieces exactement celles annoncees. */
export async function ouvrirPli(
  octets: Uint8Array,
  attendu: { readonly pli: string },
  reglages: ReglagesNoeud,
): Promise<Result<PliLu, readonly string[]>> {
  const pieces = await ouvrirConteneur(octets, reglages);
  if (!pieces.ok) return pieces;
  const lu = bordereau.safeParse(lireJson(pieces.valeur.get(NOM_BORDEREAU)));
  if (!lu.success) return refus(['Le bordereau du pli est absent ou illisible.']);
  const motifs = [...motifsDAdresse(lu.data, attendu, reglages), ...motifsDePieces(lu.data, pieces.valeur)];
  return motifs.length > 0 ? refus(motifs) : reussite({ bordereau: lu.data, pieces: pieces.valeur });
}

function motifsDAdresse(
  lu: Bordereau,
  attendu: { readonly pli: string },
  { moi, pair }: ReglagesNoeud,
): readonly string[] {
  return [
    ...(lu.pli === attendu.pli
      ? []
      : ['Ce pli porte un autre identifiant que celui annoncé : il a pu être rejoué.']),
    ...(lu.destinataire === moi ? [] : [`Ce pli est adressé à « ${lu.destinataire} », pas à « ${moi} ».`]),
    ...(lu.emetteur === pair.nom ? [] : [`Ce pli se dit émis par « ${lu.emetteur} », inconnu ici.`]),
  ];
}

function motifsDePieces(lu: Bordereau, pieces: ReadonlyMap<string, Uint8Array>): readonly string[] {
  const annoncees = new Set(lu.pieces.filter(({ externe }) => !externe).map(({ nom }) => nom));
  const enTrop = [...pieces.keys()].filter((nom) => nom !== NOM_BORDEREAU && !annoncees.has(nom));
  const noms = new Set(lu.pieces.map(({ nom }) => nom));
  return [
    ...(noms.size === lu.pieces.length ? [] : ['Le bordereau annonce deux fois la même pièce.']),
    ...enTrop.map((nom) => `La pièce « ${nom} » est dans le pli sans être annoncée au bordereau.`),
    ...lu.pieces
      .filter(({ externe }) => !externe)
      .flatMap((piece) => motifsDUnePiece(piece, pieces.get(piece.nom))),
  ];
}

function motifsDUnePiece(annoncee: PieceAnnoncee, octets: Uint8Array | undefined): readonly string[] {
  if (!octets) return [`La pièce « ${annoncee.nom} » est annoncée mais absente du pli.`];
  if (octets.length !== annoncee.taille || sha256(octets) !== annoncee.empreinte)
    return [`La pièce « ${annoncee.nom} » ne correspond pas à l’empreinte du bordereau.`];
  return [];
}

/** Scelle un accuse. */
export const scellerAccuse = (contenu: Accuse, { cachet, horodateur }: ReglagesNoeud): Promise<Uint8Array> =>
  scellerAsic({
    pieces: [{ nom: NOM_ACCUSE, typeMime: 'application/json', octets: json(contenu) }],
    cachet,
    horodateur,
  });

/** Lit un accuse du pair pour un pli donne ; sinon la raison. */
export async function lireAccuse(
  octets: Uint8Array,
  attendu: { readonly pli: string; readonly empreinte: string },
  reglages: ReglagesNoeud,
): Promise<Result<Accuse, string>> {
  const pieces = await ouvrirConteneur(octets, reglages);
  if (!pieces.ok) return refus(pieces.refus.join(' '));
  const lu = accuse.safeParse(lireJson(pieces.valeur.get(NOM_ACCUSE)));
  if (!lu.success) return refus('L’accusé de réception est illisible.');
  if (lu.data.pli !== attendu.pli || lu.data.empreinteDuPli !== attendu.empreinte)
    return refus('L’accusé de réception porte sur un autre pli.');
  return lu.data.emetteur === reglages.pair.nom
    ? reussite(lu.data)
    : refus('L’accusé de réception vient d’un autre service.');
}

async function ouvrirConteneur(
  octets: Uint8Array,
  reglages: ReglagesNoeud,
): Promise<Result<ReadonlyMap<string, Uint8Array>, readonly string[]>> {
  const lu = await lireAsic(octets, BORNES);
  if (!lu.ok) return refus([`Conteneur illisible : ${lu.refus}`]);
  const rapport = await validerAsic(octets, await reglages.ancres(), { actes: false });
  if (rapport.verdict !== 'valide')
    return refus([
      'Le cachet du pli n’est pas valide.',
      ...rapport.motifs,
      ...rapport.signatures.flatMap(({ motifs }) => motifs),
    ]);
  if (!rapport.signatures.some(({ signataire }) => reglages.pair.cachet(signataire.organisation ?? '')))
    return refus(['Le pli est scellé par un autre cachet que celui du pair.']);
  // Deux lecteurs d'archive : ce que l'un a juge doit etre, octet pour octet, ce que l'autre rend.
  const jugees = new Map(rapport.pieces.map((piece) => [piece.nom, piece.empreinte]));
  for (const [nom, contenu] of lu.valeur.pieces)
    if (jugees.get(nom) !== sha256(contenu))
      return refus([`La pièce « ${nom} » n’est pas celle que couvre le cachet.`]);
  return reussite(lu.valeur.pieces);
}

const json = (valeur: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(valeur, null, 1));

function lireJson(octets: Uint8Array | undefined): unknown {
  try {
    return octets === undefined
      ? undefined
      : JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch {
    return undefined;
  }
}

const uuidDe = (id: string): Bordereau['pli'] => bordereau.shape.pli.parse(id);
