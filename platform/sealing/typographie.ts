const INSECABLE = '\u00A0';
const FINE = '\u202F';

/** Le texte contient un caractere que le document ne sait pas montrer : il est refuse, jamais remplace. */
export class CaractereNonRepresentable extends Error {
  override readonly name = 'CaractereNonRepresentable';
  readonly caractere: string;
  constructor(caractere: string) {
    const code = (caractere.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const vu = INVISIBLE.test(caractere) ? '' : ` « ${caractere} »`;
    super(`Le caractère${vu} (U+${code}) ne peut pas figurer dans l’acte : remplacez-le ou transcrivez-le.`);
    this.caractere = caractere;
  }
}

/**
 * Typographie francaise d'un texte saisi : insecable avant `:` et dans « », fine insecable avant `; ! ?` et entre milliers.
 * Seuls des blancs changent ; lance `CaractereNonRepresentable` pour un caractere invisible, de controle, combinant ou de droite a gauche.
 */
export function typographier(texte: string): string {
  const net = texte
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(VIDES, '')
    .replace(/[^\S\n\u00A0\u202F]/g, ' ');
  const refuse = REFUSES.exec(net);
  if (refuse !== null) throw new CaractereNonRepresentable(refuse[0]);
  return net
    .replace(/«[^\S\n]*/g, `«${INSECABLE}`)
    .replace(/[^\S\n]*»/g, `${INSECABLE}»`)
    .replace(/(?<=\S)[^\S\n]+:|(?<=[\p{L}\p{N})»]):(?=\s|$)/gu, `${INSECABLE}:`)
    .replace(/(?<=\S)[^\S\n]+(?=[;!?])|(?<=[\p{L}\p{N})»])(?=[;!?]+(?:\s|$|\u00A0?»))/gu, FINE)
    .replace(/(?<=\d)[^\S\n](?=\d{3}(?!\d))/g, FINE)
    .replace(/(?<=\d)[^\S\n](?=[%€])/g, INSECABLE);
}

/** Rend coupables les suites de plus de `limite` signes sans blanc, par des blancs de largeur nulle. */
export const coupable = (texte: string, limite: number): string =>
  texte.replace(/\S+/g, (mot) => (mot.length <= limite ? mot : enMorceaux(mot)));

const PAS = 4;
const DECOUPE = new Intl.Segmenter('fr', { granularity: 'grapheme' });

function enMorceaux(mot: string): string {
  const signes = [...DECOUPE.segment(mot)].map(({ segment }) => segment);
  return signes.map((signe, rang) => (rang > 0 && rang % PAS === 0 ? `\u200B${signe}` : signe)).join('');
}

/** Ignores par la forme comparable : retires. */
const VIDES = /[\u00AD\u200B\u2060\uFEFF]/g;
const INVISIBLE = /[\p{C}\p{M}\p{Default_Ignorable_Code_Point}]/u;
/**
 * Controles, formats, usage prive, ignorables ; signes combinants restes apres NFC et ecritures de droite a gauche :
 * le texte extrait du PDF n'y serait pas surement celui des donnees.
 */
const REFUSES =
  /(?!\n)[\p{C}\p{M}\p{Default_Ignorable_Code_Point}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
