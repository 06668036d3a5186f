import type { LigneDeMesure } from './donnees.ts';
import { presentationsPossibles } from './droits-du-magistrat.ts';

/** Une decision possible : son nom, les champs qu'elle pose dans l'acte. */
export type ChoixOffert = {
  readonly libelle: string;
  readonly champs: { readonly [champ: string]: unknown };
  readonly refus?: boolean;
};

const PRESENTATIONS = {
  sans: 'sans présentation',
  visio: 'présentée par visio',
  physique: 'présentée devant moi',
} as const;

/** Decisions offertes, la plus attendue d'abord. La presentation se dit en choisissant : rien n'est affirme d'avance. */
export function choixOfferts(
  genre: 'prolongation' | 'mainlevee' | 'accord' | 'requete',
  prochaine: LigneDeMesure['prochaineProlongation'],
  contenu: { readonly [champ: string]: unknown },
): readonly ChoixOffert[] {
  if (genre === 'mainlevee')
    return [
      { libelle: 'Remettre en liberté', champs: { suite: 'levee' } },
      { libelle: 'En liberté, avec convocation par OPJ', champs: { suite: 'copj' } },
      { libelle: 'Faire déférer', champs: { suite: 'deferement' } },
    ];
  if (genre === 'accord') return accordsOfferts(contenu);
  if (genre === 'requete') return requetesOffertes(prochaine, regimeDe(contenu));
  if (prochaine === null) return [];
  const heures = typeof contenu['heures'] === 'number' ? contenu['heures'] : prochaine.heures;
  return [
    ...presentationsPossibles(prochaine).map((presentation) => ({
      libelle: `Prolonger de ${heures} h, ${PRESENTATIONS[presentation]}`,
      champs: {
        sens: 'accordee',
        presentation,
        presenteeA: presentation === 'sans' ? null : contenu['decideeA'],
      },
    })),
    {
      libelle: 'Refuser la prolongation',
      champs: { sens: 'refusee', presentation: 'sans', presenteeA: null },
      refus: true,
    },
  ];
}

/** L'accord fixe la duree, douze heures au plus ; celle que l'unite a consignee vient d'abord (L.413-1 CJPM). */
function accordsOfferts(contenu: { readonly [champ: string]: unknown }): readonly ChoixOffert[] {
  const dite = typeof contenu['heures'] === 'number' ? contenu['heures'] : 12;
  const durees = [...new Set([dite, 12, 8, 4])];
  return [
    ...durees.map((heures) => ({
      libelle: `Donner mon accord pour ${heures} h`,
      champs: { sens: 'accorde', heures },
    })),
    { libelle: 'Refuser la retenue', champs: { sens: 'refuse' }, refus: true },
  ];
}

/** Ce que le procureur requiert du juge : la prolongation que lui seul decide, ou le report de l'avocat (706-88 al. 2 et 6, 63-4-2 al. 3 CPP). */
const requetesOffertes = (
  prochaine: LigneDeMesure['prochaineProlongation'],
  regime: string,
): readonly ChoixOffert[] => [
  ...(prochaine?.autorites.includes('jld') === true
    ? [prochaine.heures, ...prochaine.variantes.map(({ heures }) => heures)].map((heures) => ({
        libelle: `Requérir ${heures} h de prolongation`,
        champs: { objet: 'prolongation', heures },
      }))
    : []),
  ...(REPORT_LONG.includes(regime) ? [48, 72] : [24]).map((heures) => ({
    libelle: `Requérir le report de l’avocat jusqu’à la ${heures}e heure`,
    champs: { objet: 'report-avocat', heures },
  })),
];

/** Regimes ou l'intervention de l'avocat peut etre differee au-dela de la vingt-quatrieme heure (706-88 al. 6 CPP). */
const REPORT_LONG: readonly string[] = ['criminalite-organisee', 'mule', 'terrorisme'];

/** Le regime de la mesure que l'acte porte ; vide s'il ne se lit pas. */
function regimeDe({ mesure }: { readonly [champ: string]: unknown }): string {
  const lu: unknown =
    typeof mesure === 'object' && mesure !== null && 'regime' in mesure ? mesure.regime : '';
  return typeof lu === 'string' ? lu : '';
}
