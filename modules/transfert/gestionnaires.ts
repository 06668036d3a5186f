import { isEmpreinte, isUuid, type Result } from '@ppn/core';
import { envoyerOctets, type Gestionnaires, refuser, type RefusHttp } from '@ppn/http';
import { RefusDOctets } from '@ppn/large-files';
import type { contratTransfert } from './contract.ts';
import { DUREE_MAX } from './domain/echeances.ts';
import { listerDepots } from './listes.ts';
import type { Identite, PortsTransfert } from './ports.ts';
import { dureeOfferteMaintenant, raisonDe } from './supervision/etat-du-stockage.ts';
import { identitePour, suppleesPar } from './use-cases/agir-pour.ts';
import {
  abandonnerPreparation,
  faireLeDepot,
  preparerDepot,
  trouverPreparation,
} from './use-cases/preparer-depot.ts';
import { redeposer } from './use-cases/redeposer.ts';
import {
  depotVisible,
  noterLOuverture,
  relancer,
  repousserLEcheance,
  retirerLeDepot,
} from './use-cases/suivre-un-depot.ts';
import { vueDeLaPreparation, vueDuDepot } from './vues.ts';

/** Gestionnaires d'une zone d'echange : qui parle est un correspondant de son annuaire. */
export function gestionnairesTransfert(
  ports: PortsTransfert,
): Gestionnaires<typeof contratTransfert, Identite> {
  const visible = async (identite: Identite, id: string) => {
    const depot = isUuid(id) ? await depotVisible(ports, identite, id) : undefined;
    if (depot === undefined) throw PHRASES['depot-inconnu']();
    return depot;
  };
  const vue = (depot: Parameters<typeof vueDuDepot>[1], { correspondant }: Identite) =>
    vueDuDepot(ports, depot, correspondant.id);
  const suppleant = async (identite: Identite, id: string): Promise<Identite> =>
    isUuid(id) ? identitePour(ports, identite, id) : identite;
  const preparationDe = async ({ correspondant }: Identite, id: string) => {
    const trouvee = isUuid(id) ? await trouverPreparation(ports, correspondant.id, id) : undefined;
    if (trouvee === undefined) throw PHRASES['depot-inconnu']();
    return trouvee;
  };
  return {
    'GET /api/conservation': async ({ agent }) => {
      const offerte = await dureeOfferteMaintenant(ports);
      return {
        offerte,
        max: DUREE_MAX,
        raison: raisonDe(offerte),
        antivirus: ports.antivirus === true,
        supervise: agent.supervise === true,
      };
    },
    'GET /api/destinataires': async ({ requete }) => ({
      destinataires: [...(await ports.annuaire.chercher(requete.texte))],
      groupes: ((await ports.annuaire.grouper?.(requete.texte)) ?? []).map(({ libelle, membres }) => ({
        libelle,
        membres: [...membres],
      })),
    }),
    'POST /api/depots': async ({ agent, corps }) =>
      vueDeLaPreparation(ports, ouRefus(await preparerDepot(ports, agent, corps))),
    'GET /api/preparations': async ({ agent }) => {
      const lignes = await ports.db
        .selectFrom('depot_en_preparation')
        .selectAll()
        .where('auteur', '=', agent.correspondant.id)
        .orderBy('cree_a', 'desc')
        .limit(100)
        .execute();
      const preparations = lignes.map(({ demande, jour, cree_a, prepare, remplace }) =>
        vueDeLaPreparation(ports, {
          demande,
          jour,
          creeA: cree_a,
          prepare: prepare ?? undefined,
          remplace: remplace ?? undefined,
        }),
      );
      return { preparations: await Promise.all(preparations) };
    },
    'GET /api/preparations/:id': async ({ agent, params }) =>
      vueDeLaPreparation(ports, await preparationDe(agent, params.id)),
    'DELETE /api/preparations/:id': async ({ agent, params }) => {
      await preparationDe(agent, params.id);
      await abandonnerPreparation(ports, agent, params.id);
      return undefined;
    },
    'POST /api/depots/:id/depot': async ({ agent, params, corps }) => {
      if (!isUuid(params.id)) throw PHRASES['depot-inconnu']();
      return vue(
        ouRefus(await faireLeDepot(ports, agent, { id: params.id, empreintes: corps.empreintes })),
        agent,
      );
    },
    'GET /api/depots': async ({ agent, requete }) => ({
      depots: await listerDepots(
        ports.db,
        requete.sens === 'recus' ? await suppleesPar(ports, agent) : [agent.correspondant.id],
        requete,
      ),
    }),
    'GET /api/depots/:id': async ({ agent: parle, params }) => {
      const agent = await suppleant(parle, params.id);
      return vue(await noterLOuverture(ports, agent, await visible(agent, params.id)), agent);
    },
    'POST /api/depots/:id/prolongation': async ({ agent, params, corps }) => {
      await visible(agent, params.id);
      return vue(
        ouRefus(await repousserLEcheance(ports, agent, { id: params.id, echeance: corps.echeance })),
        agent,
      );
    },
    'POST /api/depots/:id/relance': async ({ agent, params }) => {
      await visible(agent, params.id);
      return { avises: ouRefus(await relancer(ports, agent, params.id)) };
    },
    'POST /api/depots/:id/redepot': async ({ agent, params, corps }) => {
      await visible(agent, params.id);
      const rendu = await redeposer(ports, agent, { ancien: params.id, neuf: corps.id }).catch(enRefusHttp);
      return vueDeLaPreparation(ports, ouRefus(rendu));
    },
    'POST /api/depots/:id/retrait': async ({ agent, params, corps }) => {
      await visible(agent, params.id);
      return vue(ouRefus(await retirerLeDepot(ports, agent, { id: params.id, motif: corps.motif })), agent);
    },
    'GET /api/depots/:id/recepisses/:empreinte': async ({ agent: parle, params, brute, reponse }) => {
      const agent = await suppleant(parle, params.id);
      const depot = await visible(agent, params.id);
      const { recepisses } = await vue(depot, agent);
      const recepisse = recepisses.find(({ adresse }) => adresse.endsWith(`/${params.empreinte}`));
      const taille = depot.recepisses.find(({ empreinte }) => empreinte === params.empreinte)?.taille;
      const { empreinte } = params;
      if (recepisse === undefined || taille === undefined || !isEmpreinte(empreinte))
        throw PHRASES['depot-inconnu']();
      const nom = `recepisse-${recepisse.genre}-${params.id}.pdf`;
      await envoyerOctets(
        brute,
        reponse,
        {
          taille,
          typeMime: 'application/pdf',
          nom,
          empreinte,
          lire: (plage) => ports.magasin.lire(empreinte, plage),
        },
        true,
      );
    },
  };
}

