/** Cookie de session, pour `@fastify/cookie`. */
export type CookieDeSession = {
  readonly nom: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: 'strict';
    readonly path: '/';
    readonly secure: boolean;
    readonly maxAge: number;
  };
};

/**
 * Nom et options du cookie. Un cookie ne distingue pas les ports : le nom porte le service, sinon deux portails du même
 * hôte se fermeraient leurs sessions. En TLS, préfixe `__Host-` (RFC 6265bis §4.1.3.2). `dureeS` en secondes.
 */
export const cookieDeSession = ({
  service,
  tls,
  dureeS = 36_000,
}: {
  readonly service: string;
  readonly tls: boolean;
  readonly dureeS?: number;
}): CookieDeSession => ({
  nom: `${tls ? '__Host-' : ''}ppn-${service}`,
  options: { httpOnly: true, sameSite: 'strict', path: '/', secure: tls, maxAge: dureeS },
});
