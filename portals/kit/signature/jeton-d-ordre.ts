/** `jti` d'un ordre signe (JWS compact), pour relier chaque signature de la carte a son acte ; vide si illisible. */
export const jtiDeLOrdre = (ordre: string): string => lire(ordre, 'jti');

/** Empreinte (SHA-256 hexadecimal) que porte un ordre, lue pour etre montree ; vide si illisible. */
export const empreinteDeLOrdre = (ordre: string): string => lire(ordre, 'empreinte');

function lire(ordre: string, nom: string): string {
  try {
    const corps = (ordre.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const lu: unknown = JSON.parse(atob(corps));
    const valeur = typeof lu === 'object' && lu !== null ? Object.entries(lu) : [];
    const trouvee: unknown = valeur.find(([cle]) => cle === nom)?.[1];
    return typeof trouvee === 'string' ? trouvee : '';
  } catch {
    return '';
  }
}

/** Relie les signatures rendues par la carte aux actes : par `jti`, jamais par leur rang. */
export const signaturesParActe = (
  ordres: readonly { readonly acteId: string; readonly ordre: string }[],
  resultats: readonly Readonly<Record<string, unknown>>[],
): readonly { readonly acteId: string; readonly signature: string }[] =>
  ordres.flatMap(({ acteId, ordre }) => {
    const signature = resultats.find(({ jti }) => jti === jtiDeLOrdre(ordre))?.['signature'];
    return typeof signature === 'string' ? [{ acteId, signature }] : [];
  });
