import type { DocumentPdf } from './document.ts';
import { DICTIONNAIRE_VIDE, dictionnaireDe, nomDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';

/** Un champ de signature d'une revision. */
export type ChampDeSignature = {
  readonly numero: number;
  readonly nom: string;
  readonly dictionnaire: Dictionnaire;
  /** /V tel qu'ecrit (souvent une reference), `nul` si le champ n'est pas signe. */
  readonly v: Objet;
  /** Le champ et ses widgets. */
  readonly widgets: readonly number[];
};

const CHAMPS_MAX = 20_000;
const PROFONDEUR_MAX = 32;

/** Le dictionnaire AcroForm, vide s'il manque. */
export const formulaireDe = (pdf: DocumentPdf): Dictionnaire =>
  dictionnaireDe(pdf.resoudre(valeur(pdf.catalogue, 'AcroForm'))) ?? DICTIONNAIRE_VIDE;

/** Les champs /Sig de l'arbre AcroForm (ISO 32000-2 §12.7.4), chacun une fois, en nombre borne. */
export function champsDeSignature(pdf: DocumentPdf): readonly ChampDeSignature[] {
  const trouves: ChampDeSignature[] = [];
  const vus = new Set<number>();
  const visiter = (
    objet: Objet,
    parent: { readonly nom: string; readonly type: string | undefined; readonly profondeur: number },
  ): void => {
    if (
      objet.genre !== 'reference' ||
      vus.has(objet.numero) ||
      vus.size >= CHAMPS_MAX ||
      parent.profondeur > PROFONDEUR_MAX
    )
      return;
    vus.add(objet.numero);
    const champ = dictionnaireDe(pdf.resoudre(objet));
    if (champ === undefined) return;
    const type = nomDe(pdf.resoudre(valeur(champ, 'FT'))) ?? parent.type;
    const nom = nomComplet(parent.nom, pdf.resoudre(valeur(champ, 'T')));
    const fils = elements(pdf, valeur(champ, 'Kids'));
    if (type === 'Sig' && estTerminal(pdf, fils))
      trouves.push({
        numero: objet.numero,
        nom,
        dictionnaire: champ,
        v: valeur(champ, 'V'),
        widgets: [objet.numero, ...fils.flatMap(numeroDe)],
      });
    else for (const enfant of fils) visiter(enfant, { nom, type, profondeur: parent.profondeur + 1 });
  };
  for (const champ of elements(pdf, valeur(formulaireDe(pdf), 'Fields')))
    visiter(champ, { nom: '', type: undefined, profondeur: 0 });
  return trouves;
}

/** Un champ dont les enfants n'ont pas de nom propre : ce sont ses widgets. */
const estTerminal = (pdf: DocumentPdf, fils: readonly Objet[]): boolean =>
  fils.every(
    (enfant) => valeur(dictionnaireDe(pdf.resoudre(enfant)) ?? DICTIONNAIRE_VIDE, 'T').genre === 'nul',
  );

const numeroDe = (objet: Objet): readonly number[] => (objet.genre === 'reference' ? [objet.numero] : []);

function nomComplet(parent: string, partiel: Objet): string {
  const nom = partiel.genre === 'chaine' ? texteDeChaine(partiel.octets) : '';
  return [parent, nom].filter((partie) => partie !== '').join('.');
}

/** Texte d'une chaine PDF (UTF-16BE ou UTF-8 avec marque, sinon latin-1 approche de PDFDocEncoding). */
export function texteDeChaine(octets: Uint8Array): string {
  const tampon = Buffer.from(octets);
  if (tampon[0] === 0xfe && tampon[1] === 0xff)
    return tampon
      .subarray(2, tampon.length - (tampon.length % 2))
      .swap16()
      .toString('utf16le');
  if (tampon[0] === 0xef && tampon[1] === 0xbb && tampon[2] === 0xbf)
    return tampon.subarray(3).toString('utf8');
  return tampon.toString('latin1');
}

/** Les elements d'un tableau, direct ou indirect ; vide sinon. */
export function elements(pdf: DocumentPdf, objet: Objet): readonly Objet[] {
  const resolu = pdf.resoudre(objet);
  return resolu.genre === 'tableau' ? resolu.elements : [];
}

/** Numeros des pages, dans l'ordre ; une boucle ou un arbre demesure s'arrete sans erreur. */
export function pagesDe(pdf: DocumentPdf): ReadonlyMap<number, number> {
  const pages = new Map<number, number>();
  const vus = new Set<number>();
  const visiter = (objet: Objet, profondeur: number): void => {
    if (objet.genre !== 'reference' || vus.has(objet.numero) || profondeur > 64 || vus.size > 200_000) return;
    vus.add(objet.numero);
    const noeud = dictionnaireDe(pdf.resoudre(objet));
    if (noeud === undefined) return;
    const fils = elements(pdf, valeur(noeud, 'Kids'));
    if (fils.length === 0) pages.set(objet.numero, pages.size + 1);
    else for (const enfant of fils) visiter(enfant, profondeur + 1);
  };
  visiter(valeur(pdf.catalogue, 'Pages'), 0);
  return pages;
}
