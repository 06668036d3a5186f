import { isIdj, isUuid } from '@ppn/core';
import {
  type Agent,
  autoriser,
  type contratUrgences,
  DUREE_D_URGENCE_H,
  ouvrirUrgence,
  revoirUrgence,
  revoitLesUrgences,
  tracer,
  urgencePossible,
  urgencesARevoir,
} from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { dossierInaccessible } from '../acces.ts';
import type { PortsDossier } from '../ports.ts';

type PortsDesUrgences = PortsDossier & {
  /** Previent la hierarchie, sans rien dire de la procedure. */
  readonly prevenirDUneUrgence: (idj: string) => void;
};

/** Acces d'urgence : l'ouvrir avec un motif, le revoir ensuite. Il ne donne qu'a lire, quelques heures, et chaque lecture le dit. */
export function gestionnairesUrgences(ports: PortsDesUrgences): Gestionnaires<typeof contratUrgences, Agent> {
  const tracerLe = (
    agent: Agent,
    adresse: string,
    acces: { idj: string | null; action: string; motif: string },
  ) => tracer(ports.db, { agent, adresse, ...acces, resultat: 'accorde' });
  return {
    'POST /api/dossiers/:idj/acces-d-urgence': async ({ agent, params: { idj }, corps, brute }) => {
      const raison = await raisonDuRefus(ports, agent, idj);
      const action = 'ouvrir un accès d’urgence';
      if (raison === undefined) {
        await tracer(ports.db, {
          agent,
          idj,
          action,
          motif: corps.motif,
          resultat: 'refuse',
          adresse: brute.ip,
        });
        throw dossierInaccessible();
      }
      if (raison === 'deja-ouvert')
        throw refuser(409, 'deja-ouvert', 'Ce dossier vous est déjà ouvert : l’accès d’urgence est inutile.');
      const ouvert = ports.maintenant();
      const expire = new Date(ouvert.getTime() + DUREE_D_URGENCE_H * 3_600_000);
      await tracerLe(agent, brute.ip, { idj, action, motif: corps.motif });
      await ouvrirUrgence(ports.db, agent, {
        id: corps.id,
        idj,
        raison,
        motif: corps.motif,
        ouvert_a: ouvert,
        expire_a: expire,
      });
      ports.prevenirDUneUrgence(idj);
      return { expireA: expire.toISOString() };
    },
    'GET /api/acces-d-urgence': async ({ agent, brute }) => {
      if (!revoitLesUrgences(agent)) return { acces: [] };
      await tracerLe(agent, brute.ip, {
        idj: null,
        action: 'lire les accès d’urgence',
        motif: 'revue par la hiérarchie',
      });
      return { acces: await urgencesARevoir(ports.db, agent, (idjs) => dossiersDe(ports, agent, idjs)) };
    },
    'POST /api/acces-d-urgence/:id/revue': async ({ agent, params: { id }, corps, brute }) => {
      const connus = revoitLesUrgences(agent)
        ? await urgencesARevoir(ports.db, agent, (idjs) => dossiersDe(ports, agent, idjs))
        : [];
      const vise = isUuid(id) ? connus.find((acces) => acces.id === id) : undefined;
      if (vise === undefined)
        throw refuser(
          403,
          'revue-impossible',
          'Cet accès ne relève pas de votre revue : un autre chef de service la fera.',
        );
      await tracerLe(agent, brute.ip, {
        idj: vise.idj,
        action: 'revoir un accès d’urgence',
        motif: corps.avis === 'justifie' ? 'justifié' : 'à signaler',
      });
      const faite = await revoirUrgence(ports.db, id, {
        ...corps,
        par: `${agent.prenom} ${agent.nom}`,
        a: ports.maintenant(),
      });
      if (!faite) throw refuser(409, 'deja-revu', 'Cet accès d’urgence est déjà revu : relisez la liste.');
      return undefined;
    },
  };
}

/** Pourquoi ce dossier est ferme a l'agent ; `deja-ouvert` s'il ne l'est pas, rien si l'urgence n'y peut rien. */
async function raisonDuRefus({ db }: PortsDossier, agent: Agent, idj: string): Promise<string | undefined> {
  const ligne = isIdj(idj)
    ? await db
        .selectFrom('dossier')
        .select(['unite', 'juridiction'])
        .where('idj', '=', idj)
        .executeTakeFirst()
    : undefined;
  if (ligne === undefined || !urgencePossible(agent, ligne)) return undefined;
  const decision = autoriser(agent, 'consulter', ligne);
  return decision.ok ? 'deja-ouvert' : decision.refus;
}

/** Ceux de ces dossiers dont le service de l'agent est saisi. */
async function dossiersDe(
  { db, service }: PortsDossier,
  { rattachement }: Agent,
  idjs: readonly string[],
): Promise<ReadonlySet<string>> {
  if (idjs.length === 0) return new Set();
  const lignes = await db
    .selectFrom('dossier')
    .select('idj')
    .where('idj', 'in', idjs)
    .where(service === 'interieur' ? 'unite' : 'juridiction', '=', rattachement.code)
    .execute();
  return new Set(lignes.map(({ idj }) => idj));
}
