import { randomUUID } from 'node:crypto';
import { RefusDOctets } from '@ppn/large-files';
import { changer, chargerDepot } from '../consigner.ts';
import type { DepotAilleurs, FichierDepose } from '../domain/faits.ts';
import { verifierLaDemande } from '../domain/preparer.ts';
import type { Identite, PortsTransfert } from '../ports.ts';
import { faireLeDepot, preparerDepot } from '../use-cases/preparer-depot.ts';
import type { Offre, PassageOuvert } from './formes.ts';

type Recu = { readonly depot: string; readonly etat: string; readonly identite: Identite };

/**
 * Ouvre (ou retrouve) le passage d'un depot de PLINE : un depot neuf est prepare ici, sous un autre identifiant. Rend ou
 * reprendre chaque fichier. Un destinataire qui n'est plus a l'annuaire, ou n'a pas consenti, est nomme et n'y est pas.
 */
export async function ouvrirLePassage(
  ports: PortsTransfert,
  origine: string,
  offre: Offre,
): Promise<PassageOuvert> {
  const volume = offre.fichiers.reduce((total, { longueur }) => total + longueur, 0);
  if (volume > ports.tailleMax)
    throw new RefusDOctets(422, 'trop-volumineux', 'Ce dépôt dépasse la taille admise par PLEX.');
  const juges = await juger(ports, offre);
  const destinataires = juges.flatMap(({ id, motif }) => (motif === null ? [id] : []));
  const refuses = juges.flatMap(({ id, motif }) => (motif === null ? [] : [{ destinataire: id, motif }]));
  const recu = await inscrireLePassage(ports, origine, offre);
  if (recu.etat === 'depose')
    return {
      depot: recu.depot,
      etat: 'depose',
      refuses: [],
      fichiers: await fichiersFaits(ports, recu.depot, offre),
    };
  if (destinataires.length === 0) return { depot: recu.depot, etat: 'en-cours', refuses, fichiers: [] };
  const { objet, idj, nature, droits, dureeJours } = offre;
  const demande = { id: recu.depot, objet, idj, nature, droits, dureeJours, destinataires };
  const prepare = await preparerDepot(ports, recu.identite, demande);
  if (!prepare.ok) throw new RefusDOctets(409, prepare.refus, 'Le dépôt ne se prépare pas : redemandez.');
  const fichiers = await placerLesFichiers(ports, recu.depot, {
    fichiers: offre.fichiers,
    jour: prepare.valeur.jour,
  });
  return { depot: recu.depot, etat: 'en-cours', refuses, fichiers };
}

/** Chaque destinataire contre l'annuaire d'ici ; `motif` nul : il est pris. */
const juger = (
  { annuaire }: PortsTransfert,
  { destinataires, dureeJours, idj }: Offre,
): Promise<readonly { readonly id: string; readonly motif: string | null }[]> =>
  Promise.all(
    destinataires.map(async (id) => {
      const trouve = await annuaire.trouver(id);
      const verifie = verifierLaDemande({ dureeJours, idj, destinataires: [id] }, () =>
        trouve?.genre === 'guichet' ? undefined : trouve,
      );
      return { id, motif: verifie.ok ? null : verifie.refus };
    }),
  );

/** Inscrit le passage d'un depot de l'autre zone, une fois ; rend le depot qui en nait ici. */
export async function inscrireLePassage(
  ports: PortsTransfert,
  origine: string,
  offre: Pick<Offre, 'expediteur' | 'identifieA'>,
): Promise<Recu> {
  await ports.db
    .insertInto('passage_recu')
    .values({
      origine,
      depot: randomUUID(),
      expediteur: JSON.stringify(offre.expediteur),
      identifie_a: offre.identifieA,
      cree_a: ports.maintenant(),
    })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
  const recu = await passageDe(ports, origine);
  if (recu === undefined) throw new Error(`Passage introuvable : ${origine}`);
  return recu;
}

async function passageDe({ db }: PortsTransfert, origine: string): Promise<Recu | undefined> {
  const ligne = await db
    .selectFrom('passage_recu')
    .selectAll()
    .where('origine', '=', origine)
    .executeTakeFirst();
  return (
    ligne && {
      depot: ligne.depot,
      etat: ligne.etat,
      identite: { correspondant: ligne.expediteur, identifieA: ligne.identifie_a.toISOString() },
    }
  );
}

