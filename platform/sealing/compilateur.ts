import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { DocumentNonComposable } from './modele-pdf.ts';
import { CaractereNonRepresentable } from './typographie.ts';

/** Fait deposer des fichiers en memoire par `preparer` (qui rend le JSON de l'acte), puis compile : PDF/A-3a et valeurs de `<champ>`. */
export function compiler(
  preparer: (deposer: Deposer) => string,
  dateEnSecondes: number,
): { readonly pdf: Uint8Array; readonly champs: unknown } {
  const moteur = obtenirCompilateur();
  try {
    const deposer: Deposer = (nom, octets) => moteur.mapShadow(`${DOSSIER}${nom}`, Buffer.from(octets));
    deposer('memoire-acte.json', Buffer.from(preparer(deposer), 'utf8'));
    const source = { mainFilePath: GABARIT };
    const champs: unknown = moteur.query(source, { selector: '<champ>', field: 'value' });
    return { champs, pdf: moteur.pdf(source, { pdfStandard: 'a-3a', creationTimestamp: dateEnSecondes }) };
  } catch (cause) {
    throw enClair(cause);
  } finally {
    moteur.resetShadow();
    moteur.evictCache(5);
  }
}

/** Rend un fichier visible du gabarit, en memoire, sous un nom relatif. */
export type Deposer = (nom: string, octets: Uint8Array) => void;

const DOSSIER = fileURLToPath(new URL('.', import.meta.url));
const GABARIT = fileURLToPath(new URL('gabarit.typ', import.meta.url));
const POLICES = fileURLToPath(new URL('polices.conf', import.meta.url));
/** Le compilateur garde un peu de memoire a chaque document : on en change regulierement. */
const DOCUMENTS_PAR_COMPILATEUR = 500;

let compilateur: NodeCompiler | undefined;
let documents = 0;

function obtenirCompilateur(): NodeCompiler {
  if (compilateur === undefined || documents >= DOCUMENTS_PAR_COMPILATEUR) {
    compilateur = sansPoliceDuSysteme(() => NodeCompiler.create({ workspace: DOSSIER }));
    documents = 0;
  }
  documents += 1;
  return compilateur;
}

/** Le compilateur cherche ses polices a sa creation, par fontconfig : on lui montre une configuration vide. */
function sansPoliceDuSysteme<T>(creer: () => T): T {
  const avant = process.env['FONTCONFIG_FILE'];
  process.env['FONTCONFIG_FILE'] = POLICES;
  try {
    return creer();
  } finally {
    if (avant === undefined) delete process.env['FONTCONFIG_FILE'];
    else process.env['FONTCONFIG_FILE'] = avant;
  }
}

/** Traduit le diagnostic du compilateur : le caractere absent des polices est nomme. */
function enClair(cause: unknown): Error {
  if (cause instanceof DocumentNonComposable || cause instanceof CaractereNonRepresentable) return cause;
  const diagnostic =
    cause instanceof Error ? `${cause.message} ${'code' in cause ? String(cause.code) : ''}` : String(cause);
  const absent = /the text `\\?"(?:\\+u\{([0-9a-f]+)\}|(.))/u.exec(diagnostic);
  if (absent !== null)
    return new CaractereNonRepresentable(
      absent[1] === undefined ? (absent[2] ?? '?') : String.fromCodePoint(Number.parseInt(absent[1], 16)),
    );
  const connu = DIAGNOSTICS.find(([motif]) => motif.test(diagnostic));
  return new DocumentNonComposable(
    connu?.[1] ?? 'Le document n’a pas pu être composé : signalez-le à l’assistance.',
    { cause },
  );
}

const DIAGNOSTICS: readonly (readonly [RegExp, string])[] = [
  [/CMYK/, 'Une image de l’acte est en quadrichromie : convertissez-la en couleurs RVB.'],
  [/image|Format error/, 'Une image de l’acte est illisible ou n’a pas le format annoncé.'],
];
