import { reussite } from '@ppn/core';
import { ObjetIllisible, RefusDOctets } from '@ppn/large-files';
import { etape } from '@ppn/observability';
import { changer, chargerDepot } from '../consigner.ts';
import { aPasser, type Depot } from '../domain/depot.ts';
import { dureeEnJours } from '../domain/echeances.ts';
import type { FaitDeTransfert } from '../domain/faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { differer, passagesDus, type PassageEmis } from './file.ts';
import { passageFait, passageOuvert, type Offre, type PassageOuvert } from './formes.ts';
import { type LienDePassage, ZoneInjoignable } from './lien.ts';

const LOT = 10;
const AUTEUR = 'plate-forme';

/** Pousse vers PLEX les depots qui visent des destinataires de PLEX. Repris ou il en etait ; rend combien sont conclus. */
export async function passerLesDepots(ports: PortsTransfert, lien: LienDePassage): Promise<number> {
  const dus = await passagesDus(ports.db, { etat: 'a-passer', maintenant: ports.maintenant(), lot: LOT });
  let conclus = 0;
  for (const passage of dus)
    try {
      if (await passer(ports, lien, passage)) conclus += 1;
    } catch (cause) {
      const motif = cause instanceof Error ? cause.message : String(cause);
      if (!(cause instanceof ZoneInjoignable))
        ports.alarmer('Passage en échec', { depot: passage.depot, motif });
      await differer(ports.db, passage, { maintenant: ports.maintenant(), motif });
      // L'autre zone absente l'est pour tous : les suivants attendent leur tour.
      if (cause instanceof ZoneInjoignable) return conclus;
    }
  return conclus;
}

async function passer(
  ports: PortsTransfert,
  lien: LienDePassage,
  { depot: id }: PassageEmis,
): Promise<boolean> {
  const depot = await chargerDepot(ports.db, id);
  if (depot === undefined || depot.etat !== 'disponible') {
    ports.alarmer('Dépôt fermé avant d’avoir passé', { depot: id });
    return conclure(ports, id, 'clos');
  }
  if (depot.passage !== null) return conclure(ports, id, 'passe');
  if (aPasser(depot).length === 0) return conclure(ports, id, 'refuse');
  const { statut, corps } = await lien.demander('PUT', `/passage/depots/${id}`, offreDe(depot));
  if (statut === 422) return refuserTous(ports, depot, motifDe(corps));
  const ouvert = passageOuvert.safeParse(corps);
  if (statut !== 200 || !ouvert.success) throw new Error(`PLEX a répondu ${statut} : ${motifDe(corps)}`);
  await noterLesRefus(ports, id, ouvert.data.refuses);
  if (ouvert.data.refuses.length === aPasser(depot).length) return conclure(ports, id, 'refuse');
  await etape('passage.ouvert');
  await verser(ports, lien, { depot, ouvert: ouvert.data });
  await etape('passage.verse');
  const fait = await lien.demander('POST', `/passage/depots/${id}/depot`, {
    fichiers: depot.depose.fichiers.map(({ id: fichier, sha256 }) => ({ id: fichier, sha256 })),
  });
  const lu = passageFait.safeParse(fait.corps);
  if (fait.statut !== 200 || !lu.success)
    throw new Error(`PLEX a répondu ${fait.statut} : ${motifDe(fait.corps)}`);
  await etape('passage.depose');
  await noterLePassage(ports, id, { ...lu.data, fichiers: correspondances(ouvert.data) });
  return conclure(ports, id, 'passe', lu.data.depot);
}

const offreDe = (depot: Depot): Offre => {
  const { expediteur, identifieA, objet, idj, nature, droits, deposeA, fichiers } = depot.depose;
  return {
    expediteur,
    identifieA,
    objet,
    idj,
    nature,
    droits,
    dureeJours: dureeEnJours(deposeA, depot.echeance),
    destinataires: aPasser(depot).map(({ id }) => id),
    fichiers: [...fichiers],
  };
};

const correspondances = ({ fichiers }: PassageOuvert): Readonly<Record<string, string>> =>
  Object.fromEntries(fichiers.map(({ origine, envoi }) => [origine, envoi]));

