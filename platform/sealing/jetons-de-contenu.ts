/** Un jeton de flux de contenu (ISO 32000-1 §7.2, §7.8.2). Les chaines sont en octets (latin1). */
export type Jeton = {
  readonly genre: 'nombre' | 'nom' | 'chaine' | 'operateur' | 'delimiteur';
  readonly texte: string;
};

const BLANCS = /(?:[\0\t\n\f\r ]|%[^\r\n]*)*/y;
const SIMPLE =
  /([+-]?(?:\d+\.?\d*|\.\d+)(?![^\0\t\n\f\r ()<>[\]{}/%]))|\/([^\0\t\n\f\r ()<>[\]{}/%]*)|(<<|>>|\[|\])|<([0-9A-Fa-f\0\t\n\f\r ]*)>|([A-Za-z'"][A-Za-z0-9*'"]*)/y;
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
  const code = contenu.charCodeAt(position);
  if (code > 0x20 && code !== 0x25) return position;
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

/** Les signes d'une chaine qui ne valent pas pour eux-memes : parentheses, barre inverse, retour chariot. */
const [OUVRE, FERME, BARRE, RETOUR] = [0x28, 0x29, 0x5c, 0x0d];

/** Chaine entre parentheses (§7.3.4.2) : parentheses appariees, echappements, fins de ligne normalisees. */
function lireChaine(
  contenu: string,
  debut: number,
): { readonly texte: string; readonly fin: number } | undefined {
  let texte = '';
  let profondeur = 1;
  let gardes = debut;
  for (let position = debut; position < contenu.length;) {
    const signe = contenu.charCodeAt(position);
    position += 1;
    if (signe !== OUVRE && signe !== FERME && signe !== BARRE && signe !== RETOUR) continue;
    if (signe === OUVRE) profondeur += 1;
    else if (signe === FERME) {
      profondeur -= 1;
      if (profondeur === 0) return { texte: texte + contenu.slice(gardes, position - 1), fin: position };
    } else {
      const lu = signe === BARRE ? lireEchappement(contenu, position) : lireRetour(contenu, position);
      texte += contenu.slice(gardes, position - 1) + lu.texte;
      position = lu.fin;
      gardes = position;
    }
  }
  return undefined;
}

type Lu = { readonly texte: string; readonly fin: number };

const lireRetour = (contenu: string, position: number): Lu => ({
  texte: '\n',
  fin: position + (contenu.charAt(position) === '\n' ? 1 : 0),
});

/** Ce qui suit une barre inverse : presque toujours un code octal, que le compilateur d'actes ecrit pour chaque lettre. */
function lireEchappement(contenu: string, position: number): Lu {
  let octal = 0;
  let lus = 0;
  for (; lus < 3; lus += 1) {
    const chiffre = contenu.charCodeAt(position + lus) - 0x30;
    if (!(chiffre >= 0 && chiffre <= 7)) break;
    octal = octal * 8 + chiffre;
  }
  if (lus > 0) return { texte: String.fromCharCode(octal & 0xff), fin: position + lus };
  const signe = contenu.charAt(position);
  if (signe === '\n') return { texte: '', fin: position + 1 };
  if (signe === '\r') return { texte: '', fin: lireRetour(contenu, position + 1).fin };
  return { texte: ECHAPPEES[signe] ?? signe, fin: position + 1 };
}
