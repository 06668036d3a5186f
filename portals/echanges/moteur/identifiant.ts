/** UUID v4 ; `crypto.randomUUID` manque hors contexte sur (HTTP sur un nom d'hote). */
export function nouvelIdentifiant(): string {
  const octets = crypto.getRandomValues(new Uint8Array(16));
  const hexa = [...octets]
    .map((octet, rang) => (rang === 6 ? (octet & 0x0f) | 0x40 : rang === 8 ? (octet & 0x3f) | 0x80 : octet))
    .map((octet) => octet.toString(16).padStart(2, '0'))
    .join('');
  return hexa.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
