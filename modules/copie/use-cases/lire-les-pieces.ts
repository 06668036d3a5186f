import type { Etat, PortsDossier } from '@ppn/dossier';
import { type PieceATrier, type PieceTriee, trier } from '../domain/trier.ts';
import type { PieceChoisie } from '../tables.ts';

/** Une piece du dossier, avec de quoi la trier et la copier. */
export type PieceLue = PieceATrier & Omit<PieceChoisie, 'cote'>;

/** Les pieces du dossier, cotees et triees : ce qui peut partir, ce qui reste et pourquoi. */
export async function lireLesPieces(
  { db, actesEnAttente }: Pick<PortsDossier, 'db' | 'actesEnAttente'>,
  { idj, retraits }: Pick<Etat, 'idj' | 'retraits'>,
): Promise<readonly PieceTriee<PieceLue>[]> {
  const [lignes, attente] = await Promise.all([
    db.selectFrom('piece').selectAll().where('idj', '=', idj).orderBy('rang').execute(),
    actesEnAttente(idj),
  ]);
  const retirees = new Set(retraits.map(({ piece }) => piece));
  return trier(
    lignes.map((ligne) => ({
      id: ligne.id,
      genre: ligne.genre,
      numero: ligne.numero,
      titre: ligne.titre,
      typeMime: ligne.type_mime,
      taille: ligne.taille,
      empreinte: ligne.empreinte,
      apercu: ligne.apercu,
      acteId: ligne.acte_id,
      enAttente: attente.has(ligne.id),
      retiree: retirees.has(ligne.id),
      integre: ligne.integre,
      reserve: ligne.reserve,
    })),
  );
}
