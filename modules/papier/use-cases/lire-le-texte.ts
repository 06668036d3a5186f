import { empreinte as versEmpreinte } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import { refuser } from '@ppn/http';
import { texteDePiece, type TexteDePiece } from '../contract.ts';
import { MOTEUR } from '../ocr/moteur.ts';
import type { ALire } from '../ocr/protocole.ts';
import type { PortsPapier } from '../ports.ts';

const OCTETS_MAX = 64 * 1024 * 1024;
const PAGES_MAX = 30;
const IMAGES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp', 'image/bmp', 'image/tiff'];

/**
 * Texte d'une piece ou d'un fichier du dossier, page par page : lu une fois, puis garde au magasin. L'agent est deja autorise et
 * trace. Refuse en 404 une piece inconnue, en 422 ce qui n'a pas de page ou ne se lit pas.
 */
export const lireLeTexte = (ports: PortsPapier, etat: Etat, id: string): Promise<TexteDePiece> =>
  texteDeLaPiece(ports, etat.idj, id);

/** Le meme texte, pour un lecteur qui n'est pas un agent (l'index de recherche) : rien n'est autorise ni trace ici. */
export async function texteDeLaPiece(ports: PortsPapier, idj: string, id: string): Promise<TexteDePiece> {
  const piece = await pieceDe(ports, idj, id);
  if (piece === undefined) throw refuser(404, 'piece-inconnue', 'Cette pièce n’est pas au dossier.');
  return (await texteGarde(ports, piece.empreinte)) ?? (await garder(ports, piece));
}

type Piece = { readonly empreinte: string; readonly typeMime: string; readonly taille: number };

/** Une piece scellee, ou un fichier depose pas encore scelle. */
async function pieceDe(
  { dossier: { db } }: PortsPapier,
  idj: string,
  id: string,
): Promise<Piece | undefined> {
  const colonnes = ['empreinte', 'type_mime', 'taille'] as const;
  const lue =
    (await db
      .selectFrom('piece')
      .select(colonnes)
      .where('idj', '=', idj)
      .where('id', '=', id)
      .executeTakeFirst()) ??
    (await db
      .selectFrom('fichier')
      .select(colonnes)
      .where('idj', '=', idj)
      .where('id', '=', id)
      .executeTakeFirst());
  return lue && { empreinte: lue.empreinte, typeMime: lue.type_mime, taille: lue.taille };
}

async function texteGarde(
  { db, dossier }: PortsPapier,
  empreinte: string,
): Promise<TexteDePiece | undefined> {
  const garde = await db
    .selectFrom('texte_reconnu')
    .select('objet')
    .where('empreinte', '=', empreinte)
    .executeTakeFirst();
  if (garde === undefined) return undefined;
  const octets = await dossier.magasin.lireOctets(versEmpreinte(garde.objet), OCTETS_MAX);
  return texteDePiece.parse(JSON.parse(new TextDecoder().decode(octets)));
}

async function garder(ports: PortsPapier, piece: Piece): Promise<TexteDePiece> {
  const genre = genreDe(piece);
  if (genre === undefined)
    throw refuser(422, 'sans-page', 'Le texte d’une pièce se lit d’une image ou d’un PDF de 64 Mo au plus.');
  const octets = await ports.dossier.magasin.lireOctets(versEmpreinte(piece.empreinte), OCTETS_MAX);
  const lu = await ports.lireLesPages({ genre, octets, pagesMax: PAGES_MAX });
  if (!lu.ok) throw refuser(422, `lecture-${lu.refus}`, PHRASES[lu.refus]);
  const texte: TexteDePiece = {
    pages: [...lu.valeur.pages],
    reste: lu.valeur.reste,
    moteur: MOTEUR,
    certifie: false,
  };
  const depose = await ports.dossier.magasin.deposerOctets(new TextEncoder().encode(JSON.stringify(texte)));
  if (!depose.ok) throw new Error(depose.refus);
  await ports.db
    .insertInto('texte_reconnu')
    .values({
      empreinte: piece.empreinte,
      objet: depose.valeur.empreinte,
      moteur: MOTEUR,
      lu_a: ports.dossier.maintenant(),
    })
    .onConflict((conflit) => conflit.column('empreinte').doNothing())
    .execute();
  return texte;
}

const genreDe = ({ typeMime, taille }: Piece): ALire['genre'] | undefined => {
  if (taille > OCTETS_MAX) return undefined;
  if (typeMime === 'application/pdf') return 'pdf';
  return IMAGES.includes(typeMime) ? 'image' : undefined;
};

const PHRASES = {
  'trop-long': 'La lecture du texte a été abandonnée : elle demandait plus de deux minutes.',
  'trop-lourd': 'La lecture du texte a été abandonnée : elle demandait trop de mémoire.',
  illisible: 'Le texte de cette pièce n’a pas pu être lu. La pièce elle-même reste consultable.',
} as const;
