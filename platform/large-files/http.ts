import type { IncomingMessage, ServerResponse } from 'node:http';

/** Refus du chemin des octets : probleme RFC 9457, phrase francaise. */
export class RefusDOctets extends Error {
  override readonly name = 'RefusDOctets';
  readonly statut: number;
  readonly code: string;

  constructor(statut: number, code: string, phrase: string) {
    super(phrase);
    this.statut = statut;
    this.code = code;
  }
}

/** En-tetes de toute reponse du chemin des octets : rien ne s'y montre, rien ne s'y execute. */
export const PROTECTIONS: Readonly<Record<string, string>> = {
  'cache-control': 'private, no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
};

/** Au-dela, un corps refuse n'est plus lu : la liaison est coupee. */
const RESTE_MAX = 64 * 1024 * 1024;

/** Repond par un probleme ; `entetes` en plus (protocole tus). Le corps encore attendu est lu et jete, sinon la reponse se perdrait. */
export function repondreRefus(
  demande: IncomingMessage,
  reponse: ServerResponse,
  refus: RefusDOctets,
  entetes: Readonly<Record<string, string>> = {},
): void {
  if (reponse.headersSent) return void reponse.destroy();
  const corps = JSON.stringify({
    type: `urn:ppn:probleme:${refus.code}`,
    title: 'Refus',
    status: refus.statut,
    code: refus.code,
    detail: refus.message,
  });
  reponse.writeHead(refus.statut, {
    ...PROTECTIONS,
    ...entetes,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(corps)),
  });
  reponse.end(demande.method === 'HEAD' ? undefined : corps);
  if (demande.complete || demande.destroyed) return;
  let reste = 0;
  demande.on('error', () => undefined);
  demande.on('data', (octets: Buffer) => {
    reste += octets.length;
    if (reste > RESTE_MAX) demande.destroy();
  });
  demande.resume();
}
