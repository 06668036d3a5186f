import type { Etat, PortsDossier } from '@ppn/dossier';
import type { PieceAAttester, PieceEnCours } from './domain/attester.ts';

/** Les pieces du dossier dans leur ordre, et ce qui les empecherait d'etre attestees. */
export async function piecesAAttester(
  { db, actesEnAttente }: Pick<PortsDossier, 'db' | 'actesEnAttente'>,
  { idj, retraits }: Etat,
): Promise<readonly PieceAAttester[]> {
  const [pieces, attente] = await Promise.all([
    db.selectFrom('piece').selectAll().where('idj', '=', idj).orderBy('rang').execute(),
    actesEnAttente(idj),
  ]);
  const retirees = new Set(retraits.map(({ piece }) => piece));
  return pieces.map((piece) => ({
    id: piece.id,
    genre: piece.genre,
    numero: piece.numero,
    titre: piece.titre,
    pages: piece.pages,
    empreinte: piece.empreinte,
    acteId: piece.acte_id,
    signataires: piece.signataires,
    enAttente: attente.has(piece.id),
    retiree: retirees.has(piece.id),
    integre: piece.integre,
  }));
}

/** Brouillons, actes geles et fichiers pas encore joints : ils ont un nom, mais ne sont pas des pieces. */
export async function piecesEnCours(
  { db, actesEnCours }: Pick<PortsDossier, 'db' | 'actesEnCours'>,
  idj: string,
): Promise<readonly PieceEnCours[]> {
  const [actes, fichiers] = await Promise.all([
    actesEnCours(idj),
    db.selectFrom('fichier').select(['id', 'nom']).where('idj', '=', idj).execute(),
  ]);
  return [
    ...actes.map(({ acteId, titre }) => ({ id: acteId, titre })),
    ...fichiers.map(({ id, nom }) => ({ id, titre: nom })),
  ];
}
