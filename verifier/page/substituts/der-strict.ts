/** Un element DER : son etiquette, son contenu, et ce qui le suit. */
export type Element = {
  readonly etiquette: number;
  readonly contenu: Uint8Array;
  readonly reste: Uint8Array;
};

/** Lit un element DER a longueur minimale ; lance pour tout autre codage : une cle ou une signature ambigue est refusee. */
export function lireElement(octets: Uint8Array, etiquette?: number): Element {
  const lue = octet(octets, 0);
  if (etiquette !== undefined && lue !== etiquette) throw new Error('DER : étiquette inattendue');
  const court = octet(octets, 1);
  const nombre = court < 0x80 ? 0 : court & 0x7f;
  if (court === 0x80 || nombre > 4) throw new Error('DER : longueur interdite');
  let longueur = nombre === 0 ? court : 0;
  for (let rang = 0; rang < nombre; rang += 1) longueur = longueur * 256 + octet(octets, 2 + rang);
  if (nombre > 0 && (longueur < 0x80 || octet(octets, 2) === 0))
    throw new Error('DER : longueur trop longue');
  const debut = 2 + nombre;
  if (debut + longueur > octets.length) throw new Error('DER : élément coupé');
  return {
    etiquette: lue,
    contenu: octets.subarray(debut, debut + longueur),
    reste: octets.subarray(debut + longueur),
  };
}

/** Les elements qui remplissent exactement ces octets. */
export function lireSuite(octets: Uint8Array): readonly Element[] {
  const elements: Element[] = [];
  for (let reste = octets; reste.length > 0; reste = elements.at(-1)?.reste ?? new Uint8Array())
    elements.push(lireElement(reste));
  return elements;
}

/** Contenu du seul element, qui occupe tout. */
export function lireSeul(octets: Uint8Array, etiquette: number): Uint8Array {
  const { contenu, reste } = lireElement(octets, etiquette);
  if (reste.length > 0) throw new Error('DER : octets en trop');
  return contenu;
}

/** INTEGER DER positif ou nul ; un entier negatif ou rempli de zeros inutiles lance. */
export function entierPositif(element: Element | undefined): bigint {
  if (element?.etiquette !== 0x02) throw new Error('DER : entier attendu');
  const [premier, second] = element.contenu;
  if (premier === undefined || premier >= 0x80) throw new Error('DER : entier vide ou négatif');
  if (premier === 0 && second !== undefined && second < 0x80) throw new Error('DER : entier non minimal');
  return enEntier(element.contenu);
}

/** BIT STRING sans bits inutilises. */
export function bits(element: Element | undefined): Uint8Array {
  if (element?.etiquette !== 0x03 || element.contenu[0] !== 0) throw new Error('DER : BIT STRING attendu');
  return element.contenu.subarray(1);
}

const HEXA = Array.from({ length: 256 }, (_, valeur) => valeur.toString(16).padStart(2, '0'));

/** Hexadecimal, pour comparer des OID ou reconnaitre une cle deja vue. */
export const enHexa = (octets: Uint8Array): string => {
  let texte = '';
  for (const valeur of octets) texte += HEXA[valeur] ?? '';
  return texte;
};

/** Entier positif gros-boutiste. */
export const enEntier = (octets: Uint8Array): bigint => BigInt(`0x0${enHexa(octets)}`);

/** Un entier en `taille` octets gros-boutistes. */
export function enOctets(valeur: bigint, taille: number): Uint8Array {
  const hexa = valeur.toString(16).padStart(taille * 2, '0');
  return Uint8Array.from({ length: taille }, (_, rang) =>
    Number.parseInt(hexa.slice(rang * 2, rang * 2 + 2), 16),
  );
}

/** Nombre de bits d'un entier positif. */
export const nombreDeBits = (valeur: bigint): number => (valeur === 0n ? 0 : valeur.toString(2).length);

function octet(octets: Uint8Array, place: number): number {
  const valeur = octets[place];
  if (valeur === undefined) throw new Error('DER : élément coupé');
  return valeur;
}