/** Un envoi par fichier ; un envoi que rien ne designe (mort entre deux ecritures) est ote. */
export async function placerLesFichiers(
  { db, entrepot }: PortsTransfert,
  depot: string,
  { fichiers: attendus, jour }: { readonly fichiers: readonly FichierDepose[]; readonly jour: string },
): Promise<PassageOuvert['fichiers']> {
  const lignes = await db.selectFrom('passage_fichier').selectAll().where('depot', '=', depot).execute();
  const places = new Map(lignes.map(({ origine, envoi }) => [origine, envoi]));
  const voulus = new Set(places.values());
  for (const { id } of await entrepot.lister(depot))
    if (!voulus.has(id)) await entrepot.effacerEnvoi(depot, id);
  const fichiers: PassageOuvert['fichiers'] = [];
  for (const { id: origine, nom, longueur } of attendus) {
    const envoi =
      places.get(origine) ?? (await placer({ db, entrepot }, { depot, origine, nom, longueur, jour }));
    const etat = await entrepot.etat(depot, envoi);
    fichiers.push({ origine, envoi, position: etat?.position ?? 0 });
  }
  return fichiers;
}

/** Le depot est deja fait : chaque fichier est entier. */
async function fichiersFaits(
  { db }: PortsTransfert,
  depot: string,
  { fichiers }: Offre,
): Promise<PassageOuvert['fichiers']> {
  const lignes = await db.selectFrom('passage_fichier').selectAll().where('depot', '=', depot).execute();
  const longueurs = new Map(fichiers.map(({ id, longueur }) => [id, longueur]));
  return lignes.map(({ origine, envoi }) => ({ origine, envoi, position: longueurs.get(origine) ?? 0 }));
}

type Place = {
  readonly depot: string;
  readonly origine: string;
  readonly nom: string;
  readonly longueur: number;
  readonly jour: string;
};

async function placer(
  { db, entrepot }: Pick<PortsTransfert, 'db' | 'entrepot'>,
  { depot, origine, nom, longueur, jour }: Place,
): Promise<string> {
  const cree = await entrepot.creer({ espace: depot, jour, genre: 'entier', longueur, nom });
  if (!cree.ok) throw new RefusDOctets(507, cree.refus, 'PLEX n’a plus de place : redemandez plus tard.');
  await db.insertInto('passage_fichier').values({ depot, origine, envoi: cree.valeur }).execute();
  return cree.valeur;
}

/** Dit si des octets peuvent encore arriver dans ce depot, et sous la cle de quel jour. */
export async function jourDuPassage({ db }: PortsTransfert, depot: string): Promise<string | undefined> {
  const ligne = await db
    .selectFrom('depot_en_preparation as p')
    .innerJoin('passage_recu as r', 'r.depot', 'p.id')
    .select('p.jour')
    .where('p.id', '=', depot)
    .where('r.etat', '=', 'en-cours')
    .executeTakeFirst();
  return ligne?.jour;
}

/** Conclut : chaque empreinte est comparee, puis le depot est fait, et nomme celui dont il nait. Rejouable. */
export async function conclureLePassage(
  ports: PortsTransfert,
  passage: DepotAilleurs,
  fichiers: readonly { readonly id: string; readonly sha256: string }[],
): Promise<{ readonly depot: string; readonly destinataires: readonly string[] }> {
  const { depot: origine } = passage;
  const recu = await passageDe(ports, origine);
  if (recu === undefined) throw new RefusDOctets(404, 'passage-inconnu', 'Ce passage n’est pas ouvert.');
  const { depot } = recu;
  const lignes = await ports.db
    .selectFrom('passage_fichier')
    .selectAll()
    .where('depot', '=', depot)
    .execute();
  const envois = new Map(lignes.map((ligne) => [ligne.origine, ligne.envoi]));
  const empreintes = Object.fromEntries(fichiers.map(({ id, sha256 }) => [envois.get(id) ?? '', sha256]));
  const fait = await faireLeDepot(ports, recu.identite, {
    id: depot,
    empreintes,
    passage,
  });
  if (!fait.ok) throw new RefusDOctets(409, fait.refus, 'Le dépôt ne peut pas être fait : redemandez.');
  await ports.db.updateTable('passage_recu').set({ etat: 'depose' }).where('origine', '=', origine).execute();
  return { depot, destinataires: fait.valeur.depose.destinataires.map(({ id }) => id) };
}

/** Retire le depot ne de ce passage, si l'expediteur l'a retire la-bas. */
export async function fermerLePassage(ports: PortsTransfert, depot: string, motif: string): Promise<void> {
  const avant = await chargerDepot(ports.db, depot);
  if (avant === undefined || avant.etat !== 'disponible') return;
  const maintenant = ports.maintenant();
  await changer<never>(ports.db, {
    id: depot,
    auteur: avant.depose.expediteur.id,
    maintenant,
    decider: (actuel) => ({
      ok: true,
      valeur:
        actuel?.etat === 'disponible'
          ? [{ type: 'depot-retire', donnees: { motif, a: maintenant.toISOString() } }]
          : [],
    }),
  });
  await ports.entrepot.effacerEspace(depot);
}
