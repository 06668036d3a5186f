import { randomUUID } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { mettreEnFile } from '../avis.ts';
import { changer, chargerDepot } from '../consigner.ts';
import {
  autoriserLaLecture,
  type Depot,
  logeIci,
  ouvertureNeuve,
  prolonger,
  type RefusDeProlongation,
  retirer,
  suiviDe,
  toutRemis,
} from '../domain/depot.ts';
import { reveillerLePassage } from '../passage/file.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { echeanceOfferte } from '../supervision/etat-du-stockage.ts';

/** Le depot, s'il est de cette personne : expediteur, ou destinataire. Un autre, ou un inconnu : le meme silence. */
export async function depotVisible(
  { db }: Pick<PortsTransfert, 'db'>,
  { correspondant: { id: qui } }: Identite,
  id: string,
): Promise<Depot | undefined> {
  const depot = await chargerDepot(db, id);
  const visible =
    depot &&
    (depot.depose.expediteur.id === qui ||
      depot.depose.destinataires.some((personne) => personne.id === qui));
  return visible === true ? depot : undefined;
}

/** Le destinataire regarde le depot : la premiere fois est un fait. */
export async function noterLOuverture(
  ports: PortsTransfert,
  identite: Identite,
  depot: Depot,
): Promise<Depot> {
  const { par } = identite;
  const { id: destinataire } = identite.correspondant;
  const maintenant = ports.maintenant();
  const neuf =
    autoriserLaLecture(depot, destinataire, maintenant).ok &&
    ouvertureNeuve(suiviDe(depot, destinataire), par);
  if (!neuf) return depot;
  const rendu = await changer<never>(ports.db, {
    id: depot.depose.depot,
    auteur: par?.id ?? destinataire,
    maintenant,
    decider: (actuel) =>
      reussite(
        actuel === undefined || !ouvertureNeuve(suiviDe(actuel, destinataire), par)
          ? []
          : [
              {
                type: 'depot-ouvert',
                donnees: { destinataire, par, identifieA: identite.identifieA, a: maintenant.toISOString() },
              },
            ],
      ),
  });
  return rendu.ok ? (rendu.valeur ?? depot) : depot;
}

/**
 * Repousse l'echeance. Les cles changent de jour avant que le fait le dise : coupe entre les deux, le depot garde l'ancienne
 * echeance et se ferme a l'heure promise.
 */
export async function repousserLEcheance(
  ports: PortsTransfert,
  { correspondant }: Identite,
  { id, echeance }: { readonly id: string; readonly echeance: string },
): Promise<Result<Depot, RefusDeProlongation | 'depot-inconnu' | 'duree-non-offerte'>> {
  const [avant, maintenant, par] = [await chargerDepot(ports.db, id), ports.maintenant(), correspondant.id];
  if (avant === undefined) return refus('depot-inconnu');
  const prevu = prolonger(avant, { par, echeance, maintenant });
  if (!prevu.ok) return prevu;
  if (prevu.valeur.length > 0 && echeance > (await echeanceOfferte(ports, avant)))
    return refus('duree-non-offerte');
  if (prevu.valeur.length > 0) await ports.entrepot.changerDeJour(id, echeance);
  return present(
    await changer<RefusDeProlongation | 'depot-inconnu'>(ports.db, {
      id,
      auteur: par,
      maintenant,
      decider: (depot) =>
        depot === undefined ? refus('depot-inconnu') : prolonger(depot, { par, echeance, maintenant }),
      avec: (tx) => reveillerLePassage(tx, id, { maintenant }),
    }),
  );
}

/** Retire le depot et efface ses fichiers tout de suite ; leur cle tombe a son jour. */
export async function retirerLeDepot(
  ports: PortsTransfert,
  { correspondant }: Identite,
  { id, motif }: { readonly id: string; readonly motif: string },
): Promise<Result<Depot, 'pas-expediteur' | 'depot-retire' | 'depot-expire' | 'depot-inconnu'>> {
  const maintenant = ports.maintenant();
  const rendu = present(
    await changer<'pas-expediteur' | 'depot-retire' | 'depot-expire' | 'depot-inconnu'>(ports.db, {
      id,
      auteur: correspondant.id,
      maintenant,
      decider: (depot) =>
        depot === undefined
          ? refus('depot-inconnu')
          : retirer(depot, { par: correspondant.id, motif, maintenant }),
      avec: (tx) => reveillerLePassage(tx, id, { maintenant }),
    }),
  );
  if (rendu.ok) await ports.entrepot.effacerEspace(id);
  return rendu;
}

/** Renvoie un avis a chaque destinataire a qui tout n'est pas remis ; rend leur nombre. */
export async function relancer(
  ports: PortsTransfert,
  { correspondant }: Identite,
  id: string,
): Promise<Result<number, 'depot-inconnu' | 'pas-expediteur' | 'depot-retire' | 'depot-expire'>> {
  const depot = await chargerDepot(ports.db, id);
  if (depot === undefined) return refus('depot-inconnu');
  if (depot.depose.expediteur.id !== correspondant.id) return refus('pas-expediteur');
  const attendus = depot.depose.destinataires.filter((personne) => !toutRemis(depot, personne.id));
  const [maintenant, cle] = [ports.maintenant(), `relance-${randomUUID()}`];
  const ouvert = autoriserLaLecture(depot, depot.depose.destinataires[0]?.id ?? '', maintenant);
  if (!ouvert.ok) return refus(ouvert.refus === 'depot-retire' ? 'depot-retire' : 'depot-expire');
  await dansUneTransaction(ports.db, (tx) =>
    mettreEnFile(
      tx,
      depot,
      attendus
        .filter((personne) => logeIci(depot, personne))
        .map(({ id: destinataire }) => ({ destinataire, genre: 'relance', cle })),
      maintenant,
    ),
  );
  if (depot.passage !== null) await reveillerLePassage(ports.db, id, { maintenant, relance: true });
  return reussite(attendus.length);
}

function present<R>(rendu: Result<Depot | undefined, R>): Result<Depot, R | 'depot-inconnu'> {
  if (!rendu.ok) return rendu;
  return rendu.valeur === undefined ? refus('depot-inconnu') : reussite(rendu.valeur);
}
