import { isUuid } from '@ppn/core';
import type { Agent } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import { accederAuFil } from './acces-au-fil.ts';
import { preparerCompteRendu } from './compte-rendu.ts';
import { contratMessagerie } from './contract.ts';
import { listerFils } from './listes.ts';
import { magistratsConnus } from './magistrats.ts';
import { maPermanence, passerLaPermanence } from './permanence.ts';
import type { PortsMessagerie } from './ports.ts';
import { donnerSigne } from './presence.ts';
import { deposerFichierJoint } from './use-cases/deposer-fichier-joint.ts';
import { deposerMessage } from './use-cases/deposer-message.ts';
import { ouvrirFil } from './use-cases/ouvrir-fil.ts';
import { accepterInstruction, marquerLu } from './use-cases/suivre-un-fil.ts';
import { preparerVersement } from './use-cases/verser.ts';
import { vueDuFil } from './vue-du-fil.ts';

const versement = contratMessagerie['POST /api/fils/:fil/versement'].reponses[201];

/** Gestionnaires de la messagerie, communs aux deux ministeres : chaque acces est autorise par la participation au fil, et trace. */
export function gestionnairesMessagerie(
  ports: PortsMessagerie,
): Gestionnaires<typeof contratMessagerie, Agent> {
  type Demande = {
    readonly agent: Agent;
    readonly params: { readonly fil: string };
    readonly brute: FastifyRequest;
  };
  const ouvrir = async ({ agent, params: { fil }, brute }: Demande, libelle: string) => {
    await donnerSigne(ports, agent);
    return accederAuFil(ports, { agent, fil, libelle, adresse: brute.ip });
  };
  const relire = async ({ agent, params: { fil } }: Pick<Demande, 'agent' | 'params'>) =>
    vueDuFil(
      ports,
      agent,
      await ports.db.selectFrom('fil').selectAll().where('id', '=', fil).executeTakeFirstOrThrow(),
    );
  return {
    'GET /api/fils': async ({ agent, requete }) => {
      await donnerSigne(ports, agent);
      return listerFils(ports, agent, requete);
    },
    'POST /api/fils': async ({ agent, corps, brute }) => {
      await donnerSigne(ports, agent);
      await ouvrirFil(ports, agent, corps, brute.ip);
      return relire({ agent, params: { fil: corps.id } });
    },
    'GET /api/fils/:fil': async (demande) =>
      vueDuFil(ports, demande.agent, await ouvrir(demande, 'lire un fil de messages')),
    'POST /api/fils/:fil/messages': async (demande) => {
      const fil = await ouvrir(demande, 'écrire dans un fil de messages');
      await deposerMessage(ports, demande.agent, fil, demande.corps);
      return relire(demande);
    },
    'POST /api/fils/:fil/lecture': async (demande) => {
      const fil = await ouvrir(demande, 'marquer un fil lu');
      await marquerLu(ports, demande.agent, fil, demande.corps.jusqua);
      return undefined;
    },
    'POST /api/fils/:fil/messages/:id/acceptation': async (demande) => {
      const fil = await ouvrir(demande, 'accepter une instruction');
      await accepterInstruction(ports, demande.agent, fil, exigerUuid(demande.params.id));
      return relire(demande);
    },
    'POST /api/fils/:fil/versement': async (demande) => {
      const fil = await ouvrir(demande, 'verser un fil au dossier');
      const acteId = await preparerVersement(ports, demande.agent, fil, demande.brute.ip);
      return versement.parse({ idj: fil.idj, acteId });
    },
    'POST /api/fils/fichiers': async ({ agent, brute }) => {
      const nom = brute.headers['x-nom'];
      return deposerFichierJoint(ports, agent, {
        nom: decoder(typeof nom === 'string' ? nom : 'fichier'),
        flux: brute.body as AsyncIterable<Uint8Array>,
      });
    },
    'GET /api/fils/:fil/fichiers/:id': async (demande) => {
      const fil = await ouvrir(demande, 'lire un fichier joint à un message');
      const fichier = await ports.db
        .selectFrom('message_fichier')
        .selectAll()
        .where('id', '=', exigerUuid(demande.params.id))
        .where('fil', '=', fil.id)
        .where('complet', '=', true)
        .executeTakeFirst();
      if (fichier === undefined)
        throw refuser(
          404,
          'fichier-inconnu',
          'Ce fichier n’est pas encore arrivé, ou sa conservation est finie.',
        );
      return demande.reponse
        .header('content-type', fichier.type_mime)
        .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fichier.nom)}`)
        .header('cache-control', 'no-store')
        .header('x-content-type-options', 'nosniff')
        .send(fichier.octets);
    },
    'GET /api/dossiers/:idj/compte-rendu': async ({ agent, params: { idj }, brute }) => {
      await donnerSigne(ports, agent);
      return preparerCompteRendu(ports, agent, { idj, adresse: brute.ip });
    },
    'GET /api/magistrats': async ({ requete }) => ({
      magistrats: [...(await magistratsConnus(ports, requete.juridiction))],
    }),
    'GET /api/permanence': async ({ agent }) => {
      await donnerSigne(ports, agent);
      return maPermanence(ports, agent);
    },
    'POST /api/permanence': async ({ agent, corps }) => passerLaPermanence(ports, agent, corps),
  };
}

function exigerUuid(id: string): string {
  if (!isUuid(id)) throw refuser(404, 'introuvable', 'Cet identifiant est mal formé.');
  return id;
}

function decoder(brut: string): string {
  try {
    return decodeURIComponent(brut);
  } catch {
    return 'fichier';
  }
}
