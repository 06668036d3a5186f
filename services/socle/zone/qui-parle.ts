import type { IncomingMessage } from 'node:http';
import { RefusHttp } from '@ppn/http';
import { RefusDOctets } from '@ppn/large-files';
import type { Identite } from '@ppn/transfert';

/** Une demande faite avec un jeton d'API ; le chemin, sans la question. */
export type DemandeDuPorteur = {
  readonly secret: string;
  readonly methode: string;
  readonly chemin: string;
  readonly adresse: string;
};

/** Comment une zone reconnait qui parle. */
export type Reconnaissance = {
  /** Nom du temoin de session. */
  readonly temoin: string;
  /** `chemin` : celui de la demande, sans la question. */
  readonly identiteDe: (jeton: string | undefined, chemin: string) => Promise<Identite>;
  /** Absent : cette zone n'admet aucun jeton d'API. */
  readonly identiteDuPorteur?: (demande: DemandeDuPorteur) => Promise<Identite>;
};

/** Qui parle : le porteur du jeton presente (`Authorization: Bearer`), si la zone en admet ; sinon la session du temoin. */
export function quiParle(
  { temoin, identiteDe, identiteDuPorteur }: Reconnaissance,
  { headers, method = '', url = '', socket }: IncomingMessage,
): Promise<Identite> {
  const [chemin = ''] = url.split('?');
  const [, secret] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  if (secret !== undefined && identiteDuPorteur !== undefined)
    return identiteDuPorteur({ secret, methode: method, chemin, adresse: socket.remoteAddress ?? '' });
  const paire = (headers.cookie ?? '')
    .split(';')
    .find((candidate) => candidate.trim().startsWith(`${temoin}=`));
  return identiteDe(paire?.trim().slice(temoin.length + 1), chemin);
}

/** Qui parle au chemin des octets ; une ecriture venue d'une autre origine est refusee. */
export async function quiParleAuxOctets(
  origine: string,
  reconnaissance: Reconnaissance,
  demande: IncomingMessage,
): Promise<Identite> {
  const emetteur = demande.headers.origin;
  const lit = demande.method === 'GET' || demande.method === 'HEAD';
  if (!lit && emetteur !== undefined && emetteur !== origine)
    throw new RefusDOctets(
      403,
      'origine-refusee',
      `Cette demande vient de ${emetteur} ; ce service n’accepte que ${origine}.`,
    );
  try {
    return await quiParle(reconnaissance, demande);
  } catch (cause) {
    if (cause instanceof RefusHttp)
      throw new RefusDOctets(cause.corps.status, cause.corps.code, cause.corps.detail);
    throw cause;
  }
}
