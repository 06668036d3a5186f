/** Une affaire, vue par la recherche de heurts. `personnes` : nom et date de naissance, de quoi reconnaitre d'un dossier a l'autre. */
export type AffaireARanger = {
  readonly idj: string;
  readonly audience: string;
  readonly personnes: readonly { readonly nom: string; readonly neLe: string }[];
};

/** Une audience du meme jour. Minutes depuis minuit. */
export type Seance = {
  readonly id: string;
  readonly salle: string;
  readonly debut: number;
  readonly duree: number;
  readonly prises: number;
};

/** Un heurt trouve. */
export type Heurt = { readonly genre: 'personne' | 'salle' | 'charge'; readonly phrase: string };

const enHeures = (minutes: number): string =>
  `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;

const seChevauchent = (a: Seance, b: Seance): boolean =>
  a.debut < b.debut + b.duree && b.debut < a.debut + a.duree;

/** Heurts d'une audience : sa salle prise par une autre, sa duree depassee. */
export const heurtsDeLaSeance = (seance: Seance, autres: readonly Seance[]): readonly Heurt[] => [
  ...(seance.salle === ''
    ? []
    : autres
        .filter(({ id, salle }) => id !== seance.id && salle === seance.salle)
        .filter((autre) => seChevauchent(seance, autre))
        .map((autre) => ({
          genre: 'salle' as const,
          phrase: `${seance.salle} est aussi prise à ${enHeures(autre.debut)} par une autre audience`,
        }))),
  ...(seance.prises > seance.duree
    ? [
        {
          genre: 'charge' as const,
          phrase: `${enHeures(seance.prises)} d’affaires pour ${enHeures(seance.duree)} d’audience`,
        },
      ]
    : []),
];

const cle = ({ nom, neLe }: AffaireARanger['personnes'][number]): string =>
  `${nom.toLocaleLowerCase('fr')}|${neLe}`;

/** Heurts d'une affaire : une de ses personnes est attendue ailleurs, le meme jour. Une date de naissance inconnue ne rapproche pas. */
export const heurtsDeLAffaire = (
  affaire: AffaireARanger,
  autres: readonly AffaireARanger[],
): readonly Heurt[] =>
  affaire.personnes
    .filter(({ neLe }) => neLe !== '')
    .flatMap((personne) =>
      autres
        .filter(({ idj }) => idj !== affaire.idj)
        .filter(({ personnes }) => personnes.some((une) => cle(une) === cle(personne)))
        .map(({ audience }) => ({
          genre: 'personne' as const,
          phrase: `${personne.nom} est aussi ${audience === affaire.audience ? 'à ce rôle, dans une autre affaire' : 'attendu ce jour à une autre audience'}`,
        })),
    );

/** Heures d'appel, HH:MM : les durees s'ajoutent dans l'ordre du role. */
export function heuresDAppel(debut: number, durees: readonly number[]): readonly string[] {
  let minute = debut;
  return durees.map((duree) => {
    const heure = `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    minute += duree;
    return heure;
  });
}
