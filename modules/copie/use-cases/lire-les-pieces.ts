import type { Etat, PortsDossier, TablesDossier } from '@ppn/dossier';
import type { Selectable } from 'kysely';
import { type PieceATrier, type PieceTriee, trier } from '../domain/trier.ts';
import type { PieceChoisie } from '../tables.ts';

/** Une piece du dossier, avec de quoi la trier et la copier. */
export type PieceLue = PieceATrier & Omit<PieceChoisie, 'cote'>;

/** Les pieces du dossier, cotees et triees : ce qui peut partir, ce qui reste et pourquoi. */
export async function lireLesPieces(
  { db, actesEnAttente }: Pick<PortsDossier, 'db' | 'actesEnAttente'>,
  { idj, retraits }: Pick<Etat, 'idj' | 'retraits'>,
): Promise<readonly PieceTriee<PieceLue>[]> {
  const [lignes, attente, occultations] = await Promise.all([
    db.selectFrom('piece').selectAll().where('idj', '=', idj).orderBy('rang').execute(),
    actesEnAttente(idj),
    db.selectFrom('occultation').selectAll().where('idj', '=', idj).execute(),
  ]);
  const occultees = new Map(occultations.map((une) => [une.piece, une]));
  const retirees = new Set(retraits.map(({ piece }) => piece));
  return trier(
    lignes.map((ligne) => ({
      id: ligne.id,
      genre: ligne.genre,
      numero: ligne.numero,
      ...ceQuiSeCommunique(ligne, occultees.get(ligne.id)),
      acteId: ligne.acte_id,
      enAttente: attente.has(ligne.id),
      retiree: retirees.has(ligne.id),
      integre: ligne.integre,
    })),
  );
}

type Ligne = Selectable<TablesDossier['piece']>;
type Occultation = Selectable<TablesDossier['occultation']>;

/** Les octets a copier : la version occultee a la place de l'original, si elle vient de ces octets-la ; elle leve l'attente. */
function ceQuiSeCommunique(ligne: Ligne, occultation: Occultation | undefined) {
  if (occultation?.empreinte !== ligne.empreinte)
    return {
      titre: ligne.titre,
      typeMime: ligne.type_mime,
      taille: ligne.taille,
      empreinte: ligne.empreinte,
      apercu: ligne.apercu,
      reserve: ligne.reserve,
    };
  return {
    titre: `${ligne.titre} (version occultée)`,
    typeMime: 'application/pdf',
    taille: occultation.taille,
    empreinte: occultation.occultee,
    apercu: null,
    reserve: ligne.reserve === 'occultation-attendue' ? null : ligne.reserve,
  };
}
