import { getDocument, PDFDataRangeTransport, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fluxDe, type FichierSource } from '../source.ts';

/** Ce que la visionneuse a pu faire du fichier ; `repare` : il a fallu reconstruire sa table. */
export type Ouverture =
  | { readonly genre: 'ouvert'; readonly pages: number; readonly repare: boolean }
  | { readonly genre: 'chiffre' }
  | { readonly genre: 'illisible' };

/** En deca, le fichier est donne entier a la visionneuse ; au-dela, elle en demande les parties. */
const ENTIER_MAX = 16 * 1024 * 1024;
const MORCEAU = 256 * 1024;

class TransportDeSource extends PDFDataRangeTransport {
  readonly #source: FichierSource;
  constructor(source: FichierSource) {
    super(source.taille, new Uint8Array(0));
    this.#source = source;
  }
  override requestDataRange(debut: number, fin: number): void {
    this.#source.lire(debut, fin).then(
      (octets) => this.onDataRange(debut, Uint8Array.from(octets)),
      () => this.abort(),
    );
  }
}

/** Ouvre le PDF comme le fera la visionneuse (pdf.js), compte ses pages et lit la premiere. N'execute rien. */
export async function ouvrir(source: FichierSource): Promise<Ouverture> {
  const reserves = ecouterReserves();
  try {
    const tache = getDocument({
      ...(await donnees(source)),
      verbosity: VerbosityLevel.WARNINGS,
      disableAutoFetch: true,
      disableStream: true,
      rangeChunkSize: MORCEAU,
      enableXfa: false,
      useSystemFonts: false,
    });
    const document = await tache.promise;
    const pages = document.numPages;
    if (pages > 0) await document.getPage(1);
    await tache.destroy();
    return pages > 0 ? { genre: 'ouvert', pages, repare: reserves.repare() } : { genre: 'illisible' };
  } catch (erreur) {
    const chiffre = erreur instanceof Error && erreur.name === 'PasswordException';
    return { genre: chiffre ? 'chiffre' : 'illisible' };
  } finally {
    reserves.cesser();
  }
}

async function donnees(
  source: FichierSource,
): Promise<{ data: Uint8Array } | { range: PDFDataRangeTransport }> {
  if (source.taille > ENTIER_MAX) return { range: new TransportDeSource(source) };
  const octets = new Uint8Array(source.taille);
  let position = 0;
  for await (const morceau of fluxDe(source)) {
    octets.set(morceau, position);
    position += morceau.length;
  }
  return { data: octets };
}

/** pdf.js dit ses reparations sur la console : c'est le seul endroit ou elles se voient. */
function ecouterReserves(): { readonly repare: () => boolean; readonly cesser: () => void } {
  const { warn, log } = console;
  let repare = false;
  const ecouter = (...mots: readonly unknown[]): void => {
    if (/Indexing all PDF objects|XRef|trailer|recover|Invalid header|bad \/Type|Pages/i.test(mots.join(' ')))
      repare = true;
  };
  console.warn = ecouter;
  console.log = ecouter;
  return {
    repare: () => repare,
    cesser: () => {
      console.warn = warn;
      console.log = log;
    },
  };
}
