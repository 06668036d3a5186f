/** Contenu d'un acte en redaction : partiel, valide par le service a chaque enregistrement. */
export type Contenu = Readonly<Record<string, unknown>>;

/** Une question et sa reponse. */
export type Echange = { readonly question: string; readonly reponse: string };
/** Une photographie citee et sa legende. */
export type Photographie = { readonly fichier: string; readonly legende: string };
/** Relecture par la personne entendue. */
export type Lecture = { readonly mode: string };

/** Texte d'un champ, vide s'il manque. */
export const texteDe = (contenu: Contenu, champ: string): string => enTexte(contenu[champ]);

/** Booleen d'un champ. */
export const vraiDe = (contenu: Contenu, champ: string): boolean => contenu[champ] === true;

/** Liste de textes (identifiants). */
export const listeDe = (contenu: Contenu, champ: string): readonly string[] =>
  enListe(contenu[champ]).map(enTexte);

/** Echanges d'une audition. */
export const echangesDe = (contenu: Contenu): readonly Echange[] =>
  enListe(contenu['echanges'])
    .map(enTable)
    .map((un) => ({ question: enTexte(un['question']), reponse: enTexte(un['reponse']) }));

/** Photographies citees. */
export const photographiesDe = (contenu: Contenu): readonly Photographie[] =>
  enListe(contenu['photographies'])
    .map(enTable)
    .map((une) => ({ fichier: enTexte(une['fichier']), legende: enTexte(une['legende']) }));

/** Relecture par la personne. */
export const lectureDe = (contenu: Contenu): Lecture => ({
  mode: enTexte(enTable(contenu['lecture'])['mode']),
});

/** Droits notifies (art. 61-1) : une case par droit. */
export const droitsDe = (contenu: Contenu): Readonly<Record<string, unknown>> => enTable(contenu['droits']);

/** Identifiant de la mesure de garde a vue d'un acte ; `undefined` : l'acte n'en concerne pas. */
export function mesureDe(contenu: Contenu): string | undefined {
  const id = enTexte(enTable(contenu['mesure'])['id']);
  return id === '' ? undefined : id;
}

/** Juridiction qui controle la mesure d'un acte ; vide si l'acte n'en concerne pas. */
export const juridictionDe = (contenu: Contenu): string =>
  enTexte(enTable(enTable(contenu['mesure'])['juridiction'])['code']);

/** Meme contenu, quel que soit l'ordre des cles (la base ne le garde pas). */
export const memeContenu = (un: unknown, autre: unknown): boolean => canonique(un) === canonique(autre);

function canonique(valeur: unknown): string {
  if (Array.isArray(valeur)) return `[${valeur.map(canonique).join(',')}]`;
  if (typeof valeur !== 'object' || valeur === null) return JSON.stringify(valeur) ?? 'null';
  const paires = Object.entries(valeur)
    .filter(([, un]) => un !== undefined)
    .toSorted(([un], [autre]) => (un < autre ? -1 : 1));
  return `{${paires.map(([cle, un]) => `${JSON.stringify(cle)}:${canonique(un)}`).join(',')}}`;
}

/** Tout le texte d'un contenu, une ligne par champ : pour comparer deux versions a l'oeil. */
export const enClair = (contenu: Contenu): string =>
  Object.entries(contenu)
    .map(
      ([champ, valeur]) =>
        `${LIBELLES[champ] ?? champ} : ${typeof valeur === 'string' ? valeur : JSON.stringify(valeur, null, 1)}`,
    )
    .join('\n');

const LIBELLES: Readonly<Record<string, string>> = {
  debut: 'Début',
  fin: 'Fin',
  lieu: 'Lieu',
  personne: 'Personne',
  faits: 'Faits',
  recit: 'Déclaration',
  prejudice: 'Préjudice',
  droitsRemis: 'Avis des droits remis',
  droitsNotifiesA: 'Droits notifiés le',
  droits: 'Droits notifiés',
  avocat: 'Avocat',
  nomAvocat: 'Nom de l’avocat',
  interprete: 'Interprète',
  echanges: 'Questions et réponses',
  lecture: 'Relecture',
  cosignataire: 'Second enquêteur',
  constatations: 'Constatations',
  photographies: 'Photographies',
  expose: 'Exposé',
  conclusion: 'Conclusion',
};

const enTexte = (valeur: unknown): string => (typeof valeur === 'string' ? valeur : '');
const enListe = (valeur: unknown): readonly unknown[] => (Array.isArray(valeur) ? valeur : []);
const enTable = (valeur: unknown): Readonly<Record<string, unknown>> =>
  typeof valeur === 'object' && valeur !== null ? { ...valeur } : {};
