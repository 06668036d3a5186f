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
  genre: 'prolongation' | 'mainlevee',
  prochaine: LigneDeMesure['prochaineProlongation'],
  contenu: { readonly [champ: string]: unknown },
): readonly ChoixOffert[] {
  if (genre === 'mainlevee')
    return [
      { libelle: 'Remettre en liberté', champs: { suite: 'levee' } },
      { libelle: 'En liberté, avec convocation par OPJ', champs: { suite: 'copj' } },
      { libelle: 'Faire déférer', champs: { suite: 'deferement' } },
    ];
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
