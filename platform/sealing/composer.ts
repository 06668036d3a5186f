import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { instantDe, type Bloc } from '@ppn/core';
import { poserChamps, type CadreDeSignature } from './champs.ts';
import type { ImagePdf, ModelePdf } from './modele-pdf.ts';
import { CaractereNonRepresentable, coupable, typographier } from './typographie.ts';

/** Le document ne peut pas etre compose (image manquante ou illisible, modele incoherent). Message en francais. */
export class DocumentNonComposable extends Error {
  override readonly name = 'DocumentNonComposable';
}

/**
 * Compose un PDF/A-3a balise (ISO 19005-3), pieces incorporees, puis pose ses champs de signature en une mise a jour incrementale.
 * Deterministe : memes donnees, memes octets. Lance `CaractereNonRepresentable` ou `DocumentNonComposable`.
 */
export async function composerPdfA(modele: ModelePdf): Promise<Uint8Array> {
  verifier(modele);
  const { pdf, cadres } = composer(modele);
  return poserChamps(pdf, cadres, modele.signataires);
}

const DOSSIER = fileURLToPath(new URL('.', import.meta.url));
const GABARIT = fileURLToPath(new URL('gabarit.typ', import.meta.url));
const POLICES = fileURLToPath(new URL('polices.conf', import.meta.url));
/** Le compilateur garde un peu de memoire a chaque document : on en change regulierement. */
const DOCUMENTS_PAR_COMPILATEUR = 2_000;

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

/** Tout est synchrone ici : les fichiers en memoire d'un document ne croisent jamais ceux d'un autre. */
function composer(modele: ModelePdf): { readonly pdf: Uint8Array; readonly cadres: readonly CadreDeSignature[] } {
  const moteur = obtenirCompilateur();
  try {
    const acte = JSON.stringify(donnees(modele, (nom, octets) => moteur.mapShadow(`${DOSSIER}${nom}`, Buffer.from(octets))));
    const source = { mainFilePath: GABARIT, inputs: { acte } };
    const cadres: unknown = moteur.query(source, { selector: '<champ>', field: 'value' });
    const pdf = moteur.pdf(source, { pdfStandard: 'a-3a', creationTimestamp: Date.parse(instantDe(modele.etabliA)) / 1000 });
    return { pdf, cadres: lireCadres(cadres) };
  } catch (cause) {
    throw enClair(cause);
  } finally {
    moteur.resetShadow();
    moteur.evictCache(5);
  }
}

type Deposer = (nom: string, octets: Uint8Array) => void;

function donnees(modele: ModelePdf, deposer: Deposer): unknown {
  return {
    titre: typographier(modele.titre),
    auteur: modele.enTete.join(', '),
    enTete: modele.enTete.map((ligne) => preparer(ligne)),
    reference: preparer(modele.reference),
    blocs: modele.blocs.flatMap((bloc) => preparerBloc(bloc, modele.images, deposer)),
    jointes: modele.jointes.map(({ nom, octets, typeMime, description }) => ({ nom, typeMime, description, fichier: deposerFichier(octets, 'bin', deposer) })),
    signataires: modele.signataires.map(({ champ, qualite, nom }) => ({ champ, qualite: preparer(qualite), nom: preparer(nom) })),
  };
}

/** Signes d'un mot tenant surement sur une ligne pleine. */
const LIMITE_LIGNE = 60;

const preparer = (texte: string, limite = LIMITE_LIGNE): string => coupable(typographier(texte), limite);

function preparerBloc(bloc: Bloc, images: ModelePdf['images'], deposer: Deposer): readonly unknown[] {
  switch (bloc.type) {
    case 'titre':
    case 'paragraphe':
    case 'mention':
      return bloc.texte.trim() === '' ? [] : [{ ...bloc, texte: preparer(bloc.texte) }];
    case 'champs':
      return bloc.champs.length === 0 ? [] : [{ ...bloc, champs: bloc.champs.map(({ libelle, valeur }) => ({ libelle: preparer(libelle, 20), valeur: preparer(valeur, 40) })) }];
    case 'question':
      return [{ ...bloc, question: preparer(bloc.question), reponse: preparer(bloc.reponse) }];
    case 'liste':
      return bloc.elements.length === 0 ? [] : [{ ...bloc, elements: bloc.elements.map((element) => preparer(element)) }];
    case 'tableau':
      return preparerTableau(bloc);
    case 'image':
      return [preparerImage(bloc, images, deposer)];
  }
}

