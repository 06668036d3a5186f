import {
  avocatDiffere,
  controlerLAuditionImmediate,
  controlerLeReportDAvis,
  controlerLeReportDeLAvocat,
} from './controles-des-reports.ts';
import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import type { EtatDeLHorloge } from './etat-de-l-horloge.ts';
import { qualificationA } from './regime.ts';
import type { Constat } from './refus.ts';
import { enMs } from './temps.ts';

type Seance = EntreeDe<'audition'> | EntreeDe<'confrontation'>;
type Trouve = { readonly constat: Constat; readonly entree: Entree };

/** Auditions et droits : ce qui s'est fait contre la loi, et reste signale (domaine-penal §2.5.6). */
export const constatsDesDroits = (etat: EtatDeLHorloge): readonly Trouve[] => [
  ...lesSeances(etat),
  ...lesReports(etat),
  ...lesDistances(etat),
];

const signale = (entree: Entree, code: string, phrase: string, article: string): Trouve => ({
  entree,
  constat: { code, phrase, article, interdit: false },
});

function lesSeances(etat: EtatDeLHorloge): readonly Trouve[] {
  const placement = entreesDuType(etat.entrees, 'placement')[0];
  if (placement === undefined) return [];
  const seances: readonly Seance[] = [
    ...entreesDuType(etat.entrees, 'audition'),
    ...entreesDuType(etat.entrees, 'confrontation'),
  ];
  return seances
    .filter(({ donnees, survenuA }) => donnees.surLesFaits && enMs(survenuA) >= enMs(placement.survenuA))
    .flatMap((seance) => [
      ...avantNotification(etat, seance),
      ...sansAvocat(etat, seance),
      ...silence(seance),
    ]);
}

const avantNotification = ({ entrees }: EtatDeLHorloge, seance: Seance): readonly Trouve[] =>
  entreesDuType(entrees, 'notification-droits').some(
    ({ survenuA, donnees }) =>
      donnees.objet === 'placement' &&
      donnees.mode !== 'formulaire' &&
      enMs(survenuA) <= enMs(seance.survenuA),
  )
    ? []
    : [
        signale(
          seance,
          'audition-avant-notification',
          'La personne a été entendue sur les faits avant la notification de ses droits.',
          '63-1 CPP',
        ),
      ];

const silence = (seance: Seance): readonly Trouve[] =>
  seance.donnees.silenceRappele
    ? []
    : [signale(seance, 'silence-non-rappele', 'Le droit de se taire n’a pas été rappelé.', '63-1 3° CPP')];

/** Demandé, ou obligatoire pour un mineur : pas d'audition sur les faits sans l'avocat (63-4-2, L.413-9). */
function sansAvocat(etat: EtatDeLHorloge, seance: Seance): readonly Trouve[] {
  if (seance.donnees.avocat === 'present') return [];
  const ms = enMs(seance.survenuA);
  const mineur = estMineur(etat, ms);
  const demande = entreesDuType(etat.entrees, 'demande-avocat').some(
    ({ survenuA, donnees }) => donnees.auxAuditions && enMs(survenuA) <= ms,
  );
  if (!mineur && (!demande || renonce(etat, seance))) return [];
  if (autorisee(etat, ms)) return [];
  return [
    mineur
      ? signale(seance, 'audition-sans-avocat', 'Le mineur a été entendu sans avocat.', 'L.413-9 CJPM')
      : signale(
          seance,
          'audition-sans-avocat',
          'La personne a été entendue sur les faits sans l’avocat demandé, sans renonciation ni autorisation.',
          '63-4-2 CPP',
        ),
  ];
}

const estMineur = ({ mesure, entrees }: EtatDeLHorloge, ms: number): boolean =>
  /^mineur|^retenue-10/.test(qualificationA(mesure, entrees, ms).regime);

const renonce = ({ entrees }: EtatDeLHorloge, { donnees, survenuA }: Seance): boolean =>
  donnees.avocat === 'renonciation' ||
  entreesDuType(entrees, 'renonciation-avocat').some(
    (renonciation) =>
      renonciation.donnees.portee === 'mesure' && enMs(renonciation.survenuA) <= enMs(survenuA),
  );

const autorisee = ({ entrees, depart, deduiteMs }: EtatDeLHorloge, ms: number): boolean =>
  entreesDuType(entrees, 'autorisation-audition-immediate').some(({ survenuA }) => enMs(survenuA) <= ms) ||
  avocatDiffere(entrees, ms - (depart?.ms ?? ms) + deduiteMs, ms);

function lesReports({ mesure, entrees, droit, depart, deduiteMs }: EtatDeLHorloge): readonly Trouve[] {
  const contexteA = (heure: string) => ({
    ...qualificationA(mesure, entrees, enMs(heure)),
    cadre: mesure.cadre,
    droit,
  });
  const avec = (entree: Entree, constats: readonly Constat[]): readonly Trouve[] =>
    constats.map((constat) => ({ constat, entree }));
  return [
    ...entreesDuType(entrees, 'differe-avocat').flatMap((entree) =>
      avec(entree, controlerLeReportDeLAvocat(entree.donnees, contexteA(entree.survenuA))),
    ),
    ...entreesDuType(entrees, 'avis-differe').flatMap((entree) => {
      const ecoule = enMs(entree.survenuA) - (depart?.ms ?? enMs(entree.survenuA)) + deduiteMs;
      return avec(entree, controlerLeReportDAvis(entree.donnees, contexteA(entree.survenuA), ecoule));
    }),
    ...entreesDuType(entrees, 'autorisation-audition-immediate').flatMap((entree) =>
      avec(entree, controlerLAuditionImmediate(entree.donnees.autorite, mesure.cadre)),
    ),
  ];
}

/** Interprete et medecin a distance : exclus pour un mineur et un majeur protege (803-5 al. 4, 63-3 al. 6). */
function lesDistances(etat: EtatDeLHorloge): readonly Trouve[] {
  const exclu = (heure: string): boolean => estMineur(etat, enMs(heure)) || estProtege(etat, enMs(heure));
  return [
    ...entreesDuType(etat.entrees, 'interprete-arrive')
      .filter(({ donnees, survenuA }) => donnees.mode !== 'presentiel' && exclu(survenuA))
      .map((entree) =>
        signale(
          entree,
          'interprete-a-distance-exclu',
          'L’interprète d’un mineur ou d’un majeur protégé n’intervient pas à distance sur ce fondement.',
          '803-5 al. 4 CPP',
        ),
      ),
    ...entreesDuType(etat.entrees, 'examen-medical')
      .filter(({ donnees, survenuA }) => donnees.mode === 'video' && exclu(survenuA))
      .map((entree) =>
        signale(
          entree,
          'examen-a-distance-exclu',
          'L’examen médical d’un mineur ou d’un majeur protégé ne se fait pas à distance.',
          '63-3 al. 6 CPP',
        ),
      ),
  ];
}

const estProtege = ({ mesure, entrees }: EtatDeLHorloge, ms: number): boolean =>
  mesure.personne.protegee ||
  entreesDuType(entrees, 'protection-connue').some(({ survenuA }) => enMs(survenuA) <= ms);
