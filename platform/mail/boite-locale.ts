import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { ouvrirDepot } from './depot.ts';
import type { Depot } from './depot.ts';
import { POLITIQUE, pageDeLaListe, pageDePhrase, pageDuCourrier } from './pages.ts';

/** Boite de courrier de demonstration en marche, sur 127.0.0.1 seulement. */
export type BoiteLocale = {
  readonly urlSmtp: string;
  readonly urlHttp: string;
  readonly arreter: () => Promise<void>;
};

/** Reglages ; port 0 : un port libre. Bornes par defaut : 1 000 courriers de 1 Mo. */
export type OptionsDeBoite = {
  readonly dossier: string;
  readonly portSmtp: number;
  readonly portHttp: number;
  readonly courriersMax?: number;
  readonly tailleMax?: number;
  readonly horloge?: () => Date;
};

const HOTE = '127.0.0.1';
const TAILLE_MAX = 1_048_576;
/** Une adresse qui commence ainsi est refusee, comme le ferait un vrai serveur : de quoi montrer un avis qui n'arrive pas. */
const PERIMEE = 'adresse-perimee.';

/** Demarre le recepteur SMTP et la page de lecture ; lance l'erreur de `listen` (`EADDRINUSE`…) sans rien laisser ouvert. */
export async function demarrerBoiteLocale(options: OptionsDeBoite): Promise<BoiteLocale> {
  const depot = await ouvrirDepot(
    options.dossier,
    options.courriersMax ?? 1000,
    options.horloge ?? (() => new Date()),
  );
  const smtp = recepteur(depot, options.tailleMax ?? TAILLE_MAX);
  const http = createServer((requete, reponse) => void repondre(depot, requete, reponse));
  const portSmtp = await ecouter(smtp.server, options.portSmtp);
  try {
    const portHttp = await ecouter(http, options.portHttp);
    return {
      urlSmtp: `smtp://${HOTE}:${portSmtp}`,
      urlHttp: `http://${HOTE}:${portHttp}`,
      arreter: async () => {
        http.closeAllConnections();
        await Promise.all([fermerSmtp(smtp), new Promise((finir) => http.close(finir))]);
      },
    };
  } catch (erreur) {
    await fermerSmtp(smtp);
    throw erreur;
  }
}

function recepteur(depot: Depot, tailleMax: number): SMTPServer {
  const serveur = new SMTPServer({
    name: 'boite-locale.invalid',
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: tailleMax,
    maxClients: 20,
    socketTimeout: 20_000,
    closeTimeout: 500,
    onRcptTo: ({ address }, _session, finir) =>
      finir(address.startsWith(PERIMEE) ? refusSmtp(550, 'Cette adresse n’existe plus') : undefined),
    onData: (flux, session, finir) => {
      const morceaux: Buffer[] = [];
      let taille = 0;
      flux.on('data', (morceau: Buffer) => {
        taille += morceau.length;
        if (taille <= tailleMax) morceaux.push(morceau);
      });
      flux.on('end', () => {
        if (taille > tailleMax) return finir(refusSmtp(552, 'Message trop volumineux'));
        const { mailFrom, rcptTo } = session.envelope;
        const enveloppe = `Return-Path: <${mailFrom === false ? '' : mailFrom.address}>\r\nDelivered-To: ${rcptTo.map(({ address }) => address).join(', ')}\r\n`;
        depot.deposer(Buffer.concat([Buffer.from(enveloppe), ...morceaux])).then(
          () => finir(),
          () => finir(refusSmtp(452, 'Depot impossible')),
        );
      });
    },
  });
  serveur.on('error', () => undefined);
  return serveur;
}

const refusSmtp = (responseCode: number, phrase: string): Error =>
  Object.assign(new Error(phrase), { responseCode });

async function repondre(depot: Depot, requete: IncomingMessage, reponse: ServerResponse): Promise<void> {
  try {
    const [statut, type, corps] = await contenu(depot, requete);
    reponse.writeHead(statut, {
      'content-type': type,
      'content-security-policy': POLITIQUE,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    reponse.end(requete.method === 'HEAD' ? undefined : corps);
  } catch {
    reponse.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end('La boîte est illisible.');
  }
}

type Contenu = readonly [statut: number, type: string, corps: string | Buffer];
const html = (statut: number, corps: string): Contenu => [statut, 'text/html; charset=utf-8', corps];
const json = (corps: unknown): Contenu => [200, 'application/json; charset=utf-8', JSON.stringify(corps)];

/** `Host` doit etre le notre : une page etrangere ne peut pas se faire passer pour nous (DNS rebinding). */
async function contenu(depot: Depot, requete: IncomingMessage): Promise<Contenu> {
  const port = requete.socket.localPort ?? 0;
  const hote = requete.headers.host ?? '';
  if (hote !== `${HOTE}:${port}` && hote !== `localhost:${port}`)
    return html(421, pageDePhrase('Adresse inattendue.'));
  if (requete.method !== 'GET' && requete.method !== 'HEAD')
    return html(405, pageDePhrase('Lecture seulement.'));
  const chemin = new URL(requete.url ?? '/', `http://${hote}`).pathname;
  if (chemin === '/') return html(200, pageDeLaListe(depot.lister()));
  if (chemin === '/sante') return json({ etat: 'pret' });
  if (chemin === '/api/courriers') return json(depot.lister());
  const [, api, id = '', brut] = /^(\/api)?\/courriers\/([\w-]{1,40})(\/brut)?$/.exec(chemin) ?? [];
  const courrier = await depot.lire(id);
  if (courrier === undefined) return html(404, pageDePhrase('Ce courrier n’existe pas ou plus.'));
  if (brut !== undefined) return [200, 'text/plain; charset=utf-8', courrier.brut];
  const { brut: _brut, ...lisible } = courrier;
  return api === undefined ? html(200, pageDuCourrier(courrier)) : json(lisible);
}

function ecouter(serveur: Server, port: number): Promise<number> {
  return new Promise((reussir, echouer) => {
    serveur.once('error', echouer);
    serveur.listen(port, HOTE, () => {
      serveur.off('error', echouer);
      reussir(portDe(serveur.address()));
    });
  });
}

const portDe = (adresse: AddressInfo | string | null): number =>
  typeof adresse === 'object' && adresse !== null ? adresse.port : 0;

const fermerSmtp = (smtp: SMTPServer): Promise<void> => new Promise((finir) => smtp.close(() => finir()));
