/** UUID version 7 (RFC 9562 §5.7), minuscules. */
export type Uuid = string & { readonly __marque: 'Uuid' };

const FORME = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Vrai pour tout UUID en minuscules, quelle que soit sa version. */
export const isUuid = (valeur: unknown): valeur is Uuid => typeof valeur === 'string' && FORME.test(valeur);

/** UUID v7 a partir d'un instant (ms depuis 1970) et de 10 octets d'alea. */
export function nouvelUuid(maintenantMs: number, alea: Uint8Array): Uuid {
  const temps = Math.floor(maintenantMs).toString(16).padStart(12, '0');
  const hexa = [...alea.slice(0, 10)].map((octet) => octet.toString(16).padStart(2, '0')).join('');
  const variante = ((Number.parseInt(hexa.charAt(3), 16) & 0x3) | 0x8).toString(16);
  const texte = `${temps.slice(0, 8)}-${temps.slice(8)}-7${hexa.slice(0, 3)}-${variante}${hexa.slice(4, 7)}-${hexa.slice(7, 19)}`;
  if (!isUuid(texte)) throw new RangeError('Il faut 10 octets d’alea et un instant positif.');
  return texte;
}
