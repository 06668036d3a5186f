import { enCsv } from '@ppn/core';
import { type Agent, qualitePermet, type TablesHabilitation, tracer } from '@ppn/habilitation';
import { type Gestionnaires, refuser, rendreOctets } from '@ppn/http';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { TablesPilotage } from '../tables.ts';
import type { contratPilotage, ProcedureListee, Tableau } from './contrat.ts';
import { lireLaListe } from './lire-la-liste.ts';
import { lireLeTableau } from './lire-le-tableau.ts';

/** Tables que les chiffres lisent, et ou l'acces se trace. */
export type TablesDesChiffres = TablesPilotage & TablesHabilitation;

/** Ce que le tableau lit ailleurs : gardes a vue et permanence, chacune de son contexte, droits compris. */
export type PortsPilotage = {
  readonly db: Kysely<TablesDesChiffres>;
  readonly maintenant: () => Date;
  readonly titreDe: (type: string) => string;
  readonly gardesAVue: (agent: Agent) => Promise<Tableau['gardesAVue']>;
  readonly permanence: (agent: Agent, maintenant: Date) => Promise<Tableau['permanence']>;
  readonly audiences: (agent: Agent, maintenant: Date) => Promise<Tableau['audiences']>;
};

/** Lignes d'une liste exportee au plus. */
const EXPORT_MAX = 10_000;

/** Gestionnaires du tableau de bord : par qualite, sur sa seule juridiction ; chaque liste nommee est tracee. */
export function gestionnairesPilotage(ports: PortsPilotage): Gestionnaires<typeof contratPilotage, Agent> {
  const tableauDe = async (agent: Agent): Promise<Tableau> => {
    const maintenant = ports.maintenant();
    const [lu, gardesAVue, permanence, audiences] = await Promise.all([
      lireLeTableau(ports.db, agent, maintenant),
      ports.gardesAVue(agent),
      ports.permanence(agent, maintenant),
      ports.audiences(agent, maintenant),
    ]);
    return {
      ...lu,
      decisions: lu.decisions.map((decision) => ({ ...decision, titre: ports.titreDe(decision.type) })),
      etabliA: maintenant.toISOString(),
      juridiction: agent.rattachement.libelle,
      gardesAVue,
      permanence,
      audiences,
    };
  };
  const noter = (agent: Agent, brute: FastifyRequest, action: string) =>
    tracer(ports.db, {
      agent,
      idj: null,
      action,
      motif: `pilotage de ${agent.rattachement.code}`,
      resultat: 'accorde',
      adresse: brute.ip,
    });
  return {
    'GET /api/pilotage': async ({ agent }) => {
      exigerLePilotage(agent);
      return tableauDe(agent);
    },
    'GET /api/pilotage/procedures': async ({ agent, requete, brute }) => {
      exigerLePilotage(agent);
      await noter(agent, brute, 'lire une liste du tableau de bord');
      return lireLaListe(ports.db, agent, requete, { maintenant: ports.maintenant() });
    },
    'GET /api/pilotage/export': async ({ agent, requete, brute, reponse }) => {
      exigerLePilotage(agent);
      await noter(agent, brute, `exporter le tableau de bord : ${requete.quoiExporter}`);
      const { procedures } =
        requete.quoiExporter === 'liste'
          ? await lireLaListe(ports.db, agent, requete, {
              maintenant: ports.maintenant(),
              parPage: EXPORT_MAX,
            })
          : { procedures: [] };
      const csv =
        requete.quoiExporter === 'liste'
          ? listeEnCsv(procedures, ports.titreDe)
          : tableauEnCsv(await tableauDe(agent));
      const nom = `${requete.quoiExporter}-de-bord.csv`;
      await rendreOctets(
        { brute, reponse },
        { octets: new TextEncoder().encode(csv), typeMime: 'text/csv; charset=utf-8', nom },
        true,
      );
    },
  };
}

/** Le tableau entier, une ligne par chiffre. */
export const tableauEnCsv = (tableau: Tableau): string =>
  enCsv([
    ['Rubrique', 'Chiffre', 'Valeur'],
    ['Stock', 'à trier', tableau.stocks.aTrier.nombre],
    ['Stock', 'à décider', tableau.stocks.aDecider.nombre],
    ['Stock', 'rendues à l’unité', tableau.stocks.retournees.nombre],
    ...tableau.ages.map(({ libelle, nombre }) => ['Âge du stock', libelle, nombre]),
    ...tableau.flux.flatMap(({ semaine, recues, enregistrees, decidees }) => [
      [`Semaine du ${semaine}`, 'reçues', recues],
      [`Semaine du ${semaine}`, 'enregistrées', enregistrees],
      [`Semaine du ${semaine}`, 'décidées', decidees],
    ]),
    ...tableau.decisions.flatMap(({ titre, nombre, delaiMedian }) => [
      ['Décisions, 90 jours', titre, nombre],
      ['Délai médian, jours', titre, delaiMedian],
    ]),
    ...tableau.unites.map(({ libelle, nombre }) => ['Stock par unité', libelle, nombre]),
    ['Gardes à vue', 'en cours', tableau.gardesAVue.enCours],
    ['Gardes à vue', 'échéance proche', tableau.gardesAVue.pressantes],
    ['Gardes à vue', 'demandes en attente', tableau.gardesAVue.demandes],
    ...tableau.audiences.flatMap(({ titre, debut, affaires, pretes }) => [
      [`Audience du ${debut.slice(0, 16)}`, `${titre} : affaires`, affaires],
      [`Audience du ${debut.slice(0, 16)}`, `${titre} : prêtes`, pretes],
    ]),
    ['Permanence', 'sans réponse', tableau.permanence.sansReponse],
    ['Permanence', 'attente médiane, minutes', tableau.permanence.attenteMediane ?? ''],
  ]);

const listeEnCsv = (procedures: readonly ProcedureListee[], titreDe: (type: string) => string): string =>
  enCsv([
    ['IDJ', 'Numéro', 'Intitulé', 'Unité', 'Reçue le', 'Enregistrée le', 'Décidée le', 'Décision', 'État'],
    ...procedures.map((une) => [
      une.idj,
      une.numero,
      une.intitule,
      une.unite,
      une.recueA,
      une.enregistreeA ?? '',
      une.decideeA ?? '',
      une.decision === null ? '' : titreDe(une.decision),
      une.etat,
    ]),
  ]);

/** Qui lit les procedures de sa juridiction pilote : parquet et greffe. */
function exigerLePilotage(agent: Agent): void {
  if (agent.service !== 'justice' || !qualitePermet(agent, 'consulter'))
    throw refuser(
      403,
      'qualite-insuffisante',
      'Le tableau de bord est ouvert au parquet et au greffe de la juridiction.',
    );
}
