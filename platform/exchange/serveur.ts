import { createServer, type Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { empreinte, isEmpreinte } from '@ppn/core';
import { etape } from '@ppn/observability';
import { recevoirLot } from './depeches/recevoir-lot.ts';
import { repondreAuRapprochement } from './rapprochement/repondre.ts';
import { recevoirPli } from './recevoir.ts';
import type { ReglagesNoeud } from './reglages.ts';
import { pointGardeDuPair, repondreAuTemoignage } from './temoin.ts';

const PLI_MAX = 128 * 1024 * 1024;
const OBJET_MAX = 64 * 1024 ** 3;
const RAPPROCHEMENT_MAX = 2 * 1024 * 1024;
const LOT_MAX = 4 * 1024 * 1024;

/** Ce que le serveur signale au noeud : le pair vient de parler ; un lot de depeches vient d'etre integre. */
export type Contact = { readonly vu: () => void; readonly lot: () => void };

/** Serveur d'echange : TLS mutuel, seul le certificat du pair est admis. */
export function creerServeurEchange(reglages: ReglagesNoeud, contact: Contact): Server {
  const { tls } = reglages;
  const serveur = createServer(
    {
      key: tls.serveur.cle,
      cert: tls.serveur.certificat,
      ca: tls.ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    },
    (demande, reponse) => {
      traiter(demande, reponse, reglages, contact).catch((cause: unknown) => {
        reglages.consigner('erreur', 'Réception en échec', {
          chemin: demande.url,
          erreur: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
        });
        if (!reponse.headersSent)
          repondre(reponse, 503, 'Le service n’a pas pu traiter cette demande : elle peut être renvoyée.');
        else reponse.destroy();
      });
    },
  );
  serveur.requestTimeout = 30 * 60_000;
  return serveur;
}

async function traiter(
  demande: IncomingMessage,
  reponse: ServerResponse,
  reglages: ReglagesNoeud,
  contact: Contact,
): Promise<void> {
  if (nomDuClient(demande) !== reglages.tls.nomDuPair)
    return refuserDemande(demande, reponse, 403, 'Ce certificat n’est pas celui du service pair.');
  contact.vu();
  const [, racine, genre, identifiant] = (demande.url ?? '').split('/');
  if (racine !== 'echange') return refuserDemande(demande, reponse, 404, 'Adresse inconnue.');
  if (genre === 'plis' && demande.method === 'POST' && identifiant)
    return traiterPli(identifiant, demande, reponse, reglages);
  if (genre === 'objets' && isEmpreinte(identifiant))
    return traiterObjet(identifiant, demande, reponse, reglages);
  if (genre === 'rapprochement' && demande.method === 'POST')
    return traiterRapprochement(demande, reponse, reglages);
  if (genre === 'depeches' && demande.method === 'POST')
    return traiterLot(demande, reponse, reglages).then(contact.lot);
  if (genre === 'temoin') return traiterTemoin(identifiant, demande, reponse, reglages);
  if (genre === 'etat' && demande.method === 'GET') return repondre(reponse, 200, 'actif');
  return refuserDemande(demande, reponse, 404, 'Adresse inconnue.');
}

async function traiterPli(
  id: string,
  demande: IncomingMessage,
  reponse: ServerResponse,
  reglages: ReglagesNoeud,
): Promise<void> {
  const octets =
    Number(demande.headers['content-length'] ?? 0) > PLI_MAX ? undefined : await lireCorps(demande, PLI_MAX);
  if (!octets) return refuserDemande(demande, reponse, 413, 'Pli trop volumineux.');
  const annoncee = demande.headers['x-empreinte'];
  const recu = await recevoirPli(id, octets, typeof annoncee === 'string' ? annoncee : undefined, reglages);
  if (recu.statut !== 200) return repondre(reponse, recu.statut, recu.detail);
  reponse
    .writeHead(200, {
      'content-type': 'application/vnd.etsi.asic-e+zip',
      'content-length': recu.accuse.length,
    })
    .end(recu.accuse);
}

async function traiterLot(
  demande: IncomingMessage,
  reponse: ServerResponse,
  reglages: ReglagesNoeud,
): Promise<void> {
  const octets = await lireCorps(demande, LOT_MAX);
  if (!octets) return refuserDemande(demande, reponse, 413, 'Lot de dépêches trop long.');
  const recu = await recevoirLot(octets, reglages);
  if (recu.statut !== 200) return repondre(reponse, recu.statut, recu.detail);
  reponse
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify(recu.accuse));
}