/** Un refus du chemin des octets (quota) se lit comme les autres. */
function enRefusHttp(cause: unknown): never {
  if (cause instanceof RefusDOctets) throw refuser(cause.statut, cause.code, cause.message);
  throw cause;
}

/** La valeur, ou le probleme que l'agent lira. */
function ouRefus<T>(rendu: Result<T, keyof typeof PHRASES>): T {
  if (!rendu.ok) throw PHRASES[rendu.refus]();
  return rendu.valeur;
}

const PHRASES = {
  'depot-inconnu': () => refuser(404, 'depot-inconnu', 'Ce dépôt n’existe pas, ou ne vous concerne pas.'),
  'horloge-suspecte': () =>
    refuser(
      503,
      'horloge-suspecte',
      'L’horloge de la plate-forme a reculé : l’échéance serait fausse. Vos fichiers sont gardés ; réessayez dans quelques minutes, ou prévenez l’exploitant.',
    ),
  'capacite-atteinte': () =>
    refuser(
      507,
      'capacite-atteinte',
      'La plate-forme n’a plus de place pour ces fichiers. Réessayez plus tard : ce qui est déjà repris est gardé.',
    ),
  'identifiant-pris': () =>
    refuser(409, 'identifiant-pris', 'Cet identifiant de dépôt est déjà pris : recommencez avec un autre.'),
  'pas-expediteur': () => refuser(403, 'pas-expediteur', 'Seul l’expéditeur de ce dépôt peut le faire.'),
  'depot-retire': () => refuser(409, 'depot-retire', 'Ce dépôt a été retiré par son expéditeur.'),
  'depot-expire': () =>
    refuser(409, 'depot-expire', 'L’échéance de ce dépôt est passée : faites un nouveau dépôt.'),
  'duree-hors-bornes': () =>
    refuser(
      422,
      'duree-hors-bornes',
      'La durée va de 1 à 30 jours après le dépôt (arrêté du 24 octobre 2019, art. 8).',
    ),
  'duree-non-offerte': () =>
    refuser(
      422,
      'duree-non-offerte',
      'La plate-forme est très sollicitée : elle n’offre pas cette durée aujourd’hui. Choisissez-en une plus courte ; ce qui est déjà promis le reste.',
    ),
  'echeance-avancee': () =>
    refuser(422, 'echeance-avancee', 'L’échéance promise ne s’avance pas. Pour fermer le dépôt, retirez-le.'),
  'sans-destinataire': () => refuser(422, 'sans-destinataire', 'Choisissez au moins un destinataire.'),
  'destinataire-inconnu': () =>
    refuser(
      422,
      'destinataire-inconnu',
      'Un destinataire n’est pas, ou plus, à l’annuaire. Cherchez-le de nouveau.',
    ),
  'consentement-absent': () =>
    refuser(
      422,
      'consentement-absent',
      'Un destinataire n’est pas un professionnel, et aucun consentement n’est enregistré pour cette procédure (803-1, II CPP). Si un acte le porte, enregistrez-le (page Consentements), et indiquez la procédure du dépôt ; sinon, ôtez ce destinataire et notifiez-lui par une autre voie.',
    ),
  'sans-fichier': () => refuser(422, 'sans-fichier', 'Ajoutez au moins un fichier.'),
  'fichier-inacheve': () =>
    refuser(
      409,
      'fichier-inacheve',
      'Un fichier n’est pas envoyé en entier : reprenez son envoi, ou ôtez-le.',
    ),
  'fichier-refuse': () =>
    refuser(
      409,
      'fichier-refuse',
      'Un fichier est refusé à l’examen : la liste dit lequel et pourquoi. Ôtez-le, puis déposez.',
    ),
  'empreinte-differente': () =>
    refuser(
      409,
      'empreinte-differente',
      'Un fichier reçu n’est pas celui de votre poste : ôtez-le et renvoyez-le.',
    ),
  'trop-de-fichiers': () =>
    refuser(
      422,
      'trop-de-fichiers',
      'Un dépôt compte mille fichiers au plus : réunissez-les, ou faites plusieurs dépôts.',
    ),
} satisfies Readonly<Record<string, () => RefusHttp>>;
