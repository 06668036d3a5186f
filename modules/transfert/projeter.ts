import { type Depot, recepissesDus, suiviDe, toutRemis } from './domain/depot.ts';
import { finDuJour } from './domain/echeances.ts';
import type { Tx } from './tables.ts';

/** Ecrit les projections d'un depot replie ; le meme etat donne les memes lignes, quel que soit le chemin. */
export async function projeter(tx: Tx, depot: Depot): Promise<void> {
  const { depose } = depot;
  const ligne = {
    etat: depot.etat,
    echeance: depot.echeance,
    fin_prevue: new Date(finDuJour(depot.echeance)),
    fin_a: depot.finA,
    efface: depot.efface,
    recepisses_dus: recepissesDus(depot).length,
    version: depot.version,
  };
  await tx
    .insertInto('depot')
    .values({
      id: depose.depot,
      zone: depose.zone,
      objet: depose.objet,
      idj: depose.idj,
      nature: depose.nature,
      droits: depose.droits,
      expediteur: depose.expediteur.id,
      expediteur_nom: depose.expediteur.nom,
      fichiers: depose.fichiers.length,
      octets: depose.fichiers.reduce((total, { longueur }) => total + longueur, 0),
      depose_a: depose.deposeA,
      ministere: depose.ministere ?? null,
      organisation: depose.expediteur.organisation,
      ...ligne,
    })
    .onConflict((conflit) => conflit.column('id').doUpdateSet(ligne))
    .execute();
  for (const { id, nom } of depose.destinataires) {
    const { aviseA, refus, ouvertA, remis } = suiviDe(depot, id);
    const suivi = {
      avise_a: aviseA,
      refus,
      ouvert_a: ouvertA,
      remis: remis.size,
      remis_a: finDeRemise(depot, id),
    };
    await tx
      .insertInto('depot_destinataire')
      .values({ depot: depose.depot, destinataire: id, nom, ...suivi })
      .onConflict((conflit) => conflit.columns(['depot', 'destinataire']).doUpdateSet(suivi))
      .execute();
  }
}

/** L'instant ou ce destinataire a eu son dernier fichier ; nul s'il lui en manque. */
const finDeRemise = (depot: Depot, id: string): string | null =>
  toutRemis(depot, id) ? ([...suiviDe(depot, id).remis.values()].toSorted().at(-1) ?? null) : null;
