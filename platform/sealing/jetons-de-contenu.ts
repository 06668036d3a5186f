/** Un jeton de flux de contenu (ISO 32000-1 §7.2, §7.8.2). Les chaines sont en octets (latin1). */
export type Jeton = {
  readonly genre: 'nombre' | 'nom' | 'chaine' | 'operateur' | 'delimiteur';
  readonly texte: string;
};

const BLANCS = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const SIMPLE =
  /([+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>[\]{}/%]))|\/([^\0\t\n\f\r ()<>[\]{}/%]*)|(<<|>>|\[|\])|<([0-9A-Fa-f\0\t\n\f\r ]*)>|([A-Za-z'"][A-Za-z0-9*'"]*)/y;
const CORPS_DE_CHAINE = /[^()\\\r]*/y;
const ECHAPPEES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** Les jetons d'un flux, dans l'ordre ; `undefined` des que sa syntaxe sort de l'ordinaire. */
export function jetonsDe(contenu: string): readonly Jeton[] | undefined {
  const jetons: Jeton[] = [];
  for (let position = passer(contenu, 0); position < contenu.length; position = passer(contenu, position)) {
    const chaine = contenu.charAt(position) === '(' ? lireChaine(contenu, position + 1) : undefined;
    if (chaine !== undefined) {
      jetons.push({ genre: 'chaine', texte: chaine.texte });
      position = chaine.fin;
      continue;
    }
    SIMPLE.lastIndex = position;
    const lu = SIMPLE.exec(contenu);
    const jeton = lu === null ? undefined : jetonDe(lu);
    if (jeton === undefined) return undefined;
    jetons.push(jeton);
    position = SIMPLE.lastIndex;
  }
  return jetons;
}

function passer(contenu: string, position: number): number {
  BLANCS.lastIndex = position;
  BLANCS.exec(contenu);
  return BLANCS.lastIndex;
}

function jetonDe([, nombre, nom, delimiteur, hexa, operateur]: RegExpExecArray): Jeton | undefined {
  if (nombre !== undefined) return { genre: 'nombre', texte: nombre };
  if (nom !== undefined) return nom.includes('#') ? undefined : { genre: 'nom', texte: nom };
  if (delimiteur !== undefined) return { genre: 'delimiteur', texte: delimiteur };
  if (hexa !== undefined) return { genre: 'chaine', texte: octetsDe(hexa) };
  return operateur === undefined ? undefined : { genre: 'operateur', texte: operateur };
}

function octetsDe(hexa: string): string {
  const chiffres = hexa.replace(/[^0-9A-Fa-f]/g, '');
  return Buffer.from(chiffres.length % 2 === 0 ? chiffres : `${chiffres}0`, 'hex').toString('latin1');
}

/** Chaine entre parentheses (§7.3.4.2) : parentheses appariees, echappements, fins de ligne normalisees. */
function lireChaine(
  contenu: string,
  debut: number,
): { readonly texte: string; readonly fin: number } | undefined {
  let texte = '';
  let profondeur = 1;
  for (let position = debut; position < contenu.length;) {
    CORPS_DE_CHAINE.lastIndex = position;
    texte += CORPS_DE_CHAINE.exec(contenu)?.[0] ?? '';
    position = CORPS_DE_CHAINE.lastIndex;
    const signe = contenu.charAt(position);
    position += 1;
    if (signe === ')' && --profondeur === 0) return { texte, fin: position };
    if (signe === '(') profondeur += 1;
    if (signe === '(' || signe === ')') texte += signe;
    else if (signe === '\r') {
      if (contenu.charAt(position) === '\n') position += 1;
      texte += '\n';
    } else if (signe === '\\') {
      const echappe = lireEchappement(contenu, position);
      texte += echappe.texte;
      position = echappe.fin;
    }
  }
  return undefined;
}

function lireEchappement(
  contenu: string,
  position: number,
): { readonly texte: string; readonly fin: number } {
  const octal = /^[0-7]{1,3}/.exec(contenu.slice(position, position + 3))?.[0];
  if (octal !== undefined)
    return { texte: String.fromCharCode(Number.parseInt(octal, 8) & 0xff), fin: position + octal.length };
  const signe = contenu.charAt(position);
  if (signe === '\n') return { texte: '', fin: position + 1 };
  if (signe === '\r') return { texte: '', fin: position + (contenu.charAt(position + 1) === '\n' ? 2 : 1) };
  return { texte: ECHAPPEES[signe] ?? signe, fin: position + 1 };
}
