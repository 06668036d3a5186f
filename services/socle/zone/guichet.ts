import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { RefusDOctets, repondreRefus } from '@ppn/large-files';

/** Le guichet d'une zone : ou il ecoute, son identite, l'autorite des services, et le nom (CN) de chaque service admis. */
export type ReglagesDuGuichet = {
  readonly port: number;
  readonly hote: string;
  readonly tls: { readonly cle: string; readonly certificat: string; readonly ca: string };
  /** Nom du certificat client -> le service qu'il designe. */
  readonly admis: ReadonlyMap<string, string>;
};

/** Traite une demande d'un service admis, nomme par son certificat. */
export type TraiterAuGuichet = (service: string, demande: IncomingMessage, reponse: ServerResponse) => void;

/** Silence au bout duquel une liaison est coupee. */
const SILENCE_MS = 10 * 60_000;

/** Ouvre le guichet : TLS mutuel, un certificat inconnu est refuse avant qu'un octet soit lu. Rend le port et l'arret. */
export async function ouvrirLeGuichet(
  { port, hote, tls, admis }: ReglagesDuGuichet,
  traiter: TraiterAuGuichet,
): Promise<{ readonly port: number; readonly fermer: () => Promise<void> }> {
  const serveur = createServer(
    {
      key: tls.cle,
      cert: tls.certificat,
      ca: tls.ca,
      requestCert: true,
      rejectUnauthorized: true,
      minVersion: 'TLSv1.3',
    },
    (demande, reponse) => {
      const service = admis.get(nomDuClient(demande));
      if (service === undefined)
        return repondreRefus(
          demande,
          reponse,
          new RefusDOctets(403, 'service-refuse', 'Ce certificat n’est pas celui d’un service admis ici.'),
        );
      traiter(service, demande, reponse);
    },
  );
  serveur.requestTimeout = 0;
  serveur.timeout = SILENCE_MS;
  await new Promise<void>((pret, echouer) => {
    serveur.once('error', echouer);
    serveur.listen(port, hote, pret);
  });
  return {
    port: (serveur.address() as AddressInfo).port,
    fermer: () =>
      new Promise((fini) => {
        serveur.close(() => fini());
        serveur.closeAllConnections();
      }),
  };
}

function nomDuClient(demande: IncomingMessage): string {
  const nom = (demande.socket as TLSSocket).getPeerCertificate().subject?.CN;
  return typeof nom === 'string' ? nom : '';
}
