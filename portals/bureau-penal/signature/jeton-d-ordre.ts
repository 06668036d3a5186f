/** `jti` d'un ordre signe (JWS compact), pour relier chaque signature de la carte a son acte ; vide si illisible. */
export const jtiDeLOrdre = (ordre: string): string => {
  try {
    const corps = (ordre.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const lu: unknown = JSON.parse(atob(corps));
    return typeof lu === 'object' && lu !== null && 'jti' in lu && typeof lu.jti === 'string' ? lu.jti : '';
  } catch {
    return '';
  }
};

/** Relie les signatures rendues par la carte aux actes : par `jti`, jamais par leur rang. */
export const signaturesParActe = (
  ordres: readonly { readonly acteId: string; readonly ordre: string }[],
  resultats: readonly Readonly<Record<string, unknown>>[],
): readonly { readonly acteId: string; readonly signature: string }[] =>
  ordres.flatMap(({ acteId, ordre }) => {
    const signature = resultats.find(({ jti }) => jti === jtiDeLOrdre(ordre))?.['signature'];
    return typeof signature === 'string' ? [{ acteId, signature }] : [];
  });
