/** Un courrier lu pour l'affichage : en-tetes decodes, corps texte. */
export type CourrierLu = {
  readonly de: string;
  readonly a: string;
  readonly sujet: string;
  readonly texte: string;
};

const PROFONDEUR_MAX = 5;

/** Lit un message RFC 5322 simple (texte, ou multipart dont on prend la premiere partie texte). Ne lance jamais. */
export function lireUnCourrier(brut: Buffer): CourrierLu {
  const { enTetes, corps } = separer(brut.toString('latin1'));
  return {
    de: decoderMots(enTetes.get('from') ?? ''),
    a: decoderMots(enTetes.get('delivered-to') ?? enTetes.get('to') ?? ''),
    sujet: decoderMots(enTetes.get('subject') ?? '(sans objet)'),
    texte: texteDe(enTetes, corps, 0) ?? '(aucun texte lisible : voir le message brut)',
  };
}

type EnTetes = ReadonlyMap<string, string>;

function separer(message: string): { readonly enTetes: EnTetes; readonly corps: string } {
  const coupure = /\r?\n\r?\n/.exec(message);
  const tete = coupure === null ? message : message.slice(0, coupure.index);
  const enTetes = new Map<string, string>();
  for (const ligne of tete.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const rang = ligne.indexOf(':');
    const nom = ligne.slice(0, rang).trim().toLowerCase();
    if (rang > 0 && !enTetes.has(nom)) enTetes.set(nom, ligne.slice(rang + 1).trim());
  }
  return { enTetes, corps: coupure === null ? '' : message.slice(coupure.index + coupure[0].length) };
}

function texteDe(enTetes: EnTetes, corps: string, profondeur: number): string | undefined {
  const type = enTetes.get('content-type') ?? 'text/plain';
  if (/^text\/plain/i.test(type)) return decoderCorps(corps, enTetes, type);
  const borne = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!/^multipart\//i.test(type) || borne === undefined || profondeur >= PROFONDEUR_MAX) return undefined;
  for (const partie of corps.split(`--${borne}`).slice(1, 50)) {
    const lue = separer(partie.replace(/^\r?\n/, ''));
    const texte = texteDe(lue.enTetes, lue.corps, profondeur + 1);
    if (texte !== undefined) return texte;
  }
  return undefined;
}

function decoderCorps(corps: string, enTetes: EnTetes, type: string): string {
  const codage = (enTetes.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const octets =
    codage === 'base64'
      ? Buffer.from(corps, 'base64')
      : codage === 'quoted-printable'
        ? imprimable(corps.replace(/=\r?\n/g, ''))
        : Buffer.from(corps, 'latin1');
  return enTexte(octets, /charset="?([\w-]+)"?/i.exec(type)?.[1] ?? 'utf-8').replace(/\r\n/g, '\n');
}

/** Mots codes de la RFC 2047 (`=?UTF-8?Q?…?=`, `=?UTF-8?B?…?=`). */
function decoderMots(valeur: string): string {
  return Buffer.from(valeur, 'latin1')
    .toString('utf8')
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?([\w-]+)\?([QB])\?([^?]*)\?=/gi, (_tout, jeu: string, codage: string, texte: string) =>
      enTexte(
        codage.toUpperCase() === 'B' ? Buffer.from(texte, 'base64') : imprimable(texte.replace(/_/g, ' ')),
        jeu,
      ),
    );
}

const imprimable = (texte: string): Buffer =>
  Buffer.from(
    texte.replace(/=([0-9A-F]{2})/gi, (_tout, hexa: string) =>
      String.fromCharCode(Number.parseInt(hexa, 16)),
    ),
    'latin1',
  );

function enTexte(octets: Buffer, jeu: string): string {
  try {
    return new TextDecoder(jeu).decode(octets);
  } catch {
    return octets.toString('utf8');
  }
}
