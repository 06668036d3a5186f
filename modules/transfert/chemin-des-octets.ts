import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Result } from '@ppn/core';
import {
  CleDuJourDetruite,
  nomCourt,
  nomsUniques,
  ObjetIllisible,
  planifierZip,
  type PermisDEnvoi,
  RefusDOctets,
  repondreRefus,
  servirOctets,
  serveurTus,
  sourceDuZip,
} from '@ppn/large-files';
import type { Depot } from './domain/depot.ts';
import type { DroitsDeDepot, FichierDepose } from './domain/faits.ts';
import type { Identite, PortsTransfert } from './ports.ts';
import { identitePour } from './use-cases/agir-pour.ts';
import { trouverPreparation } from './use-cases/preparer-depot.ts';
import { exigerLeQuota } from './use-cases/quota.ts';
import { commencerLaRemise, noterLaSortie, type RefusDeRemise } from './use-cases/remettre.ts';

/** Traite une demande d'octets, ou rend faux : elle va au serveur d'API. */
export type CheminDesOctets = (demande: IncomingMessage, reponse: ServerResponse) => boolean;

/** Qui parle, d'apres la demande brute ; lance un `RefusDOctets` (401, 403 si l'origine est etrangere). */
export type Identifier = (demande: IncomingMessage) => Promise<Identite>;

/** Envois (`/televersements`) et remises (`/telechargements`, `/lectures`) d'une zone, sur `node:http` nu. */
export function cheminDesOctets(
  ports: PortsTransfert,
  identifier: Identifier,
  consigner: (message: string, cause: unknown) => void,
): CheminDesOctets {
  const admettre = limiteParPersonne(identifier);
  const tus = recevoirLesEnvois(ports, admettre, consigner);
  return (demande, reponse) => {
    if (tus(demande, reponse)) return true;
    const [chemin = ''] = (demande.url ?? '').split('?');
    const [, mode, depot, fichier] =
      /^\/(telechargements|lectures)\/([0-9a-f-]{36})(?:\/([0-9a-f]{32})|\.zip)$/.exec(chemin) ?? [];
    if (!/^\/(telechargements|lectures)(\/|$)/.test(chemin)) return false;
    const remise = {
      depot: depot ?? '',
      fichier,
      mode: mode === 'lectures' ? ('consulter' as const) : ('telecharger' as const),
    };
    const servir = async (): Promise<void> => {
      if (depot === undefined || (remise.mode === 'consulter' && fichier === undefined))
        throw PHRASES['depot-inconnu']();
      await remettre(ports, await admettre(demande, reponse), { remise, demande, reponse });
    };
    servir().catch((cause: unknown) => {
      if (!(cause instanceof RefusDOctets)) consigner('Remise en échec', cause);
      repondreRefus(demande, reponse, enRefus(cause));
    });
    return true;
  };
}

/** Les envois (tus 1.0 sous `/televersements`) de qui `admettre` reconnait, dans ses preparations. */
export const recevoirLesEnvois = (
  ports: PortsTransfert,
  admettre: (demande: IncomingMessage, reponse: ServerResponse) => Promise<Identite>,
  consigner: (message: string, cause: unknown) => void,
): CheminDesOctets =>
  serveurTus({
    entrepot: ports.entrepot,
    base: '/televersements',
    longueurMax: ports.tailleMax,
    consigner,
    autoriser: async (demande, espace, reponse) =>
      permisDEnvoi(ports, await admettre(demande, reponse), { demande, espace }),
  });

/** Demandes d'octets en cours d'une meme personne, au plus : un poste ordinaire en tient une dizaine. */
const EN_COURS_MAX = 24;

/** Identifie, et compte : une personne ne prend pas tous les fils et tous les blocs. */
function limiteParPersonne(
  identifier: Identifier,
): (demande: IncomingMessage, reponse: ServerResponse) => Promise<Identite> {
  const enCours = new Map<string, number>();
  return async (demande, reponse) => {
    const identite = await identifier(demande);
    const { id } = identite.correspondant;
    const nombre = (enCours.get(id) ?? 0) + 1;
    if (nombre > EN_COURS_MAX)
      throw new RefusDOctets(
        429,
        'trop-d-envois',
        'Trop d’envois ou de téléchargements à la fois : attendez que l’un finisse.',
      );
    if (reponse.destroyed) return identite;
    enCours.set(id, nombre);
    reponse.once('close', () => {
      const reste = (enCours.get(id) ?? 1) - 1;
      if (reste > 0) enCours.set(id, reste);
      else enCours.delete(id);
    });
    return identite;
  };
}

async function permisDEnvoi(
  ports: PortsTransfert,
  { correspondant }: Identite,
  { demande, espace }: { readonly demande: IncomingMessage; readonly espace: string },
): Promise<PermisDEnvoi> {
  const preparation = await trouverPreparation(ports, correspondant.id, espace);
  if (preparation === undefined) throw PHRASES['depot-inconnu']();
  if (demande.method === 'POST')
    await exigerLeQuota(ports, correspondant.id, Number(demande.headers['upload-length'] ?? 0));
  const envois = await ports.entrepot.lister(espace);
  const annonce = envois.reduce((total, { longueur }) => total + longueur, 0);
  return { jour: preparation.jour, reste: Math.max(0, ports.tailleMax - annonce) };
}

type Appel = {
  readonly remise: {
    readonly depot: string;
    readonly fichier: string | undefined;
    readonly mode: DroitsDeDepot;
  };
  readonly demande: IncomingMessage;
  readonly reponse: ServerResponse;
};