/** Largeurs relatives selon le plus long mot et le plus long texte de chaque colonne, bornees : le tableau tient toujours dans la page. */
function preparerTableau({ type, entetes, lignes }: Extract<Bloc, { type: 'tableau' }>): readonly unknown[] {
  const colonnes = Math.max(0, entetes.length, ...lignes.map((ligne) => ligne.length));
  if (colonnes === 0) return [];
  const largeurs = Array.from({ length: colonnes }, (_, rang) => largeurDe([entetes, ...lignes].map((ligne) => ligne[rang] ?? '')));
  const total = largeurs.reduce((somme, largeur) => somme + largeur, 0);
  const completer = (ligne: readonly string[]): readonly string[] =>
    largeurs.map((largeur, rang) => preparer(ligne[rang] ?? '', Math.max(3, Math.floor((largeur / total) * 65))));
  return [{ type, largeurs, entetes: entetes.length === 0 ? [] : completer(entetes), lignes: lignes.map(completer) }];
}

const largeurDe = (textes: readonly string[]): number => {
  const mot = Math.max(0, ...textes.flatMap((texte) => texte.split(/\s/)).map(({ length }) => length));
  const entier = Math.max(0, ...textes.map(({ length }) => length));
  return Math.max(6, Math.min(20, mot + 4), Math.min(40, entier));
};

function preparerImage(bloc: Extract<Bloc, { type: 'image' }>, images: ModelePdf['images'], deposer: Deposer): unknown {
  const image: ImagePdf | undefined = images.get(bloc.cle);
  if (image === undefined) throw new DocumentNonComposable(`L’image « ${bloc.cle} » est citée par l’acte mais n’est pas fournie.`);
  return {
    type: bloc.type,
    fichier: deposerFichier(image.octets, image.format, deposer),
    legende: preparer(bloc.legende),
    alternative: bloc.alternative === '' ? bloc.legende || 'Image' : bloc.alternative,
  };
}

function deposerFichier(octets: Uint8Array, extension: string, deposer: Deposer): string {
  const nom = `memoire-${createHash('sha256').update(octets).digest('hex')}.${extension}`;
  deposer(nom, octets);
  return nom;
}

function verifier(modele: ModelePdf): void {
  const champs = modele.signataires.map(({ champ }) => champ);
  if (champs.some((champ) => !/^[A-Za-z0-9-]{1,60}$/.test(champ))) throw new DocumentNonComposable('Le nom d’un champ de signature ne tient qu’en lettres, chiffres et tirets.');
  if (new Set(champs).size !== champs.length) throw new DocumentNonComposable('Deux signataires ont le même champ de signature.');
  const noms = modele.jointes.map(({ nom }) => nom);
  if (new Set(noms).size !== noms.length) throw new DocumentNonComposable('Deux pièces incorporées portent le même nom.');
}

const isNombre = (valeur: unknown): valeur is number => typeof valeur === 'number' && Number.isFinite(valeur);

function isCadre(valeur: unknown): valeur is CadreDeSignature {
  if (typeof valeur !== 'object' || valeur === null || !('champ' in valeur && 'page' in valeur && 'x' in valeur && 'y' in valeur && 'l' in valeur && 'h' in valeur)) return false;
  return typeof valeur.champ === 'string' && [valeur.page, valeur.x, valeur.y, valeur.l, valeur.h].every(isNombre);
}

function lireCadres(valeurs: unknown): readonly CadreDeSignature[] {
  if (!Array.isArray(valeurs) || !valeurs.every(isCadre)) throw new DocumentNonComposable('La place des signatures n’a pas pu être lue.');
  return valeurs;
}

/** Traduit le diagnostic du compilateur : le caractere absent des polices est nomme. */
function enClair(cause: unknown): Error {
  if (cause instanceof DocumentNonComposable || cause instanceof CaractereNonRepresentable) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  const absent = /the text `\\?"(?:\\+u\{([0-9a-f]+)\}|(.))/u.exec(message);
  if (absent !== null) return new CaractereNonRepresentable(absent[1] === undefined ? (absent[2] ?? '?') : String.fromCodePoint(Number.parseInt(absent[1], 16)));
  const raison = /message: "((?:[^"\\]|\\.)*)"/.exec(message)?.[1] ?? 'raison inconnue';
  return new DocumentNonComposable(`Le document n’a pas pu être composé : ${raison}.`, { cause });
}
