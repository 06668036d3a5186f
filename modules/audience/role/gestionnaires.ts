import { isUuid } from '@ppn/core';
import type { PortsDossier } from '@ppn/dossier';
import { type Agent, qualitePermet, type TablesHabilitation, tracer } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { vueTypee } from '@ppn/postgres';
import type { ModelePdf } from '@ppn/sealing';
import type { FastifyRequest } from 'fastify';
import { audiencesDe } from '../lire.ts';
import type { Db } from '../tables.ts';
import type { contratRole, Role } from '../contract.ts';
import { modeleDuRole } from './imprimer-le-role.ts';
import { lireLeRole } from './lire-le-role.ts';

/** Ports du role. */
export type PortsDeLectureDuRole = {
  readonly db: Db;
  readonly dossier: Pick<PortsDossier, 'plisDe' | 'maintenant'>;
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
};

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly id: string };
  readonly brute: FastifyRequest;
};

/** Gestionnaires du role : la juridiction ne voit que ses audiences, et chaque lecture se trace. */
export const gestionnairesRole = (ports: PortsDeLectureDuRole): Gestionnaires<typeof contratRole, Agent> => ({
  'GET /api/audiences/:id/role': (demande) => roleDemande(ports, demande, 'lire le rôle d’audience'),
  'GET /api/audiences/:id/role/pdf': async (demande) => {
    const lu = await roleDemande(ports, demande, 'imprimer le rôle d’audience');
    const pdf = await ports.composer(
      modeleDuRole(lu, demande.agent, ports.dossier.maintenant().toISOString()),
    );
    await demande.reponse
      .header('content-type', 'application/pdf')
      .header('content-disposition', 'inline; filename="role.pdf"')
      .send(Buffer.from(pdf));
  },
});

async function roleDemande(
  { db, dossier }: PortsDeLectureDuRole,
  { agent, params: { id }, brute }: Demande,
  libelle: string,
): Promise<Role> {
  const permis = agent.service === 'justice' && qualitePermet(agent, 'consulter');
  const [audience] =
    permis && isUuid(id)
      ? await audiencesDe(db, {
          juridiction: agent.rattachement.code,
          du: '2020-01-01',
          au: '2099-12-31',
          id,
        })
      : [];
  await tracer(vueTypee<TablesHabilitation>(db), {
    agent,
    idj: null,
    action: `${libelle} ${id.slice(0, 60)}`,
    motif:
      audience === undefined ? 'audience inconnue ou qualité insuffisante' : 'audience de la juridiction',
    resultat: audience === undefined ? 'refuse' : 'accorde',
    adresse: brute.ip,
  });
  if (!permis) throw refuser(403, 'qualite-insuffisante', 'Votre qualité n’ouvre pas les rôles d’audience.');
  if (audience === undefined)
    throw refuser(404, 'audience-inconnue', 'Cette audience n’est pas au calendrier de votre juridiction.');
  return lireLeRole({ db, plisDe: dossier.plisDe }, audience);
}