/** Les octets qui manquent la-bas : dechiffres ici segment par segment, rechiffres la-bas sous d'autres cles. */
async function verser(
  { entrepot }: PortsTransfert,
  lien: LienDePassage,
  { depot, ouvert }: { readonly depot: Depot; readonly ouvert: PassageOuvert },
): Promise<void> {
  const { depot: id, fichiers } = depot.depose;
  for (const { origine, envoi, position } of ouvert.fichiers) {
    const fichier = fichiers.find((candidat) => candidat.id === origine);
    if (fichier === undefined || position >= fichier.longueur) continue;
    const complet = await entrepot.trouver(id, origine);
    if (complet === undefined || complet.sha256 !== fichier.sha256)
      throw new ObjetIllisible(`Le fichier ${origine} n’est plus celui du dépôt.`);
    const octets = entrepot.lire(id, complet, position, fichier.longueur);
    const statut = await lien.verser(`/passage/televersements/${ouvert.depot}/${envoi}`, position, octets);
    if (statut !== 204) throw new Error(`PLEX a refusé des octets (${statut}).`);
  }
}

const motifDe = (corps: unknown): string =>
  typeof corps === 'object' && corps !== null && 'detail' in corps ? String(corps.detail) : 'sans motif';

async function refuserTous(ports: PortsTransfert, depot: Depot, motif: string): Promise<boolean> {
  const refuses = aPasser(depot).map(({ id: destinataire }) => ({ destinataire, motif }));
  await noterLesRefus(ports, depot.depose.depot, refuses);
  return conclure(ports, depot.depose.depot, 'refuse');
}

/** Un fait par motif : l'expediteur est avise, et voit qui n'a pas ete pris. */
async function noterLesRefus(
  ports: PortsTransfert,
  id: string,
  refuses: PassageOuvert['refuses'],
): Promise<void> {
  if (refuses.length === 0) return;
  const maintenant = ports.maintenant();
  await changer<never>(ports.db, {
    id,
    auteur: AUTEUR,
    maintenant,
    decider: (depot) => {
      const neufs = refuses.filter(({ destinataire }) => depot?.refuses.has(destinataire) === false);
      const motifs = [...new Set(neufs.map(({ motif }) => motif))];
      return reussite(
        motifs.map((motif): FaitDeTransfert => {
          const destinataires = neufs
            .filter((neuf) => neuf.motif === motif)
            .map(({ destinataire }) => destinataire);
          return {
            type: 'passage-refuse',
            donnees: { zone: 'plex', destinataires, motif, a: maintenant.toISOString() },
          };
        }),
      );
    },
  });
}

/** Dans PLEX : PLINE a repris ce depot ; il est remis a ses guichets, et les deux se nomment. */
export async function conclureLaReprise(
  ports: PortsTransfert,
  id: string,
  { depot, destinataires }: { readonly depot: string; readonly destinataires: readonly string[] },
): Promise<void> {
  const connu = await chargerDepot(ports.db, id);
  if (connu === undefined) throw new RefusDOctets(404, 'retour-inconnu', 'Ce dépôt n’existe pas ici.');
  await noterLePassage(ports, id, { zone: 'pline', depot, destinataires, fichiers: {} });
  await conclure(ports, id, 'clos', depot);
}

type Passe = {
  readonly zone?: 'pline' | 'plex';
  readonly depot: string;
  readonly destinataires: readonly string[];
  readonly fichiers: Readonly<Record<string, string>>;
};

async function noterLePassage(
  ports: PortsTransfert,
  id: string,
  { zone = 'plex', depot, destinataires, fichiers }: Passe,
): Promise<void> {
  const maintenant = ports.maintenant();
  const donnees = { zone, depot, destinataires, fichiers, a: maintenant.toISOString() } as const;
  await changer<never>(ports.db, {
    id,
    auteur: AUTEUR,
    maintenant,
    decider: (actuel) => reussite(actuel?.passage === null ? [{ type: 'depot-passe', donnees }] : []),
  });
}

async function conclure(
  { db, maintenant }: PortsTransfert,
  depot: string,
  etat: 'passe' | 'refuse' | 'clos',
  autre?: string,
): Promise<boolean> {
  await db
    .updateTable('passage_emis')
    .set({
      etat,
      motif: null,
      essais: 0,
      prochain_a: maintenant(),
      ...(autre === undefined ? {} : { autre }),
    })
    .where('depot', '=', depot)
    .execute();
  return true;
}
