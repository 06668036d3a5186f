import { reussite } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { mettreEnFile } from '../avis.ts';
import { changer, chargerDepot } from '../consigner.ts';
import { expirer, rappelsDus } from '../domain/depot.ts';
import { finDuJour } from '../domain/echeances.ts';
import { daterApres } from '../horloge-sure.ts';
import type { PortsTransfert } from '../ports.ts';

/** Depots traites par tour : un retard se rattrape au tour suivant. */
const LOT = 200;
const AUTEUR = 'plate-forme';

/** Ferme les depots echus : le fait, puis les avis aux deux cotes. Un fait ne se reprend pas : l'heure est celle d'un tiers. */
export async function fermerLesEchus(ports: PortsTransfert): Promise<number> {
  const maintenant = ports.maintenant();
  const echus = await ports.db
    .selectFrom('depot')
    .select(['id', 'fin_prevue'])
    .where('etat', '=', 'disponible')
    .where('fin_prevue', '<=', maintenant)
    .orderBy('fin_prevue')
    .limit(LOT)
    .execute();
  const derniere = echus.at(-1)?.fin_prevue;
  if (derniere === undefined) return 0;
  const date = await daterApres(
    ports,
    `ppn/fermeture@1 ${echus.map(({ id }) => id).join(' ')}`,
    derniere.getTime(),
  );
  if (date === undefined) return 0;
  for (const { id } of echus)
    await changer<never>(ports.db, {
      id,
      auteur: AUTEUR,
      maintenant,
      decider: (depot) => reussite(depot === undefined ? [] : expirer(depot, maintenant)),
    });
  return echus.length;
}

/** Met en file les rappels dus ; chacun une fois par echeance. */
export async function rappeler(ports: PortsTransfert): Promise<number> {
  const maintenant = ports.maintenant();
  const disponibles = await ports.db
    .selectFrom('depot')
    .select('id')
    .where('etat', '=', 'disponible')
    .where('fin_prevue', '>', maintenant)
    .execute();
  let demandes = 0;
  for (const { id } of disponibles) {
    const depot = await chargerDepot(ports.db, id);
    const dus = depot === undefined ? [] : rappelsDus(depot, maintenant);
    if (depot === undefined || dus.length === 0) continue;
    const avis = dus.map(({ destinataire, genre }) => ({
      destinataire,
      genre,
      cle: `${genre}-${depot.echeance}`,
    }));
    await dansUneTransaction(ports.db, (tx) => mettreEnFile(tx, depot, avis, maintenant));
    demandes += dus.length;
  }
  return demandes;
}

/** La declaration qu'un tiers date avant que la cle du jour meure : ce qui devient illisible, et quand c'etait promis. */
const declarationDe = (zone: string, jour: string, depots: readonly string[]): string =>
  JSON.stringify({
    schema: 'ppn/destruction-de-cle@1',
    zone,
    jour,
    finDuJour: new Date(finDuJour(jour)).toISOString(),
    depots,
  });

/**
 * Detruit les cles des jours finis. L'horodatage fait foi, pas notre horloge : si le tiers n'a pas passe la fin du jour, rien
 * n'est detruit et l'alarme est donnee. Rejouable : une mort entre deux pas laisse le suivant a faire.
 */
export async function detruireLesClesEchues(ports: PortsTransfert): Promise<readonly string[]> {
  const maintenant = ports.maintenant().getTime();
  const ouverts = await ports.db
    .selectFrom('depot')
    .select('echeance')
    .distinct()
    .where('efface', '=', false)
    .execute();
  const jours = [...new Set([...(await ports.cles.jours()), ...ouverts.map(({ echeance }) => echeance)])]
    .filter((jour) => finDuJour(jour) <= maintenant)
    .toSorted();
  const detruits: string[] = [];
  for (const jour of jours) if (await detruireLeJour(ports, jour)) detruits.push(jour);
  return detruits;
}

async function detruireLeJour(ports: PortsTransfert, jour: string): Promise<boolean> {
  const depots = await ports.db
    .selectFrom('depot')
    .select(['id', 'etat'])
    .where('echeance', '=', jour)
    .where('efface', '=', false)
    .orderBy('id')
    .execute();
  // Un depot du jour pas encore ferme l'est d'abord : sa fin se dit avant que ses fichiers meurent.
  if (depots.some(({ etat }) => etat === 'disponible')) return false;
  const declaration = declarationDe(
    ports.zone,
    jour,
    depots.map(({ id }) => id),
  );
  const jeton = await daterApres(ports, declaration, finDuJour(jour));
  if (jeton === undefined) return false;
  await ports.cles.detruire(jour);
  for (const { id } of depots) {
    await ports.entrepot.effacerEspace(id);
    const maintenant = ports.maintenant();
    const donnees = {
      jour,
      declaration,
      jeton: Buffer.from(jeton).toString('base64'),
      a: maintenant.toISOString(),
    };
    await changer<never>(ports.db, {
      id,
      auteur: AUTEUR,
      maintenant,
      decider: (depot) =>
        reussite(depot === undefined || depot.efface ? [] : [{ type: 'depot-efface', donnees }]),
    });
  }
  await oublierLesPreparations(ports, jour);
  return true;
}

async function oublierLesPreparations({ db, entrepot }: PortsTransfert, jour: string): Promise<void> {
  const echues = await db
    .deleteFrom('depot_en_preparation')
    .where('jour', '<=', jour)
    .returning('id')
    .execute();
  for (const { id } of echues) await entrepot.effacerEspace(id);
}
