import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refuser } from './probleme.ts';

/** Une source d'octets lisible par plages ; `fin` est exclue. */
export type SourceOctets = {
  readonly taille: number;
  readonly typeMime: string;
  readonly nom: string;
  readonly empreinte: string;
  readonly lire: (plage: { readonly debut: number; readonly fin: number }) => AsyncIterable<Uint8Array>;
};

/** Plage RFC 9110 §14 ; `undefined` : tout ; `'illisible'` : 416. Une seule plage est servie. */
export function plageDemandee(
  entete: string | undefined,
  taille: number,
): { debut: number; fin: number } | 'illisible' | undefined {
  if (entete === undefined) return undefined;
  const parties = /^bytes=(\d*)-(\d*)$/.exec(entete.trim());
  if (!parties || (parties[1] === '' && parties[2] === '')) return undefined;
  const debut = parties[1] === '' ? Math.max(0, taille - Number(parties[2])) : Number(parties[1]);
  const fin = parties[1] === '' || parties[2] === '' ? taille : Math.min(taille, Number(parties[2]) + 1);
  if (parties[1] !== '' && parties[2] !== '' && Number(parties[2]) < debut) return undefined;
  return debut >= fin ? 'illisible' : { debut, fin };
}

/** Types qu'un navigateur peut montrer sans danger depuis notre origine ; le reste est toujours enregistre. */
const MONTRABLES = /^(application\/pdf|image\/(jpeg|png|webp|gif|avif)|audio\/|video\/)/;

/**
 * Envoie une source en entier ou par plage. Le bac a sable CSP empeche tout script du fichier. Si la source fait defaut,
 * son erreur remonte : avant le premier octet, le gestionnaire peut encore repondre ; apres, la liaison est coupee net.
 */
export async function envoyerOctets(
  demande: FastifyRequest,
  reponse: FastifyReply,
  source: SourceOctets,
  telecharger: boolean,
): Promise<void> {
  const etag = `"${source.empreinte}"`;
  const plage =
    (demande.headers['if-range'] ?? etag) === etag
      ? plageDemandee(demande.headers.range, source.taille)
      : undefined;
  if (plage === 'illisible') {
    void reponse.header('content-range', `bytes */${source.taille}`);
    throw refuser(416, 'plage-illisible', `Ce fichier compte ${source.taille} octets.`);
  }
  const { debut, fin } = plage ?? { debut: 0, fin: source.taille };
  const disposition = telecharger || !MONTRABLES.test(source.typeMime) ? 'attachment' : 'inline';
  const flux = source.lire({ debut, fin })[Symbol.asyncIterator]();
  const premier = await flux.next();
  const suivi: Suivi = {};
  reponse.hijack();
  reponse.raw.writeHead(plage ? 206 : 200, {
    ...(reponse.getHeaders() as { [nom: string]: string }),
    'content-type': source.typeMime,
    'content-length': String(fin - debut),
    'accept-ranges': 'bytes',
    etag,
    'cache-control': 'private, no-store',
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    'content-disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(source.nom)}`,
    'repr-digest': `sha-256=:${Buffer.from(source.empreinte, 'hex').toString('base64')}:`,
    ...(plage ? { 'content-range': `bytes ${debut}-${fin - 1}/${source.taille}` } : {}),
  });
  await pipeline(Readable.from(reprendre(premier, flux, suivi)), reponse.raw).catch(() =>
    reponse.raw.destroy(),
  );
  if (suivi.defaut !== undefined) throw suivi.defaut;
}

/** Le defaut de la source, s'il y en a eu un : celui de la liaison ne compte pas. */
type Suivi = { defaut?: Error };

async function* reprendre(
  premier: IteratorResult<Uint8Array>,
  suite: AsyncIterator<Uint8Array>,
  suivi: Suivi,
): AsyncGenerator<Uint8Array> {
  try {
    if (!premier.done) yield premier.value;
    for (let lu = await suite.next(); !lu.done; lu = await suite.next()) yield lu.value;
  } catch (cause) {
    suivi.defaut = cause instanceof Error ? cause : new Error(String(cause));
    throw cause;
  } finally {
    await suite.return?.();
  }
}
