import { isUuid } from '@ppn/core';
import { acceder, type PortsDossier } from '@ppn/dossier';
import { type Agent, qualitePermet } from '@ppn/habilitation';
import { type Gestionnaires, refuser } from '@ppn/http';
import { dansUneTransaction } from '@ppn/postgres';
import type { FastifyRequest } from 'fastify';
import { type contratNotification, voieElectronique } from './contract.ts';
import { peutSuivre } from './domain/suivi.ts';
import { envoisDeLaJuridiction, envoisDuDossier, jourDe } from './lire.ts';
import { registreDesConsentements, registreDesEnvois } from './registres.ts';
import type { Db } from './tables.ts';

/** Ports des envois. */
export type PortsNotification = { readonly db: Db; readonly dossier: PortsDossier };

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly idj: string };
  readonly brute: FastifyRequest;
};

/** Gestionnaires des envois : la liste par juridiction, chaque dossier par le droit de le consulter, tenue par le greffe et le parquet. */
export function gestionnairesNotification({
  db,
  dossier,
}: PortsNotification): Gestionnaires<typeof contratNotification, Agent> {
  const ouvrir = ({ agent, params: { idj }, brute }: Demande, libelle: string) =>
    acceder(dossier, { agent, idj, action: 'mentionner', adresse: brute.ip, libelle });
  return {
    'GET /api/notifications': async ({ agent, requete: { vue } }) => {
      if (agent.service !== 'justice' || !qualitePermet(agent, 'mentionner'))
        throw refuser(403, 'qualite-insuffisante', 'Le suivi des envois se tient au greffe et au parquet.');
      const jour = jourDe(dossier.maintenant());
      return envoisDeLaJuridiction(db, { juridiction: agent.rattachement.code, vue, jour });
    },
    'GET /api/dossiers/:idj/notifications': async (demande) => {
      const { idj } = await ouvrir(demande, 'lire les envois');
      const consentements = await db
        .selectFrom('voie_electronique')
        .selectAll()
        .where('idj', '=', idj)
        .execute();
      return {
        envois: await envoisDuDossier(db, idj, { jour: jourDe(dossier.maintenant()) }),
        consentements: consentements.map(({ personne, moyen, adresse, recueilli_a }) =>
          voieElectronique.parse({ personne, moyen, adresse, recueilliA: recueilli_a.toISOString() }),
        ),
      };
    },
    'POST /api/dossiers/:idj/notifications/:id/pas': async (demande) => {
      const { idj } = await ouvrir(demande, 'suivre un envoi');
      const { id } = demande.params;
      const jour = jourDe(dossier.maintenant());
      if (demande.corps.le > jour)
        throw refuser(
          422,
          'date-a-venir',
          'Ce qui se constate est déjà arrivé : donnez une date passée ou celle du jour.',
        );
      return dansUneTransaction(db, async (tx) => {
        const avant = isUuid(id)
          ? await tx
              .selectFrom('notification')
              .select('etat')
              .where('id', '=', id)
              .where('idj', '=', idj)
              .forUpdate()
              .executeTakeFirst()
          : undefined;
        if (avant === undefined) throw refuser(404, 'envoi-inconnu', 'Cet envoi n’est pas de ce dossier.');
        if (!peutSuivre(avant.etat as Parameters<typeof peutSuivre>[0], demande.corps.pas))
          throw refuser(
            409,
            'pas-impossible',
            'Cet envoi a changé entre-temps : rechargez la liste, puis constatez ce qui en reste à dire.',
          );
        const { agent } = demande;
        await registreDesEnvois.consigner(
          tx,
          id,
          [
            {
              type: 'pas-constate',
              donnees: { ...demande.corps, par: `${agent.prenom} ${agent.nom.toLocaleUpperCase('fr')}` },
            },
          ],
          { auteur: agent.matricule, maintenant: dossier.maintenant() },
        );
        const [apres] = await envoisDuDossier(tx, idj, { jour, id });
        if (apres === undefined) throw new Error(`Envoi perdu : ${id}`);
        return apres;
      });
    },
    'POST /api/dossiers/:idj/consentements': async (demande) => {
      const etat = await ouvrir(demande, 'recueillir un consentement');
      const { personne, moyen, adresse } = demande.corps;
      if (!etat.personnes.some(({ id }) => id === personne))
        throw refuser(404, 'personne-inconnue', 'Cette personne n’est pas au dossier.');
      if (moyen !== null && moyen !== 'portail' && adresse === '')
        throw refuser(422, 'adresse-absente', 'Donnez l’adresse que la personne a acceptée (803-1 II).');
      await dansUneTransaction(db, (tx) =>
        registreDesConsentements.consigner(
          tx,
          etat.idj,
          [{ type: 'consentement', donnees: { personne, moyen, adresse } }],
          { auteur: demande.agent.matricule, maintenant: dossier.maintenant() },
        ),
      );
      return undefined;
    },
  };
}
