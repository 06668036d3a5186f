/** Signes d'un code : ni 0 ni O, ni 1, I ou L. */
const SIGNES = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
/** Longueur d'un code, et de sa premiere moitie, qui designe la remise sans rien ouvrir. */
export const LONGUEUR_DU_CODE = 8;
const LONGUEUR_DU_REPERE = 4;
/** Octets a tirer pour un code : au-dela de 247, un octet est ecarte (aucun signe n'est favorise). */
export const OCTETS_PAR_CODE = 64;

/** Code de remise tire de `hasard` ; `undefined` si trop d'octets sont ecartes (il faut en tirer d'autres). */
export function codeDepuis(hasard: Uint8Array): string | undefined {
  const plafond = Math.floor(256 / SIGNES.length) * SIGNES.length;
  const signes = [...hasard]
    .filter((octet) => octet < plafond)
    .map((octet) => SIGNES.charAt(octet % SIGNES.length));
  return signes.length < LONGUEUR_DU_CODE ? undefined : signes.slice(0, LONGUEUR_DU_CODE).join('');
}

/** Le code tel qu'il a ete donne : sans espaces ni tirets, en capitales ; `undefined` si ce n'est pas un code. */
export function lireCode(saisi: string): string | undefined {
  const code = saisi.toUpperCase().replace(/[\s\u2010-\u2015-]/g, '');
  return code.length === LONGUEUR_DU_CODE && [...code].every((signe) => SIGNES.includes(signe))
    ? code
    : undefined;
}

/** Premiere moitie du code : retrouve la remise, dont chaque essai est compte. */
export const repereDe = (code: string): string => code.slice(0, LONGUEUR_DU_REPERE);
