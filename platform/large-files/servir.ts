import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PROTECTIONS, RefusDOctets } from './http.ts';
import { enPieceJointe } from './noms.ts';
import type { PlanDeZip } from './zip64.ts';

/** Des octets a servir : longueur connue, lus de n'importe ou. `etiquette` change si un octet change. */
export type Source = {
  readonly longueur: number;
  readonly nom: string;
  readonly etiquette: string;
  /** SHA-256 du tout, en hexadecimal, s'il est connu (RFC 9530). */
  readonly sha256?: string;
  readonly lire: (debut: number, fin: number) => AsyncIterable<Buffer>;
};

/** Ce qui est sorti : la plage demandee, et les octets remis a la liaison. */
export type Livraison = { readonly debut: number; readonly fin: number; readonly remis: number };

/** Silence toleré d'un client qui ne lit plus, en millisecondes. */
const SILENCE_MS = 120_000;

/**
 * Sert une source entiere ou par plage (RFC 9110 §14, une plage, `If-Range`), toujours comme piece a enregistrer.
 * Rend ce qui est sorti, liaison coupee comprise ; lance `RefusDOctets` (416), ou l'erreur de la source : le premier octet
 * est lu avant la reponse, une source illisible peut encore se dire.
 */
export async function servirOctets(
  demande: IncomingMessage,
  reponse: ServerResponse,
  source: Source,
): Promise<Livraison> {
  const etag = `"${source.etiquette}"`;
  const plage = plageDe(demande, source, etag);
  const { debut, fin } = plage ?? { debut: 0, fin: source.longueur };
  const corps = source.lire(debut, fin)[Symbol.asyncIterator]();
  const tete = demande.method === 'HEAD' || debut === fin;
  const premier = tete ? undefined : await corps.next();
  reponse.writeHead(plage ? 206 : 200, {
    ...PROTECTIONS,
    'content-type': 'application/octet-stream',
    'content-length': String(fin - debut),
    'content-disposition': enPieceJointe(source.nom),
    'accept-ranges': 'bytes',
    etag,
    ...(source.sha256 === undefined
      ? {}
      : { 'repr-digest': `sha-256=:${Buffer.from(source.sha256, 'hex').toString('base64')}:` }),
    ...(plage ? { 'content-range': `bytes ${debut}-${fin - 1}/${source.longueur}` } : {}),
  });
  if (premier === undefined) {
    await corps.return?.();
    reponse.end();
    return { debut, fin, remis: 0 };
  }
  return { debut, fin, remis: await envoyer(reponse, corps, premier) };
}

/** Ecrit au rythme du client ; rend les octets que la liaison a acceptes. Une liaison coupee ou une source en defaut arrete net. */
async function envoyer(
  reponse: ServerResponse,
  corps: AsyncIterator<Buffer>,
  premier: IteratorResult<Buffer>,
): Promise<number> {
  let remis = 0;
  try {
    for (let lu = premier; lu.done !== true; lu = await corps.next()) {
      if (reponse.destroyed) return remis;
      if (!reponse.write(lu.value) && !(await vide(reponse))) return remis;
      remis += lu.value.length;
    }
    reponse.end();
    return (await fini(reponse)) ? remis : Math.max(0, remis - reponse.writableLength);
  } catch (cause) {
    reponse.destroy();
    throw cause;
  } finally {
    await corps.return?.();
  }
}

/** Attend que la liaison reprenne ; faux si elle est coupee, ou muette trop longtemps. */
async function vide(reponse: ServerResponse): Promise<boolean> {
  const arret = new AbortController();
  const garde = setTimeout(() => reponse.destroy(), SILENCE_MS);
  try {
    return await Promise.race([
      once(reponse, 'drain', { signal: arret.signal }).then(() => true),
      once(reponse, 'close', { signal: arret.signal }).then(() => false),
    ]).catch(() => false);
  } finally {
    clearTimeout(garde);
    arret.abort();
  }
}

const fini = (reponse: ServerResponse): Promise<boolean> =>
  new Promise((conclure) => {
    if (reponse.writableFinished) return conclure(true);
    reponse.once('finish', () => conclure(true));
    reponse.once('close', () => conclure(reponse.writableFinished));
  });

/** La plage demandee, ou `undefined` : tout. Une plage illisible est un 416 ; plusieurs plages, ou un `If-Range` d'une autre version : tout. */
function plageDe(
  { headers }: IncomingMessage,
  { longueur }: Source,
  etag: string,
): { readonly debut: number; readonly fin: number } | undefined {
  const { range } = headers;
  const siPlage = headers['if-range'];
  if (range === undefined || (siPlage !== undefined && siPlage !== etag)) return undefined;
  const [, de = '', a = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range.trim()) ?? [];
  if (de === '' && a === '') return undefined;
  const debut = de === '' ? Math.max(0, longueur - Number(a)) : Number(de);
  const fin = de === '' || a === '' ? longueur : Math.min(longueur, Number(a) + 1);
  if (de !== '' && a !== '' && Number(a) < debut) return undefined;
  if (debut < fin) return { debut, fin };
  throw new RefusDOctets(416, 'plage-illisible', `Ce fichier compte ${longueur} octets.`);
}

/** Source d'un ZIP : chaque plage du ZIP lit ses propres octets, ou la plage du fichier qu'elle couvre. */
export function sourceDuZip(
  plan: PlanDeZip,
  nom: string,
  lireEntree: (entree: number, debut: number, fin: number) => AsyncIterable<Buffer>,
): Source {
  const somme = createHash('sha256').update(String(plan.longueur));
  for (const morceau of plan.morceaux) if ('octets' in morceau) somme.update(morceau.octets);
  return {
    longueur: plan.longueur,
    nom,
    // Les en-tetes portent noms, longueurs et CRC-32 ; le chemin d'acces porte deja le depot.
    etiquette: somme.digest('hex'),
    lire: (debut, fin) => lireLeZip(plan, { debut, fin }, lireEntree),
  };
}

async function* lireLeZip(
  { morceaux }: PlanDeZip,
  { debut, fin }: { readonly debut: number; readonly fin: number },
  lireEntree: (entree: number, debut: number, fin: number) => AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  for (const morceau of morceaux) {
    const [de, a] = [Math.max(0, debut - morceau.debut), Math.min(morceau.longueur, fin - morceau.debut)];
    if (de >= a) continue;
    if ('octets' in morceau) yield morceau.octets.subarray(de, a);
    else yield* lireEntree(morceau.entree, de, a);
  }
}
