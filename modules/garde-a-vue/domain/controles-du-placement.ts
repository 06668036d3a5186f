import type { DroitDuJour } from './lignes.ts';
import { lignesDe } from './lignes.ts';
import { type FaitReproche, type RegimeDeMesure, peineAtteint } from './mesure.ts';
import { regimePermis } from './regime.ts';
import type { Constat } from './refus.ts';

/** Ce qu'on sait au moment de placer. `accord` : heures fixees par le magistrat, avant (retenue) ; nul sans accord. */
export type DonneesDuPlacement = {
  readonly regime: RegimeDeMesure;
  readonly faits: readonly FaitReproche[];
  readonly qualite: string;
  readonly age: number | null;
  readonly accord: number | null;
};

const interdit = (code: string, phrase: string, article: string): Constat => ({
  code,
  phrase,
  article,
  interdit: true,
});

/** Tout ce qui rend un placement impossible (62-2, 63 I CPP, L.413-1, L.413-6 CJPM). */
export function controlerLePlacement(donnees: DonneesDuPlacement, droit: DroitDuJour): readonly Constat[] {
  return [
    ...controlerLAuteur(donnees),
    ...controlerLAge(donnees),
    ...controlerLaPeine(donnees, droit),
    ...controlerLAccord(donnees),
  ];
}

const controlerLAuteur = ({ qualite }: DonneesDuPlacement): readonly Constat[] =>
  qualite === 'opj' || qualite === 'chef-unite'
    ? []
    : [
        interdit(
          'placement-par-un-non-opj',
          'Seul un officier de police judiciaire place une personne en garde à vue.',
          '63 I CPP',
        ),
      ];

/** Un regime que l'age au jour de la mesure exclut (CJPM L.411-1, L.413-1, L.413-6). */
export function controlerLAge({
  regime,
  age,
}: Pick<DonneesDuPlacement, 'regime' | 'age'>): readonly Constat[] {
  if (regimePermis(regime, age)) return [];
  if (age !== null && age < 10)
    return [
      interdit(
        'enfant-de-moins-de-dix-ans',
        'Un enfant de moins de dix ans ne peut être ni gardé à vue ni retenu.',
        'L.413-1 CJPM',
      ),
    ];
  if (age !== null && age < 13)
    return [
      interdit(
        'garde-a-vue-avant-treize-ans',
        'Un enfant de moins de treize ans ne peut être gardé à vue ; seule la retenue est ouverte.',
        'L.413-1 et L.413-6 CJPM',
      ),
    ];
  return [
    interdit(
      'regime-contraire-a-l-age',
      `Ce régime n’est pas celui d’une personne de ${age ?? 0} ans au jour de la mesure.`,
      'L.411-1 CJPM',
    ),
  ];
}

const SANS_PEINE: readonly RegimeDeMesure[] = [
  'audition-libre',
  'retenue-mandat',
  'verification-identite',
  'retenue-douaniere',
];

function controlerLaPeine({ regime, faits }: DonneesDuPlacement, droit: DroitDuJour): readonly Constat[] {
  if (SANS_PEINE.includes(regime)) return [];
  const punis = faits.some(
    ({ nature, peineMois }) => nature === 'crime' || (nature === 'delit' && peineMois > 0),
  );
  if (!punis)
    return [
      interdit(
        'infraction-sans-emprisonnement',
        'La garde à vue suppose un crime ou un délit puni d’emprisonnement.',
        '62-2 CPP',
      ),
    ];
  const base = lignesDe(droit, 'base', regime)[0];
  const seuil = base?.peineMinimaleAns ?? null;
  return seuil === null || peineAtteint(faits, seuil)
    ? []
    : [
        interdit(
          'peine-insuffisante',
          `Cette mesure suppose un crime ou un délit puni d’au moins ${seuil} ans d’emprisonnement.`,
          base?.article ?? '62-2 CPP',
        ),
      ];
}

const controlerLAccord = ({ regime, accord }: DonneesDuPlacement): readonly Constat[] =>
  regime === 'retenue-10-12' && accord === null
    ? [
        interdit(
          'retenue-sans-accord',
          'La retenue suppose l’accord préalable du magistrat, qui en fixe la durée.',
          'L.413-1 CJPM',
        ),
      ]
    : [];
