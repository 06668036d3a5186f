import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { changer, chargerDepot } from '../consigner.ts';
import { aPasser, type Depot } from '../domain/depot.ts';
import { DUREE_MAX, echeanceDe } from '../domain/echeances.ts';
import type { Correspondant, DepotAilleurs, DepotDepose } from '../domain/faits.ts';
import {
  type DemandeDeDepot,
  deposer,
  type RefusDeDemande,
  type RefusDeDepot,
  verifierLaDemande,
} from '../domain/preparer.ts';
import { demanderLePassage } from '../passage/file.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { horlogeReculee } from '../horloge-sure.ts';
import { verdictsDe } from './examiner-les-envois.ts';
import { dureeOfferteMaintenant } from '../supervision/etat-du-stockage.ts';

/** Un depot en preparation, tel que la base le garde. */
export type Preparation = {
  readonly demande: DemandeDeDepot;
  readonly jour: string;
  readonly creeA: Date;
  readonly prepare?: DepotDepose['prepare'];
  /** Le depot qu'il redepose. */
  readonly remplace?: string | undefined;
};

/** La preparation de cet identifiant, si elle est a cet auteur. */
export async function trouverPreparation(
  { db }: Pick<PortsTransfert, 'db'>,
  auteur: string,
  id: string,
): Promise<Preparation | undefined> {
  const ligne = await db
    .selectFrom('depot_en_preparation')
    .selectAll()
    .where('id', '=', id)
    .where('auteur', '=', auteur)
    .executeTakeFirst();
  return (
    ligne && {
      demande: ligne.demande,
      jour: ligne.jour,
      creeA: ligne.cree_a,
      prepare: ligne.prepare ?? undefined,
      remplace: ligne.remplace ?? undefined,
    }
  );
}

/** Les destinataires demandes, tels que l'annuaire les dit maintenant. */
async function verifier(
  { annuaire }: PortsTransfert,
  par: Correspondant,
  demande: DemandeDeDepot,
): Promise<Result<readonly Correspondant[], RefusDeDemande>> {
  const viser = annuaire.viser ?? annuaire.trouver;
  const trouves = await Promise.all(
    demande.destinataires.map(async (id) => [id, await viser(id, par)] as const),
  );
  const parId = new Map(trouves);
  return verifierLaDemande(demande, (id) => parId.get(id));
}

/** Commence un depot, ou change sa demande : le poste donne l'identifiant, renvoyer la meme ne double rien. */
export async function preparerDepot(
  ports: PortsTransfert,
  { correspondant }: Identite,
  demande: DemandeDeDepot,
): Promise<Result<Preparation, RefusDeDemande | 'identifiant-pris' | 'duree-non-offerte'>> {
  const verifiee = await verifier(ports, correspondant, demande);
  if (!verifiee.ok) return verifiee;
  const connue = await trouverPreparation(ports, correspondant.id, demande.id);
  // Une duree deja promise a cette preparation le reste.
  const promise = connue?.demande.dureeJours === demande.dureeJours;
  if (!promise && demande.dureeJours > (await dureeOfferteMaintenant(ports)))
    return refus('duree-non-offerte');
  return inscrire(ports, correspondant.id, { demande });
}

/** Ce qu'un ministere prepare pour son agent depuis un dossier : l'agent choisira destinataires et duree. */
export type DepotDeMinistere = Pick<DemandeDeDepot, 'id' | 'objet' | 'idj' | 'nature'>;

/** Prepare un depot au nom d'un agent, sans destinataire. Renvoye : rien ne change de ce que l'agent a deja choisi. */
export async function preparerPourLAgent(
  ports: PortsTransfert,
  { correspondant, ministere }: Identite,
  { id, objet, idj, nature }: DepotDeMinistere,
): Promise<Result<Preparation, 'identifiant-pris'>> {
  const connue = await trouverPreparation(ports, correspondant.id, id);
  if (connue !== undefined) return reussite(connue);
  const a = ports.maintenant().toISOString();
  const dureeJours = await dureeOfferteMaintenant(ports);
  return inscrire(ports, correspondant.id, {
    demande: { id, objet, idj, nature, droits: 'telecharger', dureeJours, destinataires: [] },
    prepare: ministere && { par: ministere, a },
  });
}

/** Prepare un depot neuf d'apres un ancien ; les destinataires se verifient au depot. */
export const preparerDeNouveau = (
  ports: PortsTransfert,
  auteur: string,
  preparation: Pick<Preparation, 'demande' | 'remplace'>,
): Promise<Result<Preparation, 'identifiant-pris'>> => inscrire(ports, auteur, preparation);

