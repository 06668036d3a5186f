import { horodate, horodateEnFrancais, refus, reussite, type Result } from '@ppn/core';
import type { Etat } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { type Choix, choisir, type RefusDeCopie } from '../domain/trier.ts';
import type { PortsCopie } from '../ports.ts';
import type { PieceChoisie } from '../tables.ts';
import { lireLesPieces } from './lire-les-pieces.ts';

/** Une copie demandee par un agent deja autorise ; `id` vient du poste : la renvoyer n'en fait pas deux. */
export type DemandeDeCopie = Choix & { readonly id: string; readonly etat: Etat; readonly agent: Agent };

/** Met la copie en file : elle s'assemble et part vers PLINE hors de la demande. */
export async function demanderUneCopie(
  { db, dossier, reveiller }: PortsCopie,
  { id, etat, agent, ...choix }: DemandeDeCopie,
): Promise<Result<true, RefusDeCopie | { readonly code: 'identifiant-pris' }>> {
  const connue = await db
    .selectFrom('copie')
    .select(['idj', 'matricule'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (connue !== undefined)
    return connue.idj === etat.idj && connue.matricule === agent.matricule
      ? reussite(true)
      : refus({ code: 'identifiant-pris' });
  const triees = await lireLesPieces(dossier, etat);
  const choisies = choisir(triees, choix);
  if (!choisies.ok) return choisies;
  const maintenant = dossier.maintenant();
  const pieces = choisies.valeur.map(({ cote, piece }): PieceChoisie => ({
    id: piece.id,
    cote,
    titre: piece.titre,
    genre: piece.genre,
    typeMime: piece.typeMime,
    taille: piece.taille,
    empreinte: piece.empreinte,
    apercu: piece.apercu,
  }));
  const nom = `${agent.prenom} ${agent.nom}`;
  await db
    .insertInto('copie')
    .values({
      id,
      idj: etat.idj,
      matricule: agent.matricule,
      agent: nom,
      chapeau: `${etat.intitule}. Copie établie le ${horodateEnFrancais(horodate(maintenant.toISOString(), etat.unite.zone))} par ${nom}, ${agent.rattachement.libelle} : ${pieces.length} pièces sur ${triees.length}.`,
      pieces: JSON.stringify(pieces),
      laissees: triees.filter(({ motif }) => motif !== null).length,
      demandee_a: maintenant,
      prochaine_a: maintenant,
    })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
  reveiller();
  return reussite(true);
}
