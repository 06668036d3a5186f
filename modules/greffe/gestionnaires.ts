import { horodate } from '@ppn/core';
import { acceder } from '@ppn/dossier';
import { type Agent, qualitePermet } from '@ppn/habilitation';
import { type Gestionnaires, refuser, rendreOctets } from '@ppn/http';
import { motifsDeRetourEnVigueur } from '@ppn/nomenclature';
import type { FastifyRequest } from 'fastify';
import type { contratGreffe } from './contract.ts';
import { lireLesArrivees } from './lire-les-arrivees.ts';
import type { PortsGreffe } from './ports.ts';
import {
  ajusterLesCotes,
  certifierLaCotation,
  type Cotation,
  coterDOfficeLeDossier,
} from './use-cases/coter.ts';
import { enregistrerLeLot } from './use-cases/enregistrer.ts';
import { imprimerLInventaire, inventaireEnCsv, lireLInventaire } from './use-cases/lire-l-inventaire.ts';
import { mettreDeCote, retourner } from './use-cases/retourner.ts';

/** Gestionnaires du greffe : la boite se lit par qualite, chaque geste par le droit sur le dossier. */
export const gestionnairesGreffe = (ports: PortsGreffe): Gestionnaires<typeof contratGreffe, Agent> => ({
  'GET /api/arrivees': async ({ agent, requete }) => {
    exigerLeGreffe(agent);
    return lireLesArrivees(ports, agent, requete.sort);
  },
  'POST /api/arrivees/enregistrement': async ({ agent, corps, brute }) => {
    exigerLeGreffe(agent);
    return { resultats: await enregistrerLeLot(ports, { agent, adresse: brute.ip, ...corps }) };
  },
  'POST /api/arrivees/:idj/retour': async ({ agent, params: { idj }, corps, brute }) => {
    const geste = { agent, idj, pli: corps.pli, adresse: brute.ip, libelle: 'retourner à l’unité' };
    await retourner(ports, geste, corps.remarques);
    return undefined;
  },
  'POST /api/arrivees/:idj/attente': async ({ agent, params: { idj }, corps, brute }) => {
    const geste = { agent, idj, pli: corps.pli, adresse: brute.ip, libelle: 'mettre de côté' };
    await mettreDeCote(ports, geste, corps.motif);
    return undefined;
  },
  'GET /api/dossiers/:idj/inventaire': async (demande) => lire(ports, demande, 'lire l’inventaire'),
  'GET /api/dossiers/:idj/inventaire/pdf': async (demande) => {
    const etat = await consulter(ports, demande, 'imprimer l’inventaire');
    const lu = await lireLInventaire(ports, etat, demande.agent);
    const octets = await imprimerLInventaire(ports, etat, demande.agent, lu);
    await rendreOctets(demande, {
      octets,
      typeMime: 'application/pdf',
      nom: `inventaire-${demande.params.idj}.pdf`,
    });
  },
  'GET /api/dossiers/:idj/inventaire/csv': async (demande) => {
    const lu = await lire(ports, demande, 'extraire l’inventaire');
    const octets = new TextEncoder().encode(inventaireEnCsv(lu));
    const nom = `inventaire-${demande.params.idj}.csv`;
    await rendreOctets(demande, { octets, typeMime: 'text/csv; charset=utf-8', nom }, true);
  },
  'POST /api/dossiers/:idj/cotes': async (demande) => {
    await coterDOfficeLeDossier(ports, cotationDe(demande));
    return lire(ports, demande, 'lire l’inventaire');
  },
  'PUT /api/dossiers/:idj/cotes': async (demande) => {
    await ajusterLesCotes(ports, cotationDe(demande), demande.corps.cotes);
    return lire(ports, demande, 'lire l’inventaire');
  },
  'POST /api/dossiers/:idj/cotes/certification': async (demande) => {
    await certifierLaCotation(ports, cotationDe(demande));
    return lire(ports, demande, 'lire l’inventaire');
  },
  'GET /api/greffe/motifs-de-retour': async () => ({
    motifs: [...motifsDeRetourEnVigueur(horodate(ports.dossier.maintenant().toISOString()).slice(0, 10))],
  }),
});

type Demande = {
  readonly agent: Agent;
  readonly params: { readonly idj: string };
  readonly brute: FastifyRequest;
};

const cotationDe = ({ agent, params: { idj }, brute }: Demande): Cotation => ({
  agent,
  idj,
  adresse: brute.ip,
});

const consulter = ({ dossier }: PortsGreffe, { agent, params: { idj }, brute }: Demande, libelle: string) =>
  acceder(dossier, { agent, idj, action: 'consulter', adresse: brute.ip, libelle });

const lire = async (ports: PortsGreffe, demande: Demande, libelle: string) =>
  lireLInventaire(ports, await consulter(ports, demande, libelle), demande.agent);

function exigerLeGreffe(agent: Agent): void {
  if (agent.service !== 'justice' || !qualitePermet(agent, 'trier'))
    throw refuser(
      403,
      'qualite-insuffisante',
      'Les arrivées se reçoivent au greffe : votre qualité ne l’ouvre pas.',
    );
}
