import { type ProlongationAControler, controlerLaProlongation } from './controles-de-prolongation.ts';
import {
  controlerLAuditionImmediate,
  controlerLeReportDAvis,
  controlerLeReportDeLAvocat,
} from './controles-des-reports.ts';
import { controlerLAge, controlerLePlacement } from './controles-du-placement.ts';
import type { DonneesParType } from './donnees-des-entrees.ts';
import { type Entree, entreesDuType } from './entrees.ts';
import { type EtatDeLHorloge, etatDeLHorloge } from './etat-de-l-horloge.ts';
import { lignesDe } from './lignes.ts';
import type { Mesure } from './mesure.ts';
import { registreEnService } from './preparer.ts';
import { qualificationA } from './regime.ts';
import { type Constat, type Refus, refusDe } from './refus.ts';
import type { ReglesDeGardeAVue } from './regles.ts';
import { ageAu, enMs, jourDe } from './temps.ts';

/** Une mesure, son registre et le droit : ce que chaque refus regarde. `a` : quand on veut agir. */
export type Situation = {
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly regles: ReglesDeGardeAVue;
  readonly a: string;
};

const etatDe = ({ mesure, entrees, regles, a }: Situation): EtatDeLHorloge =>
  etatDeLHorloge(mesure, registreEnService(mesure.id, entrees, enMs(a)), regles, enMs(a));

/** Refus d'un placement par un agent de cette qualite : OPJ seul, age, peine, accord prealable de la retenue. Vide : il peut. */
export function peutPlacer(situation: Situation, qualite: string): readonly Refus[] {
  const etat = etatDe(situation);
  const accord = entreesDuType(etat.entrees, 'accord-magistrat')[0]?.donnees.heures ?? null;
  const age = ageAu(situation.mesure.personne.naissance, etat.droit.jour);
  return refusDe(controlerLePlacement({ ...etat.qualification, qualite, age, accord }, etat.droit));
}

/** Refus d'une prolongation : rang, autorite, duree, presentation, peine, certificat. Le retard ne se refuse pas : il se signale. */
export function peutProlonger(
  situation: Situation,
  decidee: DonneesParType['prolongation-decidee'],
): readonly Refus[] {
  const etat = etatDe(situation);
  if (etat.suite === null || etat.fin !== null)
    return [
      { code: 'aucune-mesure-en-cours', phrase: 'Aucune mesure n’est en cours.', article: '63 II CPP' },
    ];
  const lignes = lignesDe(etat.droit, 'prolongation', etat.qualification.regime)
    .filter(({ rang }) => rang === (etat.suite?.rang ?? 0) + 1)
    .toSorted((a, b) => a.valeur - b.valeur);
  const ligne = lignes.find(({ valeur }) => decidee.heures <= valeur) ?? lignes.at(-1);
  if (ligne === undefined)
    return [
      {
        code: 'prolongation-au-dela-du-maximum',
        phrase: 'Aucune prolongation n’est plus permise sous ce régime.',
        article: etat.suite.lignes.at(-1)?.article ?? '63 II CPP',
      },
    ];
  const demande: ProlongationAControler = {
    mesure: situation.mesure,
    entrees: etat.entrees,
    decidee,
    decideeMs: enMs(situation.a),
    signeeMs: enMs(situation.a),
    finMs: etat.suite.finMs,
    ligne,
  };
  const horsRang: readonly Constat[] =
    decidee.rang === etat.suite.rang + 1
      ? []
      : [
          {
            code: 'prolongation-hors-rang',
            phrase: `La prolongation attendue est la ${etat.suite.rang + 1}e.`,
            article: ligne.article,
            interdit: true,
          },
        ];
  return refusDe([...horsRang, ...controlerLaProlongation(demande)]);
}

/** Refus d'un accord prealable (L.413-1 CJPM) : la mesure est une retenue, et sa duree tient dans celle de la loi. */
export function peutAccorder(
  situation: Situation,
  { heures }: DonneesParType['accord-magistrat'],
): readonly Refus[] {
  const { droit, qualification } = etatDe(situation);
  if (qualification.regime !== 'retenue-10-12')
    return [
      {
        code: 'accord-sans-retenue',
        phrase: 'L’accord préalable ne vaut que pour la retenue d’un mineur de dix à moins de treize ans.',
        article: 'L.413-1 CJPM',
      },
    ];
  const base = lignesDe(droit, 'base', qualification.regime)[0];
  return base === undefined || heures <= base.valeur
    ? []
    : [
        {
          code: 'accord-trop-long',
          phrase: `La retenue ne peut excéder ${base.valeur} heures.`,
          article: base.article,
        },
      ];
}

/** Refus d'une requalification : le regime qu'elle retient n'est pas celui d'une personne de cet age. */
export function peutRequalifier(
  { mesure, a }: Pick<Situation, 'mesure' | 'a'>,
  { regime }: DonneesParType['requalification'],
): readonly Refus[] {
  const age = ageAu(mesure.personne.naissance, jourDe(enMs(a), mesure.zone));
  return refusDe(controlerLAge({ regime, age }));
}

/** Refus d'un report de l'avocat (63-4-2, 706-88) : autorite, borne, regime, age. */
export function peutDiffererLAvocat(
  situation: Situation,
  report: DonneesParType['differe-avocat'],
): readonly Refus[] {
  const etat = etatDe(situation);
  return refusDe(controlerLeReportDeLAvocat(report, contexteDe(situation, etat)));
}

/** Refus d'un report d'avis a un tiers (63-2 I). */
export function peutDiffererUnAvis(
  situation: Situation,
  report: DonneesParType['avis-differe'],
): readonly Refus[] {
  const etat = etatDe(situation);
  const ecoule = enMs(situation.a) - (etat.depart?.ms ?? enMs(situation.a)) + etat.deduiteMs;
  return refusDe(controlerLeReportDAvis(report, contexteDe(situation, etat), ecoule));
}

/** Refus d'une autorisation d'audition immediate (63-4-2-1). */
export const peutAutoriserLAuditionImmediate = (
  { mesure }: Situation,
  { autorite }: DonneesParType['autorisation-audition-immediate'],
): readonly Refus[] => refusDe(controlerLAuditionImmediate(autorite, mesure.cadre));

const contexteDe = ({ mesure, a }: Situation, etat: EtatDeLHorloge) => ({
  ...qualificationA(mesure, etat.entrees, enMs(a)),
  cadre: mesure.cadre,
  droit: etat.droit,
});
