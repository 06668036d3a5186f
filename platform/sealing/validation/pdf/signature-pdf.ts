import type { DocumentPdf } from './document.ts';
import { ouvrirPdf } from './document.ts';
import { champsDeSignature, elements, texteDeChaine } from './formulaire.ts';
import type { ChampDeSignature } from './formulaire.ts';
import { DICTIONNAIRE_VIDE, ErreurPdf, dictionnaireDe, entierDe, nomDe, valeur } from './objets.ts';
import type { Dictionnaire } from './objets.ts';

/** Une signature posee dans un champ, et ce que ses octets couvrent. */
export type SignaturePdf = {
  readonly champ: string;
  readonly sousFiltre: string;
  readonly contenu: Uint8Array;
  /** Les deux plages signees, vides si ByteRange est inutilisable. */
  readonly signe: readonly Uint8Array[];
  /** Fin de la plage signee. */
  readonly fin: number;
  readonly signeA?: string;
  /** La revision signee, quand la plage en couvre exactement une. */
  readonly revision: DocumentPdf | undefined;
  /** Certification qui interdit toute modification (DocMDP P=1). */
  readonly figee: boolean;
  readonly fautes: readonly string[];
};

/** Lit toutes les signatures posees dans les champs du formulaire, dans l'ordre de leur fin. */
export function signaturesDe(pdf: DocumentPdf): readonly SignaturePdf[] {
  const posees = champsDeSignature(pdf).flatMap((champ) => {
    const dictionnaire = dictionnaireDe(pdf.resoudre(champ.v));
    return dictionnaire === undefined ? [] : [lireSignature(pdf, champ, dictionnaire)];
  });
  return posees.sort((a, b) => a.fin - b.fin);
}

const VIDE = new Uint8Array();

function lireSignature(pdf: DocumentPdf, champ: ChampDeSignature, dictionnaire: Dictionnaire): SignaturePdf {
  const heure = valeur(dictionnaire, 'M');
  const declaree = heure.genre === 'chaine' ? dateDe(texteDeChaine(heure.octets)) : undefined;
  const contenu = valeur(dictionnaire, 'Contents');
  const base = {
    champ: champ.nom,
    sousFiltre: nomDe(pdf.resoudre(valeur(dictionnaire, 'SubFilter'))) ?? '',
    figee: estFigee(pdf, dictionnaire),
    ...(declaree === undefined ? {} : { signeA: declaree }),
  };
  const plage = lirePlage(pdf, dictionnaire);
  if (typeof plage === 'string')
    return {
      ...base,
      contenu: contenu.genre === 'chaine' ? contenu.octets : VIDE,
      signe: [],
      fin: 0,
      revision: undefined,
      fautes: [plage],
    };
  const octets = pdf.octets;
  const revision = revisionSignee(octets, { fin: plage.fin, trou: plage.trou, champ: champ.numero });
  return {
    ...base,
    contenu: plage.contenu,
    signe: [octets.subarray(0, plage.trou), octets.subarray(plage.reprise, plage.fin)],
    fin: plage.fin,
    revision: typeof revision === 'string' ? undefined : revision,
    fautes: typeof revision === 'string' ? [revision] : [],
  };
}

type Plage = {
  readonly contenu: Uint8Array;
  readonly trou: number;
  readonly reprise: number;
  readonly fin: number;
};

/** ByteRange exactement autour de /Contents (ISO 32000-2 §12.8.1), sinon la faute. */
function lirePlage(pdf: DocumentPdf, dictionnaire: Dictionnaire): Plage | string {
  if (dictionnaire.doublons) return 'dictionnaire de signature à clés répétées';
  const contenu = valeur(dictionnaire, 'Contents');
  if (contenu.genre !== 'chaine' || !contenu.hexa || contenu.debut < 0)
    return '/Contents absent ou mal écrit';
  const bornes = elements(pdf, valeur(dictionnaire, 'ByteRange')).map((borne) =>
    entierDe(pdf.resoudre(borne)),
  );
  const [depart, trou, reprise, suite] = bornes;
  if (bornes.length !== 4 || trou === undefined || reprise === undefined || suite === undefined)
    return '/ByteRange n’a pas quatre bornes';
  if (depart !== 0 || trou !== contenu.debut || reprise !== contenu.fin || suite <= 0)
    return '/ByteRange n’encadre pas exactement /Contents';
  if (reprise + suite > pdf.octets.length) return '/ByteRange dépasse la fin du fichier (fichier coupé)';
  const hexa = Buffer.from(pdf.octets.subarray(trou + 1, reprise - 1)).toString('latin1');
  if (!/^(?:[0-9a-f]{2})+$|^(?:[0-9A-F]{2})+$/u.test(hexa))
    return '/Contents n’est pas une suite régulière de chiffres hexadécimaux';
  return { contenu: contenu.octets, trou, reprise, fin: reprise + suite };
}

/** La revision dont la fin est celle de la plage et qui contient cette meme signature dans le meme champ. */
function revisionSignee(
  octets: Uint8Array,
  place: { readonly fin: number; readonly trou: number; readonly champ: number },
): DocumentPdf | string {
  try {
    const revision = ouvrirPdf(octets.subarray(0, place.fin));
    if (!revision.finNette) return 'la plage signée ne s’arrête pas à la fin d’une révision du fichier';
    const champ = champsDeSignature(revision).find((candidat) => candidat.numero === place.champ);
    const contenu = valeur(
      dictionnaireDe(revision.resoudre(champ?.v ?? { genre: 'nul' })) ?? DICTIONNAIRE_VIDE,
      'Contents',
    );
    if (contenu.genre !== 'chaine' || contenu.debut !== place.trou)
      return 'la signature n’était pas dans ce champ à la révision signée';
    return revision;
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) return `la révision signée est illisible (${erreur.message})`;
    throw erreur;
  }
}

/** DocMDP avec P=1 (ISO 32000-2 §12.8.2.2). */
function estFigee(pdf: DocumentPdf, dictionnaire: Dictionnaire): boolean {
  return elements(pdf, valeur(dictionnaire, 'Reference')).some((objet) => {
    const reference = dictionnaireDe(pdf.resoudre(objet)) ?? DICTIONNAIRE_VIDE;
    const parametres =
      dictionnaireDe(pdf.resoudre(valeur(reference, 'TransformParams'))) ?? DICTIONNAIRE_VIDE;
    return (
      nomDe(pdf.resoudre(valeur(reference, 'TransformMethod'))) === 'DocMDP' &&
      (entierDe(pdf.resoudre(valeur(parametres, 'P'))) ?? 2) === 1
    );
  });
}

const DATE = /^D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|([+-])(\d{2})'?(\d{2})?)?/u;

/** Date PDF (ISO 32000-2 §7.9.4) en ISO 8601 UTC, ou undefined. */
export function dateDe(texte: string): string | undefined {
  const morceaux = DATE.exec(texte);
  if (morceaux === null) return undefined;
  const [
    ,
    an,
    mois = '01',
    jour = '01',
    heure = '00',
    minute = '00',
    seconde = '00',
    signe,
    decalageH = '00',
    decalageM = '00',
  ] = morceaux;
  const date = new Date(
    `${an ?? ''}-${mois}-${jour}T${heure}:${minute}:${seconde}${signe === undefined ? 'Z' : `${signe}${decalageH}:${decalageM}`}`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