async function remettre(
  ports: PortsTransfert,
  parle: Identite,
  { remise, demande, reponse }: Appel,
): Promise<void> {
  if (demande.method !== 'GET' && demande.method !== 'HEAD')
    throw new RefusDOctets(405, 'methode-refusee', 'Cette adresse se lit seulement.');
  const muette = demande.method === 'HEAD';
  const identite = await identitePour(ports, parle, remise.depot);
  const permis = ouRefus(await commencerLaRemise(ports, identite, { ...remise, muette }));
  const noter = async (fichier: FichierDepose, debut: number, fin: number): Promise<void> =>
    noterLaSortie(ports, {
      depot: remise.depot,
      destinataire: identite.correspondant.id,
      par: identite.par,
      fichier,
      mode: remise.mode,
      plage: [debut, fin],
    });
  if (remise.fichier === undefined) return remettreLeZip(ports, permis, { demande, reponse, noter });
  const [fichier] = permis.fichiers;
  if (fichier === undefined) throw PHRASES['depot-inconnu']();
  const complet = await completDe(ports, remise.depot, fichier);
  const { debut, remis } = await servirOctets(demande, reponse, {
    longueur: fichier.longueur,
    nom: nomCourt(fichier.nom),
    etiquette: fichier.sha256,
    sha256: fichier.sha256,
    lire: (de, a) => ports.entrepot.lire(remise.depot, complet, de, a),
  });
  if (!muette) await noter(fichier, debut, debut + remis);
}

/** Le fichier de l'entrepot doit etre celui du fait : meme longueur, meme empreinte. */
async function completDe({ entrepot }: PortsTransfert, depot: string, fichier: FichierDepose) {
  const complet = await entrepot.trouver(depot, fichier.id);
  if (complet === undefined || complet.sha256 !== fichier.sha256 || complet.longueur !== fichier.longueur)
    throw new ObjetIllisible(`Le fichier ${fichier.id} n’est plus celui du dépôt.`);
  return complet;
}

type Zip = {
  readonly demande: IncomingMessage;
  readonly reponse: ServerResponse;
  readonly noter: (fichier: FichierDepose, debut: number, fin: number) => Promise<void>;
};

async function remettreLeZip(
  ports: PortsTransfert,
  { depot, fichiers }: { readonly depot: Depot; readonly fichiers: readonly FichierDepose[] },
  { demande, reponse, noter }: Zip,
): Promise<void> {
  const id = depot.depose.depot;
  const complets = await Promise.all(fichiers.map((fichier) => completDe(ports, id, fichier)));
  const noms = nomsUniques(fichiers.map(({ nom }) => nom));
  const entrees = complets.map(({ longueur, crc32 }, rang) => ({ nom: noms[rang] ?? '', longueur, crc32 }));
  const plan = planifierZip(entrees, new Date(depot.depose.deposeA));
  const source = sourceDuZip(plan, `depot-${id}.zip`, (entree, debut, fin) => {
    const complet = complets[entree];
    if (complet === undefined) throw new RangeError(`Entrée ${entree} hors du ZIP.`);
    return ports.entrepot.lire(id, complet, debut, fin);
  });
  const { debut, remis } = await servirOctets(demande, reponse, source);
  if (demande.method === 'HEAD') return;
  for (const morceau of plan.morceaux) {
    if ('octets' in morceau) continue;
    const [de, a] = [
      Math.max(0, debut - morceau.debut),
      Math.min(morceau.longueur, debut + remis - morceau.debut),
    ];
    const fichier = fichiers[morceau.entree];
    if (fichier !== undefined && de < a) await noter(fichier, de, a);
  }
  // Un fichier vide n'a pas de morceau : il est remis avec le ZIP entier.
  if (debut === 0 && remis === plan.longueur)
    for (const fichier of fichiers.filter(({ longueur }) => longueur === 0)) await noter(fichier, 0, 0);
}

function ouRefus<T>(rendu: Result<T, RefusDeRemise>): T {
  if (!rendu.ok) throw PHRASES[rendu.refus]();
  return rendu.valeur;
}

const inconnu = (): RefusDOctets =>
  new RefusDOctets(404, 'depot-inconnu', 'Ce dépôt n’existe pas, ou ne vous concerne pas.');

const PHRASES: Readonly<Record<RefusDeRemise, () => RefusDOctets>> = {
  'depot-inconnu': inconnu,
  'pas-destinataire': inconnu,
  'fichier-inconnu': inconnu,
  'depot-retire': () => new RefusDOctets(410, 'depot-retire', 'Ce dépôt a été retiré par son expéditeur.'),
  'depot-expire': () =>
    new RefusDOctets(
      410,
      'depot-expire',
      'L’échéance de ce dépôt est passée. Demandez un nouveau dépôt à son expéditeur ; votre récépissé reste lisible.',
    ),
  'hors-annuaire': () =>
    new RefusDOctets(
      403,
      'hors-annuaire',
      'Vous n’êtes plus à l’annuaire de cette plate-forme : le dépôt ne vous est plus remis.',
    ),
  'copie-non-autorisee': () =>
    new RefusDOctets(
      403,
      'copie-non-autorisee',
      'Ce dépôt se consulte à l’écran ; son expéditeur n’en permet pas la copie.',
    ),
};

function enRefus(cause: unknown): RefusDOctets {
  if (cause instanceof RefusDOctets) return cause;
  if (cause instanceof CleDuJourDetruite) return PHRASES['depot-expire']();
  if (cause instanceof ObjetIllisible)
    return new RefusDOctets(
      500,
      'fichier-altere',
      'Ce fichier ne se relit plus tel qu’il a été déposé : rien n’est rendu. Demandez un nouveau dépôt à son expéditeur.',
    );
  return new RefusDOctets(
    500,
    'incident-interne',
    'Le service a rencontré un incident. Reprenez le téléchargement où il en était.',
  );
}
