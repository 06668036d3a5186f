import type { Candidate } from './curseur.ts';

type Valeur = { readonly code: string; readonly libelle: string; readonly nombre: number };

/** Libelles des facettes. */
export type Libelles = {
  readonly titreDe: (type: string) => string;
  readonly qualifier: (natinf: number) => { readonly qualification: string } | undefined;
};

/** Valeurs montrees par facette : au-dela, elles ne resserrent plus rien. */
const VALEURS_MAX = 12;

/** Compte les pieces trouvees par type, unite, infraction et etat de leur procedure, la plus nombreuse d'abord. */
export function compterFacettes(
  candidates: readonly Candidate[],
  { titreDe, qualifier }: Libelles,
): { readonly [facette in 'types' | 'unites' | 'natinf' | 'etats']: readonly Valeur[] } {
  const unites = new Map(candidates.map(({ unite, unite_libelle }) => [unite, unite_libelle]));
  return {
    types: compter(
      candidates.map(({ type }) => type),
      (type) => FAMILLES[type] ?? titreDe(type),
    ),
    unites: compter(
      candidates.map(({ unite }) => unite),
      (unite) => unites.get(unite) ?? unite,
    ),
    natinf: compter(
      candidates.flatMap(({ natinf }) => natinf.map(String)),
      (code) => qualifier(Number(code))?.qualification ?? `NATINF ${code}`,
    ),
    etats: compter(
      candidates.map(({ etat }) => etat),
      (etat) => ETATS[etat] ?? etat,
    ),
  };
}

const compter = (codes: readonly string[], libelle: (code: string) => string): readonly Valeur[] =>
  [...Map.groupBy(codes, (code) => code)]
    .map(([code, memes]) => ({ code, libelle: libelle(code), nombre: memes.length }))
    .toSorted((a, b) => b.nombre - a.nombre || a.libelle.localeCompare(b.libelle, 'fr'))
    .slice(0, VALEURS_MAX);

const ETATS: Readonly<Record<string, string>> = {
  'en-cours': 'En cours',
  'en-transmission': 'En transmission',
  transmise: 'Transmise',
  refusee: 'Refusée',
  decidee: 'Décidée',
};

/** Familles de fichiers joints, qui ne sont pas des types d'acte. */
const FAMILLES: Readonly<Record<string, string>> = {
  image: 'Image jointe',
  video: 'Vidéo jointe',
  audio: 'Son joint',
  pdf: 'PDF joint',
  document: 'Document joint',
  bureautique: 'Document joint',
  archive: 'Archive jointe',
  courriel: 'Courriel joint',
  texte: 'Texte joint',
};
