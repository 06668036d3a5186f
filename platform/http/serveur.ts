import { randomUUID } from 'node:crypto';
import { createServer as creerHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as creerHttps } from 'node:https';
import { Readable } from 'node:stream';
import cookie from '@fastify/cookie';
import swagger from '@fastify/swagger';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { jsonSchemaTransform, serializerCompiler } from 'fastify-type-provider-zod';
import { validerParSchema } from './forme.ts';
import { completerOpenApi } from './openapi.ts';
import { RefusHttp, refuser } from './probleme.ts';

/** Reglages d'un serveur HTTP ; `tls` active HTTPS et HTTP/2 (HTTP/1.1 reste admis). */
export type ReglagesServeur = {
  readonly titre: string;
  readonly origine: string;
  /** Origine de l'agent de poste, seule admise en cadre (fenetre du code PIN). */
  readonly origineAgent: string;
  readonly tls?: { readonly cle: string; readonly certificat: string };
  readonly consigner: (
    niveau: 'info' | 'erreur',
    message: string,
    details: { readonly [cle: string]: unknown },
  ) => void;
  /** Nom du temoin de session, pour le document OpenAPI. */
  readonly temoin?: string;
  /** Chemin des octets, sur `node:http` nu : rend vrai s'il prend la demande, que le reste du serveur ne voit alors pas. HTTP/1.1. */
  readonly avant?: (demande: IncomingMessage, reponse: ServerResponse) => boolean;
  /** Appele a la fin de chaque demande : methode, route, statut, duree en ms. */
  readonly mesurer?: (methode: string, route: string, statut: number, dureeMs: number) => void;
};

const CORPS_JSON_MAX = 1024 * 1024;

/** Serveur pret a recevoir des contrats : CSP stricte, problemes RFC 9457, OpenAPI 3.1 sous `/api/openapi.json`. */
export async function creerServeur(reglages: ReglagesServeur): Promise<FastifyInstance> {
  const commun = {
    bodyLimit: CORPS_JSON_MAX,
    logger: false,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
    frameworkErrors: refuserAdresse,
  } as const;
  const app: FastifyInstance = reglages.avant
    ? Fastify({ ...commun, serverFactory: serveurNu(reglages, reglages.avant) })
    : reglages.tls
      ? (Fastify({
          ...commun,
          http2: true,
          https: { allowHTTP1: true, key: reglages.tls.cle, cert: reglages.tls.certificat },
        }) as unknown as FastifyInstance)
      : Fastify(commun);
  app.setValidatorCompiler(validerParSchema);
  app.setSerializerCompiler(serializerCompiler);
  // Abandonner la lecture d'un corps ne doit pas detruire la demande : la liaison resterait muette (voir viderLeCorps).
  app.addContentTypeParser('*', (_demande, corps, fini) =>
    fini(null, Readable.prototype.iterator.call(corps, { destroyOnReturn: false })),
  );
  await app.register(cookie);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: reglages.titre,
        version: '1.0.0',
        description: 'Contrat engendré par les schémas qui valident les demandes.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: completerOpenApi(reglages.temoin ?? 'session'),
  });
  app.addHook('onRequest', async (demande, reponse) => proteger(demande, reponse, reglages));
  app.addHook('onResponse', async ({ raw }) => viderLeCorps(raw));
  app.addHook('onResponse', async (demande, reponse) =>
    reglages.mesurer?.(
      demande.method,
      demande.routeOptions.url ?? 'inconnue',
      reponse.statusCode,
      reponse.elapsedTime,
    ),
  );
  app.setErrorHandler((erreur: FastifyError, demande, reponse) =>
    repondreErreur(erreur, demande, reponse, reglages),
  );
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  return app;
}

/** Silence au bout duquel une liaison est coupee ; reunir vingt gigaoctets en demande une minute. */
const SILENCE_MS = 10 * 60_000;

/** Un serveur HTTP/1.1 dont une partie des demandes ne passe pas par Fastify ; un corps peut durer des heures, pas se taire. */
const serveurNu =
  ({ tls }: ReglagesServeur, avant: NonNullable<ReglagesServeur['avant']>) =>
  (servir: (demande: IncomingMessage, reponse: ServerResponse) => void): Server => {
    const aiguiller = (demande: IncomingMessage, reponse: ServerResponse): void => {
      if (!avant(demande, reponse)) servir(demande, reponse);
    };
    const serveur = tls
      ? creerHttps({ key: tls.cle, cert: tls.certificat }, aiguiller)
      : creerHttp(aiguiller);
    serveur.requestTimeout = 0;
    serveur.timeout = SILENCE_MS;
    return serveur;
  };

