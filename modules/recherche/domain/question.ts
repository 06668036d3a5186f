import { aplatir, delier, motsDuNom } from './formes.ts';

/** Un terme cherche : une de ses ecritures suffit ; `debut` : le mot en cours de frappe, aplati. */
export type Terme = {
  readonly ecritures: readonly string[];
  readonly suite: boolean;
  readonly exclu: boolean;
  readonly debut?: string;
};

/** Ce qu'une question demande. `noms` : les mots qui peuvent etre ceux d'une personne. */
export type Question = {
  readonly termes: readonly Terme[];
  readonly natinf: readonly number[];
  readonly noms: readonly string[];
};

/** Longueur admise d'une question, et termes au plus : le reste n'ajouterait que du travail. */
export const QUESTION_MAX = 200;
const TERMES_MAX = 12;
/** Un debut de mot plus court designe trop de mots. */
const DEBUT_MIN = 3;

const MOIS = [
  'janvier',
  'fevrier',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'aout',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
] as const;

/**
 * Lit une question : des mots (tous attendus), « une suite exacte », -exclu, natinf 7151, une date (12/03/2026, 12 mars 2026).
 * Le dernier mot, s'il n'est pas fini par un blanc, vaut aussi pour ceux qui commencent comme lui.
 */
export function lireQuestion(brute: string): Question {
  const texte = brute.slice(0, QUESTION_MAX).replaceAll('\0', ' ');
  const natinf: number[] = [];
  const termes: Terme[] = [];
  const reste = texte.replace(/\bnatinf\s*:?\s*(\d{1,5})(?!\d)/giu, (_, code: string) => {
    natinf.push(Number(code));
    return ' ';
  });
  for (const { 1: exclu, 2: suite, index, 0: tout } of reste.matchAll(JETON)) {
    if (termes.length === TERMES_MAX) break;
    const fin = index + tout.length === reste.length;
    termes.push(
      ...termeDe(suite ?? tout.replace(/^-/u, ''), { exclu: exclu === '-', suite: suite !== undefined, fin }),
    );
  }
  const lus = joindreLesDates(termes);
  return {
    termes: lus,
    natinf,
    noms: lus
      .filter(({ exclu, suite }) => !exclu && !suite)
      .flatMap(({ ecritures }) => ecritures)
      .filter((mot) => /\p{L}/u.test(mot) && !/\d/u.test(mot)),
  };
}

/** -« suite », "suite", ou un mot. */
const JETON = /(-?)(?:["«“]\s*([^"»”]*?)\s*(?:["»”]|$)|[^\s"«»“”]+)/gu;

function termeDe(
  brut: string,
  { exclu, suite, fin }: { readonly exclu: boolean; readonly suite: boolean; readonly fin: boolean },
): readonly Terme[] {
  const date = !suite && dateEnChiffres(brut);
  if (date) return [{ ecritures: date, suite: true, exclu }];
  const texte = delier(brut).trim();
  if (!/[\p{L}\p{N}]/u.test(texte)) return [];
  if (suite) return [{ ecritures: [texte], suite, exclu }];
  const debut = aplatir(texte).replace(/[^a-z0-9]/g, '');
  return [
    {
      ecritures: [texte],
      suite: false,
      exclu,
      ...(fin && !exclu && !/\s/u.test(texte) && debut.length >= DEBUT_MIN ? { debut } : {}),
    },
  ];
}

/** 12/03/2026 ou 12.3.26 : les ecritures d'un meme jour, en chiffres et en lettres. */
function dateEnChiffres(brut: string): readonly string[] | undefined {
  const { jour, mois, an } =
    /^(?<jour>\d{1,2})[/.](?<mois>\d{1,2})[/.](?<an>\d{4}|\d{2})$/u.exec(brut)?.groups ?? {};
  return jour && mois && an
    ? ecrituresDuJour(Number(jour), Number(mois), an.length === 2 ? `20${an}` : an)
    : undefined;
}

function ecrituresDuJour(jour: number, mois: number, an: string): readonly string[] | undefined {
  const nom = MOIS[mois - 1];
  if (nom === undefined || jour < 1 || jour > 31) return undefined;
  const deux = (nombre: number): string => String(nombre).padStart(2, '0');
  return [
    `${deux(jour)} ${deux(mois)} ${an}`,
    `${jour === 1 ? '1er' : jour} ${nom} ${an}`,
    `${an} ${deux(mois)} ${deux(jour)}`,
  ];
}

/** « 12 mars 2026 », trois mots de suite, est une date comme une autre. */
function joindreLesDates(termes: readonly Terme[]): readonly Terme[] {
  const mot = (rang: number): string =>
    termes[rang]?.suite === false ? (termes[rang].ecritures[0] ?? '') : '';
  for (let rang = 0; rang + 2 < termes.length; rang += 1) {
    const mois = MOIS.findIndex((nom) => nom === aplatir(mot(rang + 1))) + 1;
    const jour = /^(\d{1,2})(?:er)?$/u.exec(mot(rang))?.[1];
    const an = /^\d{4}$/u.exec(mot(rang + 2))?.[0];
    const ecritures = jour && an && mois > 0 ? ecrituresDuJour(Number(jour), mois, an) : undefined;
    if (ecritures)
      return joindreLesDates(
        termes.toSpliced(rang, 3, { ecritures, suite: true, exclu: termes[rang]?.exclu ?? false }),
      );
  }
  return termes;
}

/** Les mots de la question qui peuvent nommer quelqu'un, sans les particules. */
export const nomCherche = ({ noms }: Question): string => motsDuNom(noms.join(' ')).join(' ');
