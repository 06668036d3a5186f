/** Chasses de Helvetica (milliemes de cadratin), de l'espace au tilde ; les autres signes : la moyenne. */
const CHASSES = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
  556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
  500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
  556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
  278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
] as const;
const MOYENNE = 556;

/** Largeur d'un texte en Helvetica, en points. */
export function largeur(texte: string, corps: number): number {
  let somme = 0;
  for (const signe of texte.normalize('NFD'))
    if (!/\p{M}/u.test(signe)) somme += CHASSES[(signe.codePointAt(0) ?? 0) - 32] ?? MOYENNE;
  return (somme * corps) / 1_000;
}

/** Les signes de Windows-1252 hors de Latin-1 (ISO 32000-1 annexe D). */
const AUTRES: ReadonlyMap<string, number> = new Map(
  [...'€\u0000‚ƒ„…†‡ˆ‰Š‹Œ\u0000Ž\u0000\u0000‘’“”•–—˜™š›œ\u0000žŸ'].map((signe, rang) => [signe, 0x80 + rang]),
);

/** Chaine PDF (hexadecimale) en WinAnsi ; un signe qui n'y est pas s'ecrit par son code, jamais en silence. */
export function enWinAnsi(texte: string): string {
  let octets = '';
  for (const signe of texte.normalize('NFC').replace(/[\u202F\u2009]/g, '\u00A0')) {
    const code = signe.codePointAt(0) ?? 0;
    const direct =
      (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff) ? code : AUTRES.get(signe);
    const lettres =
      direct === undefined
        ? [...`[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`].map((c) => c.charCodeAt(0))
        : [direct];
    octets += lettres.map((octet) => octet.toString(16).padStart(2, '0')).join('');
  }
  return `<${octets}>`;
}

/** Chaine PDF en UTF-16 : titres et signets, tous les signes. */
export function enUtf16(texte: string): string {
  let octets = 'feff';
  for (let rang = 0; rang < texte.length; rang += 1)
    octets += texte.charCodeAt(rang).toString(16).padStart(4, '0');
  return `<${octets}>`;
}

/** Coupe un texte en lignes d'au plus `max` points ; un mot trop long se coupe aussi. */
export function enLignes(texte: string, corps: number, max: number): readonly string[] {
  const lignes: string[] = [];
  let ligne = '';
  for (const mot of texte.split(/\s+/).filter((lu) => lu !== '')) {
    for (const bout of couper(mot, corps, max)) {
      const suite = ligne === '' ? bout : `${ligne} ${bout}`;
      if (largeur(suite, corps) <= max) ligne = suite;
      else {
        if (ligne !== '') lignes.push(ligne);
        ligne = bout;
      }
    }
  }
  return ligne === '' && lignes.length > 0 ? lignes : [...lignes, ligne];
}

function couper(mot: string, corps: number, max: number): readonly string[] {
  if (largeur(mot, corps) <= max) return [mot];
  const bouts: string[] = [];
  let bout = '';
  for (const signe of mot) {
    if (bout !== '' && largeur(bout + signe, corps) > max) {
      bouts.push(bout);
      bout = '';
    }
    bout += signe;
  }
  return [...bouts, bout];
}
