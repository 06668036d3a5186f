import type { Situation } from './situation.ts';

/** Une condition datee, telle que la nomenclature la donne. */
export type Condition = {
  readonly id: string;
  readonly condition: string;
  readonly effet: 'interdit' | 'attention' | 'information';
  readonly libelle: string;
  readonly valeur: number;
  readonly article: string;
  readonly aVerifier: boolean;
};

/** Pourquoi une decision est fermee, ou ce qu'il faut savoir avant de la prendre. */
export type Raison = {
  readonly condition: string;
  readonly effet: 'interdit' | 'attention' | 'information';
  readonly phrase: string;
  readonly article: string;
  readonly aVerifier: boolean;
};

/** Ce que vaut une decision pour cette personne et ce fait. */
export type Verdict = {
  readonly permis: boolean;
  readonly raisons: readonly Raison[];
};

/** Juge une decision de ses conditions ; ce qu'on ne sait pas se dit, sans fermer (jamais une regle n'en invente). */
export function evaluer(conditions: readonly Condition[], situation: Situation): Verdict {
  const flagrante = situation.flagrance && conditions.some(({ condition }) => condition === FLAGRANCE);
  const raisons = conditions
    .filter(({ condition }) => condition !== (flagrante ? 'peine-minimale' : FLAGRANCE))
    .flatMap((condition): readonly Raison[] => {
      const issue = remplie(condition, situation);
      if (issue === 'oui') return [];
      const { article, aVerifier, libelle, effet } = condition;
      return [
        {
          condition: condition.condition,
          effet: issue === 'inconnu' && effet === 'interdit' ? 'attention' : effet,
          phrase: phraseDe(libelle, effet === 'information' ? 'a-savoir' : issue),
          article,
          aVerifier,
        },
      ];
    });
  return { permis: raisons.every(({ effet }) => effet !== 'interdit'), raisons };
}

const phraseDe = (libelle: string, issue: Exclude<Issue, 'oui'> | 'a-savoir'): string => {
  if (issue === 'a-savoir') return `${libelle}.`;
  const condition = libelle.slice(0, 1).toLocaleLowerCase('fr') + libelle.slice(1);
  return issue === 'inconnu'
    ? `À vérifier, le dossier ne le dit pas : ${condition}.`
    : `Condition non remplie : ${condition}.`;
};

const FLAGRANCE = 'peine-minimale-flagrance';

type Issue = 'oui' | 'non' | 'inconnu';
const dire = (vrai: boolean): Issue => (vrai ? 'oui' : 'non');
const si = <T>(connu: T | undefined, vrai: (valeur: T) => boolean): Issue =>
  connu === undefined ? 'inconnu' : dire(vrai(connu));

/** La condition est-elle remplie ? Celles de l'audience et du quantum se jugent sur l'acte (`controler`), pas ici. */
function remplie({ condition, valeur }: Condition, situation: Situation): Issue {
  const test = TESTS[condition];
  return test === undefined ? 'oui' : test(situation, valeur);
}

const TESTS: { readonly [condition: string]: (situation: Situation, valeur: number) => Issue } = {
  'auteur-identifie': ({ identifie }) => dire(identifie),
  'personne-physique': ({ genre }) => si(genre, (lu) => lu === 'physique'),
  majeur: ({ age, genre }) => (genre === 'morale' ? 'oui' : si(age, (ans) => ans >= 18)),
  mineur: ({ age, genre }) => (genre === 'morale' ? 'non' : si(age, (ans) => ans < 18)),
  'age-minimal': ({ age, genre }, ans) => (genre === 'morale' ? 'oui' : si(age, (lu) => lu >= ans)),
  'nature-delit': ({ nature }) => si(nature, (lue) => lue === 'delit'),
  'nature-delit-ou-contravention': ({ nature }) => si(nature, (lue) => lue !== 'crime'),
  'pas-un-crime': ({ nature }) => si(nature, (lue) => lue !== 'crime'),
  'peine-minimale': ({ peineMois }, mois) => si(peineMois, (lue) => lue >= mois),
  'peine-minimale-flagrance': ({ peineMois }, mois) => si(peineMois, (lue) => lue >= mois),
  'peine-maximale': ({ peineMois }, mois) => si(peineMois, (lue) => lue <= mois),
  'liste-398-1': ({ liste3981 }) => si(liste3981, (lue) => lue === 'oui'),
  'hors-atteintes-graves': ({ atteinteALaPersonne, peineMois }, mois) =>
    atteinteALaPersonne ? si(peineMois, (lue) => lue <= mois) : 'oui',
  'hors-homicide-involontaire': ({ homicideInvolontaire }) => dire(!homicideInvolontaire),
  reconnait: ({ reconnait }) => dire(reconnait),
  avocat: ({ avocat }) => dire(avocat),
  deferement: ({ deferee }) => dire(deferee),
  'a-savoir': () => 'non',
};