async function traiterRapprochement(
  demande: IncomingMessage,
  reponse: ServerResponse,
  { base }: ReglagesNoeud,
): Promise<void> {
  const octets = await lireCorps(demande, RAPPROCHEMENT_MAX);
  if (!octets) return refuserDemande(demande, reponse, 413, 'Demande de rapprochement trop longue.');
  const rendu = await repondreAuRapprochement(base, lireJson(octets));
  if (!rendu) return repondre(reponse, 400, 'Demande de rapprochement illisible.');
  reponse.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(rendu));
}

function lireJson(octets: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(octets));
  } catch {
    return undefined;
  }
}

const TEMOIGNAGE_MAX = 32 * 1024;

async function traiterTemoin(
  jusqua: string | undefined,
  demande: IncomingMessage,
  reponse: ServerResponse,
  reglages: ReglagesNoeud,
): Promise<void> {
  if (demande.method === 'GET' && /^\d{1,15}$/.test(jusqua ?? '')) {
    const note = await pointGardeDuPair(Number(jusqua), reglages);
    return note === undefined
      ? repondre(reponse, 404, 'Aucun point gardé.')
      : void reponse.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(note);
  }
  if (demande.method !== 'POST') return refuserDemande(demande, reponse, 405, 'Méthode inconnue.');
  const octets = await lireCorps(demande, TEMOIGNAGE_MAX);
  if (!octets) return refuserDemande(demande, reponse, 413, 'Demande trop longue.');
  const { statut, type, corps } = await repondreAuTemoignage(new TextDecoder().decode(octets), reglages);
  reponse.writeHead(statut, { 'content-type': type }).end(corps);
}

async function traiterObjet(
  identifiant: string,
  demande: IncomingMessage,
  reponse: ServerResponse,
  { magasin }: ReglagesNoeud,
): Promise<void> {
  const attendue = empreinte(identifiant);
  if (demande.method === 'HEAD')
    return void reponse.writeHead((await magasin.taille(attendue)) === undefined ? 404 : 200).end();
  if (demande.method !== 'PUT') return refuserDemande(demande, reponse, 405, 'Méthode inconnue.');
  const depose = await magasin.deposer(demande, { tailleMax: OBJET_MAX });
  if (!depose.ok)
    return refuserDemande(
      demande,
      reponse,
      depose.refus === 'stockage-plein' ? 507 : 413,
      `Objet refusé : ${depose.refus}.`,
    );
  await etape('echange.objet-recu');
  return depose.valeur.empreinte === attendue
    ? repondre(reponse, 201, 'reçu')
    : repondre(reponse, 422, 'Ces octets n’ont pas l’empreinte annoncée : renvoyez-les.');
}

/** Le nom de chaque connexion : son certificat ne change pas tant qu'elle vit. */
const nomsDesClients = new WeakMap<TLSSocket, string>();

function nomDuClient(demande: IncomingMessage): string | undefined {
  const liaison = demande.socket as TLSSocket;
  const connu = nomsDesClients.get(liaison);
  if (connu !== undefined) return connu;
  const nom = liaison.getPeerCertificate().subject?.CN;
  if (typeof nom !== 'string') return undefined;
  nomsDesClients.set(liaison, nom);
  return nom;
}

async function lireCorps(demande: IncomingMessage, max: number): Promise<Uint8Array | undefined> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  for await (const morceau of demande.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    taille += morceau.length;
    if (taille > max) return undefined;
    morceaux.push(morceau);
  }
  return Buffer.concat(morceaux);
}

function refuserDemande(
  demande: IncomingMessage,
  reponse: ServerResponse,
  statut: number,
  detail: string,
): void {
  demande.resume();
  repondre(reponse, statut, detail);
}

const repondre = (reponse: ServerResponse, statut: number, detail: string): void =>
  void reponse
    .writeHead(statut, { 'content-type': 'application/json; charset=utf-8' })
    .end(JSON.stringify({ detail }));
