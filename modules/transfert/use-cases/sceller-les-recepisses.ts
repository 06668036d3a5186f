import { horodate, reussite } from '@ppn/core';
import { scellerPdfParCachet } from '@ppn/sealing';
import { changer, chargerDepot } from '../consigner.ts';
import { type Depot, recepissesDus } from '../domain/depot.ts';
import type { GenreDeRecepisse } from '../domain/faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { CHAMP_DU_CACHET, modeleDuRecepisse } from '../recepisse.ts';

const LOT = 20;

/** Scelle les recepisses dus. Horodatage muet : ils attendent le tour suivant, l'alarme le dit. Rend combien sont scelles. */
export async function scellerLesRecepisses(ports: PortsTransfert): Promise<number> {
  const attendus = await ports.db
    .selectFrom('depot')
    .select('id')
    .where('recepisses_dus', '>', 0)
    .limit(LOT)
    .execute();
  let scelles = 0;
  for (const { id } of attendus) {
    const depot = await chargerDepot(ports.db, id);
    for (const { genre, destinataire } of depot === undefined ? [] : recepissesDus(depot))
      if (depot !== undefined && (await sceller(ports, depot, { genre, pour: destinataire }))) scelles += 1;
  }
  return scelles;
}

type Voulu = { readonly genre: GenreDeRecepisse; readonly pour: string | null };

async function sceller(ports: PortsTransfert, depot: Depot, { genre, pour }: Voulu): Promise<boolean> {
  const a = ports.maintenant().toISOString();
  try {
    const pdf = await ports.composer(modeleDuRecepisse(depot, { genre, pour, a }));
    const { cachet, horodateur } = ports;
    const signe = await scellerPdfParCachet({
      pdf,
      champ: CHAMP_DU_CACHET,
      signeA: horodate(a),
      cachet,
      horodateur,
    });
    const range = await ports.magasin.deposerOctets(signe);
    if (!range.ok) throw new Error(range.refus);
    const { empreinte, taille } = range.valeur;
    await changer<never>(ports.db, {
      id: depot.depose.depot,
      auteur: 'plate-forme',
      maintenant: ports.maintenant(),
      decider: (actuel) =>
        reussite(
          actuel === undefined ||
            !recepissesDus(actuel).some((du) => du.genre === genre && du.destinataire === pour)
            ? []
            : [{ type: 'recepisse-scelle', donnees: { genre, destinataire: pour, empreinte, taille, a } }],
        ),
    });
    return true;
  } catch (cause) {
    ports.alarmer('Récépissé en attente', {
      depot: depot.depose.depot,
      genre,
      erreur: cause instanceof Error ? cause.message : String(cause),
    });
    return false;
  }
}
