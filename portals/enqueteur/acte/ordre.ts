/** Empreinte (SHA-256 hexadecimal) que porte un ordre JWS, lue pour etre montree ; vide si l'ordre est illisible. */
export function empreinteDeLOrdre(jws: string): string {
  try {
    const charge = (jws.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const lu: unknown = JSON.parse(atob(charge));
    return typeof lu === 'object' && lu !== null && 'empreinte' in lu && typeof lu.empreinte === 'string'
      ? lu.empreinte
      : '';
  } catch {
    return '';
  }
}
