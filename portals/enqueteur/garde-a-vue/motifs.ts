/** Objectifs de l'article 62-2 CPP, en peu de mots ; le texte entier est dans l'acte. */
export const OBJECTIFS_62_2 = [
  {
    valeur: '1',
    libelle: '1° investigations',
    titre: 'Permettre les investigations impliquant la présence de la personne',
  },
  {
    valeur: '2',
    libelle: '2° présentation au procureur',
    titre: 'Garantir la présentation devant le procureur de la République',
  },
  { valeur: '3', libelle: '3° preuves', titre: 'Empêcher de modifier les preuves ou indices matériels' },
  {
    valeur: '4',
    libelle: '4° pressions',
    titre: 'Empêcher les pressions sur les témoins, les victimes ou leurs proches',
  },
  {
    valeur: '5',
    libelle: '5° concertation',
    titre: 'Empêcher la concertation avec des coauteurs ou complices',
  },
  {
    valeur: '6',
    libelle: '6° cessation',
    titre: 'Garantir les mesures destinées à faire cesser l’infraction',
  },
] as const;

/** Ce qu'une prolongation doit permettre ; chaque pastille ecrit sa phrase dans l'expose. */
export const RAISONS_DE_PROLONGER = [
  {
    valeur: 'auditions',
    libelle: 'auditions à poursuivre',
    phrase: 'poursuivre les auditions de la personne',
  },
  { valeur: 'confrontation', libelle: 'confrontation', phrase: 'procéder à une confrontation' },
  { valeur: 'perquisition', libelle: 'perquisition', phrase: 'procéder à une perquisition' },
  { valeur: 'temoins', libelle: 'témoins à entendre', phrase: 'entendre des témoins' },
  {
    valeur: 'exploitation',
    libelle: 'exploitations techniques',
    phrase: 'exploiter les supports et les données saisis',
  },
  {
    valeur: 'coauteurs',
    libelle: 'coauteurs à identifier',
    phrase: 'identifier et interpeller les coauteurs ou complices',
  },
  {
    valeur: 'expertise',
    libelle: 'expertise ou résultats',
    phrase: 'recueillir les résultats des examens en cours',
  },
  {
    valeur: 'presentation',
    libelle: 'présentation au parquet',
    phrase: 'permettre la présentation devant le procureur de la République',
  },
] as const;

/** L'expose que les pastilles composent. */
export function exposeDe(choisies: readonly string[]): string {
  const phrases = RAISONS_DE_PROLONGER.filter(({ valeur }) => choisies.includes(valeur)).map(
    ({ phrase }) => phrase,
  );
  return phrases.length === 0
    ? ''
    : `La prolongation doit permettre de ${phrases.join(', de ')}.`
        .replaceAll('de exploiter', 'd’exploiter')
        .replaceAll('de entendre', 'd’entendre')
        .replaceAll('de identifier', 'd’identifier');
}

/** Numeros des objectifs choisis, dans l'ordre de l'article. */
export const numerosDe = (choisis: readonly string[]): readonly number[] =>
  choisis.map(Number).toSorted((a, b) => a - b);

/** Choisit ou laisse une pastille. */
export const basculer = (choisies: readonly string[], valeur: string): readonly string[] =>
  choisies.includes(valeur) ? choisies.filter((une) => une !== valeur) : [...choisies, valeur];
