import type { DocumentPdf } from './document.ts';
import { champsDeSignature, pagesDe } from './formulaire.ts';
import type { ChampDeSignature } from './formulaire.ts';
import { DICTIONNAIRE_VIDE, dictionnaireDe, nomDe, referencesDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';

/** Deux revisions et ce qu'il faut savoir de la premiere pour juger un objet change : qui le cite, a quoi il sert. */
export type Vue = {
  readonly avant: DocumentPdf;
  readonly apres: DocumentPdf;
  readonly figee: boolean;
  readonly pages: ReadonlyMap<number, number>;
  readonly citants: ReadonlyMap<number, ReadonlySet<number>>;
  readonly champs: ReadonlyMap<number, ChampDeSignature>;
  readonly champsApres: ReadonlyMap<number, ChampDeSignature>;
  readonly listesDAnnotations: ReadonlyMap<number, number>;
  readonly dss: ReadonlySet<number>;
};

/** Numero de citant pour ce que le trailer cite. */
export const TRAILER = 0;

/** Indexe la revision signee. `figee` : voir `comparerRevisions`. */
export function ouvrirVue(avant: DocumentPdf, apres: DocumentPdf, figee: boolean): Vue {
  const citants = indexerCitants(avant);
  const pages = pagesDe(avant);
  const parNumero = (pdf: DocumentPdf): ReadonlyMap<number, ChampDeSignature> =>
    new Map(
      champsDeSignature(pdf).flatMap((champ) => champ.widgets.map((widget) => [widget, champ] as const)),
    );
  const annotations = [...pages.keys()].flatMap((page) => {
    const liste = valeur(dictionnaireDe(avant.objet(page)) ?? DICTIONNAIRE_VIDE, 'Annots');
    return liste.genre === 'reference' ? [[liste.numero, page] as const] : [];
  });
  return {
    avant,
    apres,
    figee,
    pages,
    citants,
    champs: parNumero(avant),
    champsApres: parNumero(apres),
    listesDAnnotations: new Map(annotations),
    dss: objetsDuDss(avant, citants),
  };
}

function indexerCitants(pdf: DocumentPdf): ReadonlyMap<number, ReadonlySet<number>> {
  const citants = new Map<number, Set<number>>();
  const noter = (citant: number, objet: Objet): void => {
    for (const cite of referencesDe(objet))
      (citants.get(cite) ?? citants.set(cite, new Set()).get(cite))?.add(citant);
  };
  for (const numero of pdf.numeros) {
    const objet = pdf.objet(numero);
    if (!estConteneur(objet)) noter(numero, objet);
  }
  noter(TRAILER, { genre: 'tableau', elements: [valeur(pdf.trailer, 'Root'), valeur(pdf.trailer, 'Info')] });
  return citants;
}

/** Objets que seul le DSS cite, et par la cle DSS du catalogue seulement. */
function objetsDuDss(pdf: DocumentPdf, citants: Vue['citants']): ReadonlySet<number> {
  const depart = valeur(pdf.catalogue, 'DSS');
  const sansDss: Dictionnaire = {
    ...pdf.catalogue,
    entrees: new Map([...pdf.catalogue.entrees].filter(([cle]) => cle !== 'DSS')),
  };
  const ailleurs = referencesDe(sansDss);
  const trouves = new Set<number>();
  const aVoir = [...referencesDe(depart)];
  for (let numero = aVoir.pop(); numero !== undefined; numero = aVoir.pop()) {
    if (trouves.has(numero) || ailleurs.has(numero)) continue;
    trouves.add(numero);
    aVoir.push(...referencesDe(pdf.objet(numero)));
  }
  const propre = (numero: number): boolean =>
    [...(citants.get(numero) ?? [])].every(
      (citant) => citant === pdf.numeroDuCatalogue || trouves.has(citant),
    );
  return new Set([...trouves].filter(propre));
}

/** Un flux de structure : ses objets se jugent un a un, pas lui. */
export const estConteneur = (objet: Objet): boolean =>
  objet.genre === 'flux' && ['XRef', 'ObjStm'].includes(nomDe(valeur(objet.dictionnaire, 'Type')) ?? '');

/** « page 2 (objet 57) », ou l'objet seul. */
export function situer(vue: Vue, numero: number): string {
  const page =
    vue.pages.get(numero) ??
    vue.pages.get(vue.listesDAnnotations.get(numero) ?? -1) ??
    pageCitante(vue, numero);
  return page === undefined ? `objet ${numero}` : `page ${page} (objet ${numero})`;
}

function pageCitante(vue: Vue, numero: number): number | undefined {
  let front = [numero];
  for (let pas = 0; pas < 4; pas += 1) {
    const page = front.map((cite) => vue.pages.get(cite)).find((rang) => rang !== undefined);
    if (page !== undefined) return page;
    front = front.flatMap((cite) => [...(vue.citants.get(cite) ?? [])]).slice(0, 200);
  }
  return undefined;
}
