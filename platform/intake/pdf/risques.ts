import { nomExecutable } from '../reconnaitre/interdits.ts';
import type { Valeur } from './lexeur.ts';

/** Ce que la lecture des objets d'un PDF a fait voir. */
export type Constats = {
  /** contenus actifs, nommes en francais */
  readonly actifs: Set<string>;
  /** reserves : formulaire a envoi, multimedia */
  readonly reserves: Set<'formulaire-a-envoi' | 'contenu-multimedia'>;
  chiffre: boolean;
  /** objets designes comme fichiers joints */
  readonly joints: Set<number>;
  jointsVus: boolean;
  /** objets declenches a l'ouverture ou sur un evenement */
  readonly declenches: Set<number>;
  /** objets qui envoient ou vont chercher au-dehors */
  readonly envois: Set<number>;
};

/** Constats vides. */
export const constatsVides = (): Constats => ({
  actifs: new Set(),
  reserves: new Set(),
  chiffre: false,
  joints: new Set(),
  jointsVus: false,
  declenches: new Set(),
  envois: new Set(),
});

const JAVASCRIPT = 'du JavaScript';

/** Noms actifs ou qu'ils soient comme valeur (type d'action, d'annotation…) : ISO 32000-2 §12.6.4, §13.7. */
const VALEURS_ACTIVES: Readonly<Record<string, string>> = {
  JavaScript: JAVASCRIPT,
  Launch: 'le lancement d’un programme (Launch)',
  RichMedia: 'un contenu animé (RichMedia)',
  RichMediaExecute: 'un contenu animé (RichMedia)',
  ImportData: 'un import de données (ImportData)',
};

/** Noms actifs comme cle d'un dictionnaire. */
const CLES_ACTIVES: Readonly<Record<string, string>> = {
  JavaScript: JAVASCRIPT,
  JS: JAVASCRIPT,
  OnInstantiate: JAVASCRIPT,
  XFA: 'un formulaire dynamique (XFA)',
  RichMediaContent: 'un contenu animé (RichMedia)',
};

const MULTIMEDIA: ReadonlySet<string> = new Set(['Movie', 'Sound', 'Rendition', 'Screen', '3D']);

type Lieu = { readonly objet: number; readonly declenche: boolean };

/** Parcourt une valeur et note ce qu'elle porte de dangereux. `trailer` : dictionnaire de fin ou flux de references croisees. */
export function noter(valeur: Valeur, constats: Constats, lieu: Lieu & { readonly trailer: boolean }): void {
  if (lieu.trailer && valeur.genre === 'dico' && valeur.entrees.some(estChiffrement)) constats.chiffre = true;
  visiter(valeur, constats, lieu);
}

/** Une entree /Encrypt qui n'est pas `null`. */
const estChiffrement = ([cle, valeur]: readonly [string, Valeur]): boolean =>
  cle === 'Encrypt' && !(valeur.genre === 'mot' && valeur.mot === 'null');

/** Note un nom rencontre trop profond pour etre situe : il compte comme cle et comme valeur. */
export function noterNomProfond(nom: string, constats: Constats): void {
  const actif = VALEURS_ACTIVES[nom] ?? CLES_ACTIVES[nom];
  if (actif !== undefined) constats.actifs.add(actif);
}

function visiter(valeur: Valeur, constats: Constats, lieu: Lieu): void {
  if (valeur.genre === 'nom') return visiterNom(valeur.nom, constats);
  if (valeur.genre === 'ref' && lieu.declenche) constats.declenches.add(valeur.numero);
  if (valeur.genre === 'tableau') for (const element of valeur.elements) visiter(element, constats, lieu);
  if (valeur.genre === 'dico') visiterDico(valeur.entrees, constats, lieu);
}

function visiterNom(nom: string, constats: Constats): void {
  const actif = VALEURS_ACTIVES[nom];
  if (actif !== undefined && Object.hasOwn(VALEURS_ACTIVES, nom)) constats.actifs.add(actif);
}

function visiterDico(entrees: readonly (readonly [string, Valeur])[], constats: Constats, lieu: Lieu): void {
  const joint = entrees.some(([cle]) => cle === 'EF');
  for (const [cle, valeur] of entrees) {
    if (Object.hasOwn(CLES_ACTIVES, cle) && estRempli(valeur)) constats.actifs.add(CLES_ACTIVES[cle] ?? cle);
    if (cle === 'EF') noterJoints(valeur, constats);
    if (joint && ['F', 'UF', 'DOS', 'Mac', 'Unix'].includes(cle)) noterNomDeFichier(valeur, constats);
    if (cle === 'EmbeddedFiles' && estRempli(valeur)) constats.jointsVus = true;
    const declenche = lieu.declenche || cle === 'OpenAction' || cle === 'AA';
    if (cle === 'S') noterAction(valeur, constats, lieu);
    if (cle === 'Subtype' || cle === 'Type') noterMultimedia(valeur, constats);
    visiter(valeur, constats, { ...lieu, declenche });
  }
}

const estRempli = (valeur: Valeur): boolean =>
  valeur.genre !== 'autre' && !(valeur.genre === 'mot' && valeur.mot === 'null');

/** Un envoi de formulaire ou une adresse ouverte : grave si rien ne demande le geste de l'utilisateur. */
function noterAction(valeur: Valeur, constats: Constats, lieu: Lieu): void {
  if (valeur.genre !== 'nom') return;
  noterMultimedia(valeur, constats);
  if (valeur.nom === 'SubmitForm') constats.reserves.add('formulaire-a-envoi');
  if (valeur.nom !== 'SubmitForm' && valeur.nom !== 'URI') return;
  if (lieu.declenche) constats.actifs.add(ENVOI_AUTOMATIQUE);
  constats.envois.add(lieu.objet);
}

function noterMultimedia(valeur: Valeur, constats: Constats): void {
  if (valeur.genre === 'nom' && MULTIMEDIA.has(valeur.nom)) constats.reserves.add('contenu-multimedia');
}

/** Nom d'un envoi fait sans geste de l'utilisateur. */
export const ENVOI_AUTOMATIQUE = 'une connexion automatique vers l’extérieur';

function noterJoints(valeur: Valeur, constats: Constats): void {
  constats.jointsVus = true;
  if (valeur.genre !== 'dico') return;
  for (const [, fichier] of valeur.entrees) if (fichier.genre === 'ref') constats.joints.add(fichier.numero);
}

function noterNomDeFichier(valeur: Valeur, constats: Constats): void {
  if (valeur.genre !== 'chaine') return;
  const octets = Buffer.from(valeur.octets);
  const nom = octets
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^\u00FE\u00FF/, '');
  if (nomExecutable(nom)) constats.actifs.add('un programme joint');
}
