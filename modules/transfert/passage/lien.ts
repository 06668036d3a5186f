import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** L'autre zone ne repond pas : rien n'est refuse, on redemandera. */
export class ZoneInjoignable extends Error {
  override readonly name = 'ZoneInjoignable';
}

/** Adresse de l'autre zone, et de quoi se faire reconnaitre d'elle (PEM). */
export type ReglagesDuLien = {
  readonly url: string;
  readonly cle: string;
  readonly certificat: string;
  readonly ca: string;
};

/** Le lien vers l'autre zone, en HTTPS mutuel ; lance `ZoneInjoignable`. */
export type LienDePassage = {
  readonly demander: (
    methode: 'GET' | 'PUT' | 'POST',
    chemin: string,
    corps?: unknown,
  ) => Promise<{ readonly statut: number; readonly corps: unknown }>;
  /** Verse des octets a une position (tus 1.0) ; rend le statut. */
  readonly verser: (chemin: string, position: number, octets: AsyncIterable<Uint8Array>) => Promise<number>;
  /** Ouvre une lecture a partir d'une position ; le corps est rendu tel qu'il arrive. */
  readonly lire: (chemin: string, position: number) => Promise<IncomingMessage>;
  readonly fermer: () => void;
};

const DELAI_MS = 30_000;
const REPONSE_MAX = 8 * 1024 * 1024;

/** Ouvre le lien : seul PLINE appelle, PLEX repond. */
export function ouvrirLien({ url, cle, certificat, ca }: ReglagesDuLien): LienDePassage {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    key: cle,
    cert: certificat,
    ca,
    minVersion: 'TLSv1.3',
  });
  const appeler = (chemin: string, options: RequestOptions, corps?: Readable | string) =>
    reponseDe(new URL(chemin, url), { ...options, agent, timeout: DELAI_MS }, corps);
  return {
    fermer: () => agent.destroy(),
    demander: async (methode, chemin, corps) => {
      const texte = corps === undefined ? undefined : JSON.stringify(corps);
      const headers = { 'content-type': 'application/json', accept: 'application/json' };
      const reponse = await appeler(chemin, { method: methode, headers }, texte);
      return { statut: reponse.statusCode ?? 0, corps: enJson(await lireTout(reponse)) };
    },
    verser: async (chemin, position, octets) => {
      const reponse = await appeler(
        chemin,
        {
          method: 'PATCH',
          headers: {
            'tus-resumable': '1.0.0',
            'upload-offset': String(position),
            'content-type': 'application/offset+octet-stream',
          },
        },
        Readable.from(octets, { objectMode: false }),
      );
      await lireTout(reponse);
      return reponse.statusCode ?? 0;
    },
    lire: (chemin, position) => appeler(chemin, { headers: { range: `bytes=${position}-` } }),
  };
}

function reponseDe(url: URL, options: RequestOptions, corps?: Readable | string): Promise<IncomingMessage> {
  return new Promise((resoudre, rejeter) => {
    const echouer = (cause: unknown): void =>
      rejeter(
        new ZoneInjoignable(`L’autre zone ne répond pas (${cause instanceof Error ? cause.message : ''}).`, {
          cause,
        }),
      );
    const demande = request(url, options, resoudre);
    demande.on('timeout', () => demande.destroy(new Error('délai dépassé')));
    demande.on('error', echouer);
    if (!(corps instanceof Readable)) demande.end(corps);
    else
      pipeline(corps, demande).catch((cause: unknown) => {
        demande.destroy();
        // Un fichier altere ici n'est pas une panne de la-bas ; une reponse deja rendue l'emporte.
        if (corps.errored !== null && corps.errored !== undefined) rejeter(corps.errored);
        else echouer(cause);
      });
  });
}

async function lireTout(reponse: IncomingMessage): Promise<string> {
  const morceaux: Buffer[] = [];
  let taille = 0;
  try {
    for await (const morceau of reponse as AsyncIterable<Buffer>) {
      taille += morceau.length;
      if (taille > REPONSE_MAX) throw new Error('réponse trop longue');
      morceaux.push(morceau);
    }
  } catch (cause) {
    throw new ZoneInjoignable('La réponse de l’autre zone est coupée.', { cause });
  }
  return Buffer.concat(morceaux).toString('utf8');
}

function enJson(texte: string): unknown {
  try {
    return texte === '' ? undefined : JSON.parse(texte);
  } catch {
    return undefined;
  }
}