async function inscrire(
  ports: PortsTransfert,
  auteur: string,
  { demande, prepare, remplace }: Pick<Preparation, 'demande' | 'prepare' | 'remplace'>,
): Promise<Result<Preparation, 'identifiant-pris'>> {
  const creeA = ports.maintenant();
  const jour = echeanceDe(creeA.toISOString(), demande.dureeJours);
  const connue = await trouverPreparation(ports, auteur, demande.id);
  const ecrite = await dansUneTransaction(ports.db, async (tx) => {
    if ((await chargerDepot(tx, demande.id)) !== undefined) return refus('identifiant-pris' as const);
    const valeurs = { demande: JSON.stringify(demande), jour };
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('depot_en_preparation')
      .values({
        id: demande.id,
        auteur,
        cree_a: creeA,
        prepare: prepare === undefined ? null : JSON.stringify(prepare),
        remplace: remplace ?? null,
        ...valeurs,
      })
      .onConflict((conflit) =>
        conflit.column('id').doUpdateSet(valeurs).where('depot_en_preparation.auteur', '=', auteur),
      )
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n ? reussite(true) : refus('identifiant-pris' as const);
  });
  if (!ecrite.ok) return ecrite;
  if (connue !== undefined && connue.jour !== jour) await ports.entrepot.changerDeJour(demande.id, jour);
  return reussite({
    demande,
    jour,
    creeA: connue?.creeA ?? creeA,
    prepare: connue?.prepare ?? prepare,
    remplace: connue?.remplace ?? remplace,
  });
}

/** Abandonne une preparation et ses envois. */
export async function abandonnerPreparation(
  ports: PortsTransfert,
  { correspondant }: Identite,
  id: string,
): Promise<boolean> {
  const { numDeletedRows } = await ports.db
    .deleteFrom('depot_en_preparation')
    .where('id', '=', id)
    .where('auteur', '=', correspondant.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await ports.entrepot.effacerEspace(id);
  return true;
}

/**
 * Depose : la mise a disposition commence. Idempotent : un depot deja fait par le meme auteur est rendu tel quel.
 * `empreintes` : celles que le poste a calculees, par envoi ; la mise a disposition n'a lieu que si elles sont egales.
 */
export async function faireLeDepot(
  ports: PortsTransfert,
  { correspondant, identifieA, ministere }: Identite,
  {
    id,
    empreintes,
    passage,
  }: {
    readonly id: string;
    readonly empreintes: Readonly<Record<string, string>>;
    readonly passage?: DepotAilleurs;
  },
): Promise<Result<Depot, RefusDeDepot | 'depot-inconnu' | 'horloge-suspecte'>> {
  const preparation = await trouverPreparation(ports, correspondant.id, id);
  if (preparation === undefined) return dejaFait(ports, correspondant.id, id);
  const { demande } = preparation;
  const destinataires = await verifier(ports, correspondant, demande);
  if (!destinataires.ok) return destinataires;
  const maintenant = ports.maintenant();
  if (await horlogeReculee(ports, maintenant)) return refus('horloge-suspecte');
  const offerte = await dureeOfferteMaintenant(ports);
  const jour = echeanceDe(maintenant.toISOString(), demande.dureeJours);
  // Prepare la veille, depose aujourd'hui : les cles suivent l'echeance vraie avant qu'elle soit promise.
  if (jour !== preparation.jour) await ports.entrepot.changerDeJour(id, jour);
  const lignes = await ports.entrepot.lister(id);
  const verdicts = await verdictsDe(ports, id, lignes);
  if ([...verdicts.values()].some((verdict) => verdict.refus !== null)) return refus('fichier-refuse');
  const envois = lignes.map(({ id: envoi, nom, longueur, sha256 }) => {
    const verdict = verdicts.get(envoi);
    return {
      id: envoi,
      nom,
      longueur,
      sha256,
      ...(verdict === undefined ? {} : { reserves: verdict.reserves }),
      ...(verdict?.mime ? { mime: verdict.mime } : {}),
    };
  });
  const rendu = await changer<RefusDeDepot | 'depot-inconnu'>(ports.db, {
    id,
    auteur: correspondant.id,
    maintenant,
    decider: (depot) =>
      depot === undefined
        ? deposer({
            demande,
            zone: ports.zone,
            expediteur: correspondant,
            identifieA,
            destinataires: destinataires.valeur,
            envois,
            empreintes,
            maintenant,
            ministere,
            offerte: offerte < DUREE_MAX ? offerte : undefined,
            prepare: preparation.prepare,
            remplace: preparation.remplace,
            passage,
          })
        : reussite([]),
    avec: async (tx, depot) => {
      await tx.deleteFrom('depot_en_preparation').where('id', '=', id).execute();
      if (depot !== undefined && aPasser(depot).length > 0) await demanderLePassage(tx, depot, maintenant);
    },
  });
  if (!rendu.ok) return rendu;
  return rendu.valeur === undefined ? refus('depot-inconnu') : reussite(rendu.valeur);
}

async function dejaFait(
  ports: PortsTransfert,
  auteur: string,
  id: string,
): Promise<Result<Depot, 'depot-inconnu'>> {
  const depot = await chargerDepot(ports.db, id);
  return depot?.depose.expediteur.id === auteur ? reussite(depot) : refus('depot-inconnu');
}
