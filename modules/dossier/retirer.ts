import { empreinte as versEmpreinte } from '@ppn/core';
import { type FaitDossier, idjDuFlux } from './faits.ts';
import type { PortsDossier, Tx } from './ports.ts';

type Tombe = Extract<FaitDossier, { type: 'piece-retiree' }>;

/** Pierres tombales qu'ordonnent les actes de ces faits : l'acte vise et les fichiers qu'il joint, une fois chacun. */
export async function pierresTombales(
  tx: Tx,
  flux: string,
  faits: readonly FaitDossier[],
  ports: Pick<PortsDossier, 'lireActe' | 'resumerMention'>,
): Promise<readonly FaitDossier[]> {
  const idj = idjDuFlux(flux);
  if (idj === undefined) return [];
  const tombes: Tombe[] = [];
  for (const fait of faits) {
    if (fait.type !== 'acte-scelle' && fait.type !== 'acte-recu') continue;
    const acte = await ports.lireActe(fait.donnees.empreinte);
    const mention = ports.resumerMention(acte);
    if (mention === undefined || mention.retrait === null) continue;
    const { retrait } = mention;
    const ordre = { acteId: acte.acteId, numero: acte.numero, empreinte: fait.donnees.empreinte };
    for (const piece of await piecesA(tx, idj, mention.vise.acteId))
      if (!tombes.some(({ donnees }) => donnees.piece === piece.piece))
        tombes.push({
          type: 'piece-retiree',
          donnees: { ...piece, ordre, article: retrait, octets: 'gardes' },
        });
  }
  return tombes;
}

type PieceARetirer = Pick<Tombe['donnees'], 'piece' | 'genre' | 'numero' | 'empreinte'>;

/** L'acte vise et ses fichiers joints, sauf ceux qu'un autre ordre a deja retires. */
async function piecesA(tx: Tx, idj: string, acteId: string): Promise<readonly PieceARetirer[]> {
  const dossier = await tx.selectFrom('dossier').select('contenu').where('idj', '=', idj).executeTakeFirst();
  const retirees = new Set(dossier?.contenu.retraits.map(({ piece }) => piece) ?? []);
  const pieces = await tx
    .selectFrom('piece')
    .select(['id as piece', 'genre', 'numero', 'empreinte'])
    .where('idj', '=', idj)
    .where((eb) => eb.or([eb('id', '=', acteId), eb('acte_id', '=', acteId)]))
    .orderBy('rang')
    .execute();
  return pieces
    .filter(({ piece }) => !retirees.has(piece))
    .map((piece) => ({ ...piece, empreinte: versEmpreinte(piece.empreinte) }));
}
