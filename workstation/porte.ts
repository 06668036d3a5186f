import type { IncomingMessage, ServerResponse } from 'node:http';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { CORPS_MAX } from './protocole.ts';
import type { CodeRefus } from './protocole.ts';
import { erreur } from './refus.ts';

const STATUTS: Readonly<Partial<Record<CodeRefus, number>>> = {
  'hote-refuse': 421,
  'requete-mal-formee': 400,
  'ordre-mal-forme': 400,
  'attributs-discordants': 400,
  'lot-heterogene': 400,
  'trop-volumineux': 413,
  'demande-inconnue': 404,
  'trop-de-demandes': 429,
  panne: 500,
};

/** Répond en JSON ; rien n'est gardé en cache. */
export function repondreJson(reponse: ServerResponse, statut: number, corps: object): void {
  if (statut === 413) reponse.setHeader('connection', 'close');
  reponse.writeHead(statut, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  reponse.end(JSON.stringify(corps));
}

/** Répond par un refus ; 403 sauf statut plus précis. */
export const refuser = (reponse: ServerResponse, code: CodeRefus): void =>
  repondreJson(reponse, STATUTS[code] ?? 403, erreur(code));

/** CORS pour une origine déjà admise : CORS ouvre la lecture au portail, il ne sert jamais de contrôle d'accès. */
export function ouvrirLecture(reponse: ServerResponse, origine: string): void {
  reponse.setHeader('access-control-allow-origin', origine);
  reponse.setHeader('vary', 'Origin');
}

/** Réponse au contrôle préalable (CORS, et accès au réseau local de Chrome). */
export function repondrePrealable(requete: IncomingMessage, reponse: ServerResponse): void {
  reponse.setHeader('access-control-allow-methods', 'GET, POST');
  reponse.setHeader('access-control-allow-headers', 'content-type');
  reponse.setHeader('access-control-max-age', '600');
  if (requete.headers['access-control-request-private-network'] === 'true')
    reponse.setHeader('access-control-allow-private-network', 'true');
  if (requete.headers['access-control-request-local-network'] === 'true')
    reponse.setHeader('access-control-allow-local-network', 'true');
  reponse.writeHead(204).end();
}

/** Lit un corps JSON borné. */
export async function lireJson(requete: IncomingMessage): Promise<Result<unknown, CodeRefus>> {
  if (requete.headers['content-type']?.split(';')[0] !== 'application/json')
    return refus('requete-mal-formee');
  const corps = await recueillir(requete);
  if (corps === undefined) return refus('trop-volumineux');
  try {
    return reussite(JSON.parse(corps.toString('utf8')));
  } catch {
    return refus('requete-mal-formee');
  }
}

/** Le corps entier, ou `undefined` dès qu'il passe la borne ; la connexion reste ouverte pour dire pourquoi. */
function recueillir(requete: IncomingMessage): Promise<Buffer | undefined> {
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
