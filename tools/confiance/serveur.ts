import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ConfianceInutilisable, creerConfiance, urlDuDossier } from './confiance.ts';
import type { Confiance } from './confiance.ts';
import { emplacements } from './emplacements.ts';
import { uniteHorodatage } from './horodatage.ts';
import type { Horodater } from './horodatage.ts';
import { repondreOcsp } from './ocsp.ts';
import { ACS } from './profils.ts';

/** Le service de confiance en marche ; `horodatage` est l'adresse RFC 3161 complète. */
export type ServiceConfiance = {
  readonly url: string;
  readonly horodatage: string;
  readonly confiance: Confiance;
  readonly arreter: () => Promise<void>;
};
/** `port` 0 : le port que les certificats du dossier annoncent, s'il est libre, sinon un autre. */
export type OptionsService = {
  readonly dossier: string;
  readonly port: number;
  readonly horloge?: () => Date;
};

const CORPS_MAX = 64 * 1024;

/** Sert l'horodatage (POST /tsa), OCSP (POST /ocsp), les listes (GET /crl/<ac>.crl) et les autorités (GET /ac/<ac>.cer) sur 127.0.0.1. */
export async function demarrerConfiance({
  dossier,
  port,
  horloge,
}: OptionsService): Promise<ServiceConfiance> {
  const connue = await urlDuDossier(emplacements(dossier));
  const serveur = createServer();
  const patienter = (_requete: IncomingMessage, reponse: ServerResponse): void => finir(reponse, 503);
  serveur.on('request', patienter);
  const obtenu =
    port === 0 && connue !== undefined
      ? await ecouterDePreference(serveur, Number(new URL(connue).port))
      : await ecouter(serveur, port);
  const url = `http://127.0.0.1:${obtenu}`;
  try {
    const confiance = await creerConfiance({
      dossier,
      url: port === 0 ? (connue ?? url) : url,
      ...(horloge ? { horloge } : {}),
    });
    const horodater = uniteHorodatage({ identite: confiance.horodatage, horloge: confiance.horloge });
    serveur.off('request', patienter);
    serveur.on('request', (requete, reponse) => {
      repondre(confiance, horodater, requete, reponse).catch(() => finir(reponse, 500));
    });
    return {
      url,
      horodatage: `${url}/tsa`,
      confiance,
      arreter: () => fermer(serveur),
    };
  } catch (cause) {
    await fermer(serveur);
    throw cause;
  }
}

async function repondre(
  confiance: Confiance,
  horodater: Horodater,
  requete: IncomingMessage,
  reponse: ServerResponse,
): Promise<void> {
  const chemin = (requete.url ?? '/').split('?')[0] ?? '/';
  if (requete.method === 'POST' && (chemin === '/tsa' || chemin === '/ocsp')) {
    const [attendu, rendu] =
      chemin === '/tsa'
        ? ['application/timestamp-query', 'application/timestamp-reply']
        : ['application/ocsp-request', 'application/ocsp-response'];
    if (requete.headers['content-type'] !== attendu) return finir(reponse, 415);
    const corps = await lireCorps(requete);
    if (corps === undefined) return finir(reponse, 413);
    return finir(
      reponse,
      200,
      rendu,
      chemin === '/tsa' ? horodater(corps) : await repondreOcsp(confiance, corps),
    );
  }
  if (requete.method !== 'GET') return finir(reponse, 405);
  const liste = ACS.find((ac) => chemin === `/crl/${ac}.crl`);
  if (liste) return finir(reponse, 200, 'application/pkix-crl', await confiance.liste(liste));
  const autorite = ACS.find((ac) => chemin === `/ac/${ac}.cer`);
  if (autorite) return finir(reponse, 200, 'application/pkix-cert', confiance.autorite(autorite).certificat);
  return finir(reponse, chemin === '/' ? 204 : 404);
}

function finir(reponse: ServerResponse, code: number, type?: string, corps?: Uint8Array): void {
  if (reponse.headersSent) return void reponse.destroy();
  reponse.writeHead(code, {
    'cache-control': 'no-store',
    ...(type ? { 'content-type': type, 'content-length': corps?.length ?? 0 } : {}),
  });
  reponse.end(corps);
}

/** Le corps entier, ou `undefined` dès qu'il passe la borne. */
function lireCorps(requete: IncomingMessage): Promise<Uint8Array | undefined> {
  return new Promise((tenir, rompre) => {
    const morceaux: Buffer[] = [];
    let taille = 0;
    requete.on('data', (morceau: Buffer) => {
      taille += morceau.length;
      if (taille <= CORPS_MAX) return void morceaux.push(morceau);
      requete.removeAllListeners('data').pause();
      tenir(undefined);
    });
    requete.once('end', () => tenir(Buffer.concat(morceaux)));
    requete.once('error', rompre);
  });
}

/** Port que les certificats annoncent ; s'il est pris (une copie du dossier tourne), un port libre : les services le recoivent par leurs reglages. */
const ecouterDePreference = (serveur: Server, port: number): Promise<number> =>
  ecouter(serveur, port).catch((cause: unknown) => {
    if (cause instanceof ConfianceInutilisable) return ecouter(serveur, 0);
    throw cause;
  });

function ecouter(serveur: Server, port: number): Promise<number> {
  return new Promise((tenir, rompre) => {
    serveur.once('error', (erreur: NodeJS.ErrnoException) => {
      rompre(
        erreur.code === 'EADDRINUSE'
          ? new ConfianceInutilisable(`Le port ${port} du service de confiance est déjà pris.`)
          : erreur,
      );
    });
    serveur.listen(port, '127.0.0.1', () => {
      const adresse = serveur.address();
      tenir(typeof adresse === 'object' && adresse !== null ? adresse.port : port);
    });
  });
}

function fermer(serveur: Server): Promise<void> {
  return new Promise((tenir) => {
    serveur.close(() => tenir());
    serveur.closeAllConnections();
  });
}
