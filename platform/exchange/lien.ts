import { Agent, request, type RequestOptions } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { lireBorne } from './lire-borne.ts';
import type { ReglagesNoeud } from './reglages.ts';

/** Reponse du pair : statut et corps (au plus 2 Mio). */
export type ReponsePair = { readonly statut: number; readonly corps: Uint8Array };

/** Lien mTLS vers le pair : connexions gardees ouvertes, certificat du pair verifie contre l'autorite des services. */
export type Lien = {
  readonly envoyer: (demande: {
    readonly methode: 'POST' | 'PUT' | 'HEAD' | 'GET';
    readonly chemin: string;
    readonly entetes?: { readonly [nom: string]: string };
    readonly corps?: AsyncIterable<Uint8Array> | Uint8Array;
    /** Patience, en millisecondes ; une minute par defaut. */
    readonly delaiMs?: number;
  }) => Promise<ReponsePair>;
  readonly fermer: () => void;
};

const DELAI_MS = 60_000;
const REPONSE_MAX = 2 * 1024 * 1024;

/** Le pair ne repond pas : l'envoi attend et sera repris. */
export class PairInjoignable extends Error {
  constructor(cause: unknown) {
    super(
      `Le service destinataire ne répond pas (${cause instanceof Error ? cause.message : String(cause)}). Le pli attend et partira dès son retour.`,
    );
    this.name = 'PairInjoignable';
  }
}

/** Ouvre le lien. */
export function creerLien({ pair, tls }: Pick<ReglagesNoeud, 'pair' | 'tls'>): Lien {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    key: tls.client.cle,
    cert: tls.client.certificat,
    ca: tls.ca,
    minVersion: 'TLSv1.3',
  });
  return {
    fermer: () => agent.destroy(),
    envoyer: async ({ methode, chemin, entetes, corps, delaiMs = DELAI_MS }) =>
      envoyer(
        new URL(chemin, pair.url),
        { method: methode, headers: { ...entetes }, agent, timeout: delaiMs },
        corps,
      ),
  };
}

function envoyer(
  url: URL,
  options: RequestOptions,
  corps: AsyncIterable<Uint8Array> | Uint8Array | undefined,
): Promise<ReponsePair> {
  return new Promise((resoudre, rejeter) => {
    const echouer = (cause: unknown): void => rejeter(new PairInjoignable(cause));
    const demande = request(url, options, (reponse) => {
      lireBorne(reponse, REPONSE_MAX).then(
        (lu) => resoudre({ statut: reponse.statusCode ?? 0, corps: lu }),
        echouer,
      );
    });
    demande.on('timeout', () => demande.destroy(new Error('délai dépassé')));
    demande.on('error', echouer);
    if (corps === undefined) demande.end();
    else if (corps instanceof Uint8Array) demande.end(corps);
    else
      pipeline(Readable.from(corps), demande).catch((cause: unknown) => {
        // Un objet altere ici n'est pas une panne du pair : il ne s'agit pas d'attendre.
        if (cause instanceof ObjetAltere || cause instanceof ObjetAbsent) rejeter(cause);
        demande.destroy(cause instanceof Error ? cause : new Error('lecture interrompue'));
      });
  });
}
