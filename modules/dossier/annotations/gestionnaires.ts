import { isUuid } from '@ppn/core';
import { actionsPermises, type Agent } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import type { Selectable } from 'kysely';
import type { z } from 'zod';
import { acceder, type Etat } from '../acces.ts';
import { fermeesPar } from '../pieces-vues.ts';
import type { PortsDossier } from '../ports.ts';
import type { TablesDossier } from '../tables.ts';
import type { Annotation, contratAnnotations } from './contract.ts';

const PAR_AGENT_MAX = 2_000;

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly idj: string };
  readonly brute: FastifyRequest;
};
type Corps = z.output<(typeof contratAnnotations)['PUT /api/dossiers/:idj/annotations/:id']['corps']>;

/** Notes et marques : qui lit le dossier y note. Le droit de les lire est dans la requete. */
export function gestionnairesAnnotations(
  ports: PortsDossier,
): Gestionnaires<typeof contratAnnotations, Agent> {
  const ouvrir = ({ agent, params: { idj }, brute }: Demande, libelle: string) =>
    acceder(ports, { agent, idj, action: 'consulter', adresse: brute.ip, libelle });
  return {
    'GET /api/dossiers/:idj/annotations': async (demande) => {
      const etat = await ouvrir(demande, 'lire les notes');
      return { annotations: await lister(ports, etat, demande.agent) };
    },
    'PUT /api/dossiers/:idj/annotations/:id': async (demande) => {
      const { id } = demande.params;
      const etat = await ouvrir(demande, demande.corps.partagee ? 'partager une note' : 'prendre une note');
      if (!isUuid(id)) throw inconnue();
      return poser(ports, etat, demande.agent, { ...demande.corps, id });
    },
    'DELETE /api/dossiers/:idj/annotations/:id': async (demande) => {
      const { idj, id } = demande.params;
      await ouvrir(demande, 'effacer une note');
      if (!isUuid(id)) throw inconnue();
      await ports.db
        .deleteFrom('annotation')
        .where('id', '=', id)
        .where('idj', '=', idj)
        .where('matricule', '=', demande.agent.matricule)
        .execute();
      return undefined;
    },
  };
}

const inconnue = () => refuser(404, 'note-inconnue', 'Cette note n’existe plus.');

/** Celles de l'agent, et celles que son service partage ; une piece fermee ferme les siennes. */
async function lister({ db }: PortsDossier, etat: Etat, agent: Agent): Promise<readonly Annotation[]> {
  const lignes = await db
    .selectFrom('annotation')
    .selectAll()
    .where('idj', '=', etat.idj)
    .where((eb) =>
      eb.or([
        eb('matricule', '=', agent.matricule),
        eb.and([eb('partagee', '=', true), eb('rattachement', '=', agent.rattachement.code)]),
      ]),
    )
    .orderBy('cree_a')
    .execute();
  const fermees = fermeesA(etat, agent);
  return lignes.filter(({ piece }) => !fermees.has(piece)).map((ligne) => vue(ligne, agent));
}

const fermeesA = (etat: Etat, agent: Agent): ReadonlySet<string> =>
  fermeesPar(
    etat,
    actionsPermises(agent, {
      unite: etat.unite.code,
      juridiction: etat.juridiction?.code ?? null,
    }).includes('lire-retirees'),
  );

async function poser(
  ports: PortsDossier,
  etat: Etat,
  agent: Agent,
  voulue: Corps & { readonly id: string },
): Promise<Annotation> {
  const { db } = ports;
  const { idj } = etat;
  const piece = await db
    .selectFrom('piece')
    .select('empreinte')
    .where('idj', '=', idj)
    .where('id', '=', voulue.piece)
    .executeTakeFirst();
  if (piece === undefined || fermeesA(etat, agent).has(voulue.piece))
    throw refuser(409, 'piece-inconnue', 'Cette pièce n’est pas au dossier, ou n’y est plus ouverte.');
  await exigerDeLaPlace(ports, idj, agent);
  const maintenant = ports.maintenant();
  const { citation, texte, partagee } = voulue;
  const ecrite = await db
    .insertInto('annotation')
    .values({
      ...voulue,
      idj,
      empreinte: piece.empreinte,
      rattachement: agent.rattachement.code,
      matricule: agent.matricule,
      auteur: `${agent.prenom} ${agent.nom}`,
      cree_a: maintenant,
      modifie_a: maintenant,
    })
    .onConflict((conflit) =>
      conflit
        .column('id')
        .doUpdateSet({ citation, texte, partagee, modifie_a: maintenant })
        .where('annotation.idj', '=', idj)
        .where('annotation.matricule', '=', agent.matricule),
    )
    .returningAll()
    .executeTakeFirst();
  if (ecrite === undefined) throw inconnue();
  return vue(ecrite, agent);
}

async function exigerDeLaPlace({ db }: PortsDossier, idj: string, { matricule }: Agent): Promise<void> {
  const { nombre } = await db
    .selectFrom('annotation')
    .select(({ fn }) => fn.countAll<number>().as('nombre'))
    .where('idj', '=', idj)
    .where('matricule', '=', matricule)
    .executeTakeFirstOrThrow();
  if (Number(nombre) >= PAR_AGENT_MAX)
    throw refuser(
      409,
      'trop-de-notes',
      `Vous avez déjà ${PAR_AGENT_MAX} notes dans ce dossier : effacez-en.`,
    );
}

const vue = (ligne: Selectable<TablesDossier['annotation']>, { matricule }: Agent): Annotation =>
  ({
    id: ligne.id,
    piece: ligne.piece,
    empreinte: ligne.empreinte,
    page: ligne.page,
    instant: ligne.instant,
    citation: ligne.citation,
    texte: ligne.texte,
    partagee: ligne.partagee,
    auteur: ligne.auteur,
    mienne: ligne.matricule === matricule,
    modifieeA: ligne.modifie_a.toISOString(),
  }) as Annotation;
