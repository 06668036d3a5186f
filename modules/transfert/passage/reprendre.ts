import type { IncomingMessage, ServerResponse } from 'node:http';
import { RefusDOctets, servirOctets } from '@ppn/large-files';
import { chargerDepot } from '../consigner.ts';
import { dureeEnJours } from '../domain/echeances.ts';
import type { Correspondant, DepotDepose } from '../domain/faits.ts';
import type { PortsTransfert } from '../ports.ts';
import { preparerDepot } from '../use-cases/preparer-depot.ts';
import { noterLeDefaut, oublierLesDefauts } from './defauts.ts';
import { retoursRendus } from './formes.ts';
import { type LienDePassage, ZoneInjoignable } from './lien.ts';
import { conclureLePassage, inscrireLePassage, placerLesFichiers } from './recevoir.ts';

const LOT = 10;
/** Agents d'un guichet qui recoivent un depot, au plus ; au-dela, l'alarme dit combien n'ont rien recu. */
export const AGENTS_MAX = 500;

/** Dans PLEX : les depots faits a un guichet, que PLINE n'a pas encore repris ; chacun a son tour, un depot qui bloque n'affame pas les autres. */
export async function retoursAReprendre({
  db,
  maintenant,
}: Pick<PortsTransfert, 'db' | 'maintenant'>): Promise<readonly DepotDepose[]> {
  const lignes = await db
    .selectFrom('passage_emis as e')
    .innerJoin('depot as d', 'd.id', 'e.depot')
    .select('d.id')
    .where('e.etat', '=', 'a-passer')
    .where('d.etat', '=', 'disponible')
    .orderBy('e.prochain_a')
    .orderBy('d.depose_a')
    .limit(LOT)
    .execute();
  if (lignes.length === LOT)
    await db
      .updateTable('passage_emis')
      .set({ prochain_a: maintenant() })
      .where(
        'depot',
        'in',
        lignes.map(({ id }) => id),
      )
      .execute();
  const depots = await Promise.all(lignes.map(({ id }) => chargerDepot(db, id)));
  return depots.flatMap((depot) => (depot === undefined ? [] : [depot.depose]));
}

/** Dans PLEX : sert a PLINE un fichier d'un depot qu'elle reprend. */
export async function servirUnRetour(
  { db, entrepot }: PortsTransfert,
  { depot, fichier }: { readonly depot: string; readonly fichier: string },
  [demande, reponse]: readonly [IncomingMessage, ServerResponse],
): Promise<void> {
  const attendu = await db
    .selectFrom('passage_emis')
    .select('depot')
    .where('depot', '=', depot)
    .where('etat', '=', 'a-passer')
    .executeTakeFirst();
  const complet = attendu && (await entrepot.trouver(depot, fichier));
  if (complet === undefined) throw new RefusDOctets(404, 'retour-inconnu', 'Aucun fichier à reprendre ici.');
  await servirOctets(demande, reponse, {
    longueur: complet.longueur,
    nom: 'fichier',
    etiquette: complet.sha256,
    sha256: complet.sha256,
    lire: (de, a) => entrepot.lire(depot, complet, de, a),
  });
}

/** Dans PLINE : reprend de PLEX ce que les auxiliaires de justice deposent a un guichet, pour les agents qui y travaillent. */
export async function reprendreLesRetours(
  ports: PortsTransfert,
  lien: LienDePassage,
  agentsDe: (guichet: string) => readonly Correspondant[],
): Promise<number> {
  const rendus = await demanderLesRetours(lien);
  if (rendus === undefined) return 0;
  const restent = new Set(rendus.map(({ depot }) => depot));
  let repris = 0;
  for (const retour of rendus)
    try {
      if (await reprendre(ports, lien, { retour, agentsDe })) {
        repris += 1;
        restent.delete(retour.depot);
      }
    } catch (cause) {
      if (cause instanceof ZoneInjoignable) return repris;
      // Un retour en defaut n'arrete pas les suivants : il sera redemande, et l'alarme le dit.
      await noterLeDefaut(ports, { depot: retour.depot, motif: `Reprise en échec : ${String(cause)}` });
    }
  // La liste entiere est la : ce qui n'y est plus n'est plus en defaut.
  if (rendus.length < LOT) await oublierLesDefauts(ports, { sauf: [...restent] });
  return repris;
}

