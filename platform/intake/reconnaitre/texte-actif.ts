import { refuser, type Contenu, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { fluxDe, type FichierSource } from '../source.ts';
import { texteDecode } from './texte.ts';

/** Part d'un texte examinee ; au-dela, le fichier entre avec une reserve. */
const EXAMINE_MAX = 32 * 1024 * 1024;

/**
 * Texte, balises, courriel, RTF, PostScript. Un script en clair dans un texte n'agit pas : il entre,
 * montre comme texte. Un SVG ou un HTML qui porte un script, un RTF qui porte un objet agissent : refuses.
 */
export async function examinerTexte(
  source: FichierSource,
  type: TypeReconnu,
  contexte: Contexte,
): Promise<Contenu> {
  if (source.taille > EXAMINE_MAX) contexte.avertir('contenu-non-examine', TROP_GRAND);
  const octets = await debutDe(source);
  switch (type.extension) {
    case 'svg':
      refuserBalisesActives(texteDecode(octets) ?? '', 'Cette image SVG');
      contexte.avertir(
        'apercu-impossible',
        'Une image SVG n’est pas affichée dans l’application : seul l’original est conservé. Une copie en PNG ou en PDF serait visible.',
      );
      break;
    case 'html':
    case 'xhtml':
      refuserBalisesActives(texteDecode(octets) ?? '', 'Cette page web');
      contexte.avertir(
        'affiche-comme-texte',
        'Cette page web est montrée comme un texte, sans mise en forme.',
      );
      break;
    case 'xml':
      if (porteEspaceHtml(texteDecode(octets) ?? ''))
        refuserBalisesActives(texteDecode(octets) ?? '', 'Ce document XML');
      break;
    case 'rtf':
      refuserObjetsRtf(Buffer.from(octets).toString('latin1'));
      break;
    case 'ps':
    case 'eps':
      contexte.avertir(
        'apercu-impossible',
        'Un fichier PostScript est un programme d’impression : il n’est jamais exécuté ici, donc pas affiché. Une copie en PDF serait visible.',
      );
      break;
    case 'eml':
      contexte.avertir(
        'contenu-non-examine',
        'Les pièces jointes de ce courriel n’ont pas été examinées une à une.',
      );
      break;
  }
  return { type };
}

const TROP_GRAND = 'Ce texte est très long : seul son début a été examiné.';

async function debutDe(source: FichierSource): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of fluxDe(source, 0, Math.min(source.taille, EXAMINE_MAX))) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}

const porteEspaceHtml = (texte: string): boolean =>
  texte.includes('http://www.w3.org/1999/xhtml') || texte.includes('http://www.w3.org/2000/svg');

/** Elements et attributs qui executent : scripts, gestionnaires d'evenements, cadres, adresses `javascript:`. */
const BALISES_ACTIVES: readonly RegExp[] = [
  /<\s*(?:[a-z][\w.-]{0,20}:)?script[\s>/]/i,
  /<\s*(?:iframe|frame|object|embed|applet|foreignobject|portal)[\s>/]/i,
  /[\s"'/]on[a-z]{3,24}\s*=\s*["'a-z(]/i,
  /javascript\s*:/i,
  /vbscript\s*:/i,
  /http-equiv\s*=\s*["']?\s*refresh/i,
  /<!ENTITY\s/i,
];

function refuserBalisesActives(texte: string, sujet: string): void {
  // les references de caracteres (« &#106;avascript: ») et les blancs glisses dans un mot sont defaits avant de comparer
  const defait = texte
    .replaceAll(/&#x([0-9a-f]{1,6});?/gi, (_, hexa: string) => caractere(Number.parseInt(hexa, 16)))
    .replaceAll(/&#(\d{1,7});?/g, (_, decimal: string) => caractere(Number(decimal)))
    .replaceAll(/&(?:tab|newline);/gi, '');
  const colle = defait.replaceAll(/[\t\n\r]/g, '');
  if (BALISES_ACTIVES.some((forme) => forme.test(defait)) || /javascript:|vbscript:/i.test(colle)) {
    refuser(
      'contenu-actif',
      `${sujet} contient un script ou un cadre actif. Enregistrez une copie sous forme d’image ou de PDF, et déposez cette copie.`,
    );
  }
}

const caractere = (code: number): string => (code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '');

/** Objets OLE d'un RTF (`\objdata`, `\object`…) : vecteur d'attaque courant. */
function refuserObjetsRtf(texte: string): void {
  if (
    /\\(?:objdata|objupdate|objautlink|objocx|objemb|objlink)\b|\\\*\\template\b/.test(
      texte.replaceAll(/\{\\\*?\}|[\r\n]/g, ''),
    )
  ) {
    refuser(
      'contenu-actif',
      'Ce document RTF contient un objet incorporé, qui peut être un programme. Enregistrez-le en PDF, puis déposez la copie.',
    );
  }
}
