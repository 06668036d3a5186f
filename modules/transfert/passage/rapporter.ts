import { dansUneTransaction } from '@ppn/postgres';
import { lireFlux } from '@ppn/journal';
import { mettreEnFile } from '../avis.ts';
import { chargerDepot } from '../consigner.ts';
import { type Depot, toutRemis } from '../domain/depot.ts';
import type { FaitRapportable } from '../domain/faits.ts';
import { faitRapportable, fluxDepot } from '../faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { repousserLEcheance } from '../use-cases/suivre-un-depot.ts';
import type { DemandeDeSuivi, SuiviRapporte } from './formes.ts';
import { fermerLePassage } from './recevoir.ts';

type Voulu = DemandeDeSuivi['depots'][number];
type Change = SuiviRapporte['depots'][number];

/** Applique ce que l'expediteur veut de ses depots passes, et rend ce que les destinataires en ont fait depuis. */
export async function rapporterLeSuivi(
  ports: PortsTransfert,
  { depots }: DemandeDeSuivi,
): Promise<SuiviRapporte> {
  if (depots.length === 0) return { depots: [] };
  const lignes = await ports.db
    .selectFrom('depot as d')
    .innerJoin('passage_recu as r', 'r.depot', 'd.id')
    .select(['d.id', 'd.version', 'd.etat', 'd.echeance'])
    .where(
      'd.id',
      'in',
      depots.map(({ depot }) => depot),
    )
    .execute();
  const parId = new Map(lignes.map((ligne) => [ligne.id, ligne]));
  const changes: Change[] = [];
  for (const voulu of depots) {
    const ligne = parId.get(voulu.depot);
    if (ligne === undefined) continue;
    const disponible = ligne.etat === 'disponible';
    const aFaire =
      disponible && (voulu.retrait !== null || voulu.echeance > ligne.echeance || voulu.relances > 0);
    if (aFaire) await accorder(ports, voulu);
    if (aFaire || ligne.version > voulu.vu) changes.push(...(await changementsDe(ports, voulu)));
  }
  return { depots: changes };
}

/** Ce que l'expediteur a change la-bas se fait ici ; le redire ne change rien. */
async function accorder(
  ports: PortsTransfert,
  { depot: id, retrait, echeance, relances }: Voulu,
): Promise<void> {
  if (retrait !== null) return fermerLePassage(ports, id, retrait);
  const depot = await chargerDepot(ports.db, id);
  if (depot === undefined) return;
  const { expediteur } = depot.depose;
  if (echeance > depot.echeance)
    await repousserLEcheance(
      ports,
      { correspondant: expediteur, identifieA: depot.depose.identifieA },
      { id, echeance },
    );
  if (relances > 0) await relancerLesAttendus(ports, depot, relances);
}

/** La cle porte le compte de l'expediteur : la meme relance ne part pas deux fois. */
const relancerLesAttendus = (ports: PortsTransfert, depot: Depot, relances: number): Promise<void> =>
  dansUneTransaction(ports.db, (tx) =>
    mettreEnFile(
      tx,
      depot,
      depot.depose.destinataires
        .filter(({ id }) => !toutRemis(depot, id))
        .map(({ id: destinataire }) => ({
          destinataire,
          genre: 'relance',
          cle: `relance-passage-${relances}`,
        })),
      ports.maintenant(),
    ),
  );

async function changementsDe({ db }: PortsTransfert, { depot, vu }: Voulu): Promise<readonly Change[]> {
  const actuel = await chargerDepot(db, depot);
  if (actuel === undefined || actuel.version <= vu) return [];
  const lignes = await db.selectFrom('passage_fichier').selectAll().where('depot', '=', depot).execute();
  const origines = new Map(lignes.map(({ origine, envoi }) => [envoi, origine]));
  const flux = await lireFlux(db, fluxDepot(depot));
  const faits = flux.flatMap(({ type, donnees }, place) => {
    const lu = faitRapportable.safeParse({ type, donnees });
    return place >= vu && lu.success ? [{ rang: place + 1, fait: sousLeurOrigine(lu.data, origines) }] : [];
  });
  return [{ depot, version: actuel.version, fini: actuel.efface, faits }];
}

/** Un fichier porte la-bas un autre identifiant. */
function sousLeurOrigine(fait: FaitRapportable, origines: ReadonlyMap<string, string>): FaitRapportable {
  switch (fait.type) {
    case 'remise-commencee':
      return {
        type: fait.type,
        donnees: { ...fait.donnees, fichier: origines.get(fait.donnees.fichier) ?? '' },
      };
    case 'remise-complete':
      return {
        type: fait.type,
        donnees: { ...fait.donnees, fichier: origines.get(fait.donnees.fichier) ?? '' },
      };
    case 'avis-parti':
    case 'avis-refuse':
    case 'depot-ouvert':
      return fait;
  }
}