const RESTE_MAX = 64 * 1024 * 1024;

/**
 * Repondu avant la fin du corps (fichier trop grand) : le reste est lu et jete, sinon la demande suivante de la meme
 * liaison attendrait derriere lui. Au-dela de 64 Mio, la liaison est coupee.
 */
function viderLeCorps(brute: FastifyRequest['raw']): void {
  if (brute.complete || brute.destroyed) return;
  let reste = 0;
  brute.on('error', () => undefined);
  brute.on('data', (morceau: Uint8Array) => {
    reste += morceau.length;
    if (reste > RESTE_MAX) brute.destroy();
  });
  brute.resume();
}

async function proteger(
  demande: FastifyRequest,
  reponse: FastifyReply,
  { origine, origineAgent, tls }: ReglagesServeur,
): Promise<void> {
  reponse.headers({
    'content-security-policy': [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' blob: data:",
      "media-src 'self' blob:",
      "worker-src 'self' blob:",
      `connect-src 'self' ${origineAgent}`,
      `frame-src 'self' blob: ${origineAgent}`,
      "object-src 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'self'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=()',
    ...(tls ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...(demande.url.startsWith('/api/') ? { 'cache-control': 'no-store' } : {}),
  });
  if (/%00/.test(demande.url)) throw adresseIllisible();
  const emetteur = demande.headers.origin;
  const sansEffet = demande.method === 'GET' || demande.method === 'HEAD' || demande.method === 'OPTIONS';
  if (!sansEffet && emetteur !== undefined && emetteur !== origine)
    throw refuser(
      403,
      'origine-refusee',
      `Cette demande vient de ${emetteur} ; ce service n’accepte que ${origine}.`,
    );
}

/** Ce que les reponses HTTP/1 et HTTP/2 ont en commun. */
type ReponseBrute = {
  statusCode: number;
  setHeader: (nom: string, valeur: string) => unknown;
  end: (corps: string) => unknown;
};

/** Adresse que le routeur lui-meme ne lit pas (encodage faux, parametre trop long) : aucune suite de traitement n'a lieu. */
function refuserAdresse(_erreur: unknown, _demande: unknown, { raw }: { readonly raw: ReponseBrute }): void {
  raw.statusCode = 400;
  raw.setHeader('content-type', 'application/problem+json; charset=utf-8');
  raw.setHeader('x-content-type-options', 'nosniff');
  raw.end(JSON.stringify(adresseIllisible().corps));
}

const adresseIllisible = (): RefusHttp =>
  refuser(400, 'adresse-illisible', 'Cette adresse est mal formée ou trop longue.');

function repondreErreur(
  erreur: FastifyError | RefusHttp,
  demande: FastifyRequest,
  reponse: FastifyReply,
  reglages: ReglagesServeur,
): FastifyReply {
  if (erreur instanceof RefusHttp) return envoyerRefus(reponse, erreur);
  const invalide = refusDeForme(erreur);
  if (invalide) return envoyerRefus(reponse, invalide);
  reglages.consigner('erreur', 'Demande en échec', {
    reference: demande.id,
    methode: demande.method,
    route: demande.routeOptions.url,
    erreur: erreur.stack ?? String(erreur),
  });
  return envoyerRefus(
    reponse,
    refuser(
      500,
      'incident-interne',
      `Le service a rencontré un incident. Rien n’a été enregistré à moitié. Réessayez ; si cela dure, donnez la référence ${demande.id} au support.`,
      { reference: demande.id },
    ),
  );
}

function refusDeForme(erreur: FastifyError): RefusHttp | undefined {
  if (erreur.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return refuser(
      413,
      'trop-volumineux',
      'Cette demande dépasse 1 Mo. Déposez les fichiers par le dépôt de fichiers.',
    );
  if (erreur.statusCode !== undefined && erreur.statusCode >= 400 && erreur.statusCode < 500)
    return refuser(erreur.statusCode, 'demande-mal-formee', 'La demande est mal formée et n’a pas été lue.');
  return undefined;
}

/** Ecrit un refus sur la reponse. */
export function envoyerRefus(reponse: FastifyReply, { corps }: RefusHttp): FastifyReply {
  return reponse
    .status(corps.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .serializer((valeur: unknown) => JSON.stringify(valeur))
    .send(corps);
}