async function demanderLesRetours(lien: LienDePassage): Promise<readonly DepotDepose[] | undefined> {
  try {
    const { statut, corps } = await lien.demander('GET', '/passage/retours');
    if (statut !== 200) throw new Error(`PLEX a répondu ${statut}.`);
    return retoursRendus.parse(corps).depots;
  } catch (cause) {
    if (cause instanceof ZoneInjoignable) return undefined;
    throw cause;
  }
}

type Reprise = {
  readonly retour: DepotDepose;
  readonly agentsDe: (guichet: string) => readonly Correspondant[];
};

async function reprendre(
  ports: PortsTransfert,
  lien: LienDePassage,
  { retour, agentsDe }: Reprise,
): Promise<boolean> {
  const guichets = retour.destinataires.filter(({ genre }) => genre === 'guichet').map(({ id }) => id);
  const tous = [...new Set(guichets.flatMap(agentsDe).map(({ id }) => id))];
  if (tous.length === 0) {
    const motif = 'Un dépôt attend dans PLEX un guichet sans agent';
    await noterLeDefaut(ports, { depot: retour.depot, motif, details: { guichets } });
    return false;
  }
  const agents = tous.slice(0, AGENTS_MAX);
  const recu = await inscrireLePassage(ports, retour.depot, retour);
  if (recu.etat !== 'depose') await recevoir(ports, lien, { retour, depot: recu.depot, agents });
  const empreintes = retour.fichiers.map(({ id, sha256 }) => ({ id, sha256 }));
  const fait = await conclureLePassage(ports, { zone: 'plex', depot: retour.depot }, empreintes);
  if (tous.length > agents.length)
    ports.alarmer('Un guichet a plus d’agents qu’un dépôt n’en sert : les derniers ne l’ont pas reçu', {
      depot: fait.depot,
      guichets,
      recu: agents.length,
      oublies: tous.length - agents.length,
    });
  const { statut } = await lien.demander('POST', `/passage/retours/${retour.depot}`, {
    ...fait,
    destinataires: guichets,
  });
  return statut === 200;
}

async function recevoir(
  ports: PortsTransfert,
  lien: LienDePassage,
  {
    retour,
    depot,
    agents,
  }: { readonly retour: DepotDepose; readonly depot: string; readonly agents: readonly string[] },
): Promise<void> {
  const { objet, idj, nature, droits, deposeA, echeance, expediteur, identifieA, fichiers } = retour;
  const demande = {
    id: depot,
    objet,
    idj,
    nature,
    droits,
    dureeJours: dureeEnJours(deposeA, echeance),
    destinataires: agents,
  };
  const prepare = await preparerDepot(ports, { correspondant: expediteur, identifieA }, demande);
  if (!prepare.ok) throw new Error(`Un retour de PLEX ne se prépare pas : ${prepare.refus}`);
  for (const { origine, envoi, position } of await placerLesFichiers(ports, depot, {
    fichiers,
    jour: prepare.valeur.jour,
  })) {
    const longueur = fichiers.find(({ id }) => id === origine)?.longueur ?? 0;
    if (position >= longueur) continue;
    const corps = await lien.lire(`/passage/fichiers/${retour.depot}/${origine}`, position);
    if (corps.statusCode !== 200 && corps.statusCode !== 206) {
      corps.resume();
      throw new Error(`PLEX ne rend pas ce fichier (${corps.statusCode ?? 0}).`);
    }
    await ports.entrepot.recevoir({ espace: depot, id: envoi, position }, corps);
  }
}
