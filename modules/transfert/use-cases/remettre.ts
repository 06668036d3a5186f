import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import { changer, chargerDepot } from '../consigner.ts';
import {
  autoriserLaLecture,
  cleDeRemise,
  type Depot,
  ouvertureNeuve,
  type RefusDOuverture,
  suiviDe,
} from '../domain/depot.ts';
import type { Delegataire, DroitsDeDepot, FaitDeTransfert, FichierDepose } from '../domain/faits.ts';
import { ajouterPlage, octetsCouverts, type Plage } from '../domain/plages.ts';
import type { Identite, PortsTransfert } from '../ports.ts';

export type RefusDeRemise =
  | RefusDOuverture
  | 'depot-inconnu'
  | 'hors-annuaire'
  | 'copie-non-autorisee'
  | 'fichier-inconnu';

/** Une remise demandee : un fichier, ou tous (`fichier` absent). */
export type DemandeDeRemise = {
  readonly depot: string;
  readonly fichier?: string | undefined;
  readonly mode: DroitsDeDepot;
  /** Vrai pour une question sans octet (HEAD) : rien n'est a noter. */
  readonly muette?: boolean;
};

/**
 * Autorise une remise et note ce qui commence : ouverture, puis chaque fichier une fois par mode. L'annuaire est relu :
 * qui n'y est plus ne recoit plus rien.
 */
export async function commencerLaRemise(
  ports: PortsTransfert,
  identite: Identite,
  demande: DemandeDeRemise,
): Promise<Result<{ readonly depot: Depot; readonly fichiers: readonly FichierDepose[] }, RefusDeRemise>> {
  const qui = identite.correspondant.id;
  const maintenant = ports.maintenant();
  const depot = await chargerDepot(ports.db, demande.depot);
  if (depot === undefined) return refus('depot-inconnu');
  const ouvert = autoriserLaLecture(depot, qui, maintenant);
  if (!ouvert.ok) return ouvert;
  if ((await ports.annuaire.trouver(qui)) === undefined) return refus('hors-annuaire');
  if (demande.mode === 'telecharger' && depot.depose.droits !== 'telecharger')
    return refus('copie-non-autorisee');
  const fichiers = depot.depose.fichiers.filter(
    ({ id }) => demande.fichier === undefined || id === demande.fichier,
  );
  if (fichiers.length === 0) return refus('fichier-inconnu');
  const decider = (actuel: Depot): readonly FaitDeTransfert[] =>
    faitsDuDebut(actuel, { identite, fichiers, mode: demande.mode, a: maintenant.toISOString() });
  if (demande.muette !== true && decider(depot).length > 0)
    await changer<never>(ports.db, {
      id: demande.depot,
      auteur: identite.par?.id ?? qui,
      maintenant,
      decider: (actuel) => reussite(actuel === undefined ? [] : decider(actuel)),
    });
  return reussite({ depot, fichiers });
}

type Debut = {
  readonly identite: Identite;
  readonly fichiers: readonly FichierDepose[];
  readonly mode: DroitsDeDepot;
  readonly a: string;
};

function faitsDuDebut(depot: Depot, { identite, fichiers, mode, a }: Debut): readonly FaitDeTransfert[] {
  const { identifieA, par } = identite;
  const destinataire = identite.correspondant.id;
  const suivi = suiviDe(depot, destinataire);
  const ouverture: readonly FaitDeTransfert[] = ouvertureNeuve(suivi, par)
    ? [{ type: 'depot-ouvert', donnees: { destinataire, par, identifieA, a } }]
    : [];
  return [
    ...ouverture,
    ...fichiers
      .filter(({ id }) => !suivi.commences.has(cleDeRemise({ fichier: id, mode })))
      .map(({ id }): FaitDeTransfert => ({
        type: 'remise-commencee',
        donnees: { destinataire, par, fichier: id, mode, identifieA, a },
      })),
  ];
}

/** Octets d'un fichier sortis vers un destinataire. */
export type Sortie = {
  readonly depot: string;
  readonly destinataire: string;
  readonly fichier: Pick<FichierDepose, 'id' | 'longueur'>;
  readonly mode: DroitsDeDepot;
  readonly plage: Plage;
  readonly par?: Delegataire | undefined;
};

/** Ajoute une plage a ce qui est sorti ; le dernier octet fait la remise complete, une fois par fichier et par mode. */
export async function noterLaSortie(ports: PortsTransfert, sortie: Sortie): Promise<void> {
  const { depot, destinataire, fichier, mode, par } = sortie;
  const octets = await cumuler(ports, sortie);
  if (octets < fichier.longueur) return;
  const maintenant = ports.maintenant();
  await changer<never>(ports.db, {
    id: depot,
    auteur: par?.id ?? destinataire,
    maintenant,
    decider: (actuel) =>
      reussite(
        actuel === undefined || suiviDe(actuel, destinataire).remis.has(fichier.id)
          ? []
          : [
              {
                type: 'remise-complete',
                donnees: {
                  destinataire,
                  par,
                  fichier: fichier.id,
                  mode,
                  octets,
                  a: maintenant.toISOString(),
                },
              },
            ],
      ),
  });
}

const cumuler = (
  { db }: PortsTransfert,
  { depot, destinataire, fichier, mode, plage }: Sortie,
): Promise<number> =>
  dansUneTransaction(db, async (tx) => {
    const cle = { depot, destinataire, fichier: fichier.id, mode };
    await tx
      .insertInto('depot_livraison')
      .values({ ...cle, plages: '[]', octets: 0 })
      .onConflict((conflit) => conflit.doNothing())
      .execute();
    const ligne = await tx
      .selectFrom('depot_livraison')
      .select('plages')
      .where('depot', '=', depot)
      .where('destinataire', '=', destinataire)
      .where('fichier', '=', fichier.id)
      .where('mode', '=', mode)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const plages = ajouterPlage(ligne.plages, plage);
    const octets = octetsCouverts(plages);
    await tx
      .updateTable('depot_livraison')
      // Hors d'un usage ordinaire, mille trous : on ne garde que le compte le plus sur, le debut.
      .set({ plages: JSON.stringify(plages.slice(0, 1_000)), octets })
      .where('depot', '=', depot)
      .where('destinataire', '=', destinataire)
      .where('fichier', '=', fichier.id)
      .where('mode', '=', mode)
      .execute();
    return octets;
  });
