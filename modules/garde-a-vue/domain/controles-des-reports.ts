import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import { type DroitDuJour, autoritesPour, dureeMs, ligneDite } from './lignes.ts';
import {
  type CadreDeMesure,
  type FaitReproche,
  type Magistrat,
  type RegimeDeMesure,
  peineAtteint,
} from './mesure.ts';
import type { Constat } from './refus.ts';
import type { RegleDeGardeAVue } from './regles.ts';
import { HEURE_MS, enMs } from './temps.ts';

/** Ce que la loi regarde d'un report. */
export type ContexteDeReport = {
  readonly cadre: CadreDeMesure;
  readonly regime: RegimeDeMesure;
  readonly faits: readonly FaitReproche[];
  readonly droit: DroitDuJour;
};

type Report = EntreeDe<'differe-avocat'>['donnees'];
const ALINEAS_LONGS: readonly string[] = ['3', '11'];

const interdit = (code: string, phrase: string, article: string): Constat => ({
  code,
  phrase,
  article,
  interdit: true,
});

/** Report de l'avocat : presence et consultation (63-4-2), ou intervention entiere (706-88 al. 6 et 7). */
export function controlerLeReportDeLAvocat(report: Report, contexte: ContexteDeReport): readonly Constat[] {
  const lignes = lignesDuReport(report, contexte);
  const article = lignes[0]?.article ?? '706-88 al. 6 CPP';
  if (lignes.length === 0) return [interdit('report-d-avocat-exclu', phraseDExclusion(contexte), article)];
  const borne = ligneDuReport(report, contexte)?.valeur;
  if (borne === undefined)
    return [
      interdit('report-d-avocat-mauvaise-autorite', 'Ce magistrat ne peut pas différer l’avocat.', article),
    ];
  return report.jusquALHeure <= borne
    ? []
    : [
        interdit(
          'report-d-avocat-trop-long',
          `Ce magistrat ne peut différer l’avocat au-delà de la ${borne}e heure.`,
          article,
        ),
      ];
}

/** La ligne qui permet a ce magistrat le report le plus long ; `undefined` s'il ne peut pas differer. */
export const ligneDuReport = (
  report: Pick<Report, 'objet' | 'autorite'>,
  contexte: ContexteDeReport,
): RegleDeGardeAVue | undefined =>
  lignesDuReport(report, contexte)
    .filter((ligne) => autoritesPour(ligne, contexte.cadre).includes(report.autorite))
    .toSorted((une, autre) => autre.valeur - une.valeur)[0];

const phraseDExclusion = ({ regime }: ContexteDeReport): string =>
  regime.startsWith('mineur') || regime === 'retenue-10-12'
    ? 'L’intervention de l’avocat d’un mineur ne peut être différée.'
    : 'L’intervention de l’avocat ne peut être différée sous ce régime.';

function lignesDuReport(
  report: Pick<Report, 'objet'>,
  contexte: ContexteDeReport,
): readonly RegleDeGardeAVue[] {
  const long = contexte.faits.some(({ alinea70673 }) => ALINEAS_LONGS.includes(alinea70673));
  const ids =
    report.objet === 'intervention'
      ? ['differe.organise.procureur', long ? 'differe.organise.jld-72' : 'differe.organise.jld']
      : ['differe.procureur', 'differe.jld'];
  return ids
    .map((id) => ligneDite(contexte.droit, id))
    .filter((ligne) => ligne !== null)
    .filter(({ regimes }) => regimes.length === 0 || regimes.includes(contexte.regime))
    .filter(
      ({ peineMinimaleAns }) => peineMinimaleAns === null || peineAtteint(contexte.faits, peineMinimaleAns),
    );
}

type AvisDiffere = EntreeDe<'avis-differe'>['donnees'];

/** Report de l'avis a un tiers : le procureur, puis le JLD apres quarante-huit heures ; jamais le consulat alors (63-2 I). */
export function controlerLeReportDAvis(
  report: AvisDiffere,
  { cadre, droit }: ContexteDeReport,
  ecouleMs: number,
): readonly Constat[] {
  const borne = ligneDite(droit, 'droit.avis.report-maximal');
  if (borne === null || ecouleMs < dureeMs(borne))
    return report.autorite === 'jld'
      ? [
          interdit(
            'report-d-avis-mauvaise-autorite',
            `Ce report relève du ${directeur(cadre)}.`,
            '63-2 I CPP',
          ),
        ]
      : [];
  if (report.qui === 'consulat')
    return [
      interdit('report-d-avis-au-consulat', 'L’avis au consulat ne peut plus être différé.', borne.article),
    ];
  return report.autorite === 'procureur'
    ? [
        interdit(
          'report-d-avis-mauvaise-autorite',
          'Après quarante-huit heures, ce report relève du juge des libertés et de la détention ou du juge d’instruction.',
          borne.article,
        ),
      ]
    : [];
}

const directeur = (cadre: CadreDeMesure): string =>
  cadre === 'commission-rogatoire' ? 'juge d’instruction' : 'procureur de la République';

/** L'audition immediate, sans attendre l'avocat, releve du magistrat qui dirige (63-4-2-1). */
export const controlerLAuditionImmediate = (autorite: Magistrat, cadre: CadreDeMesure): readonly Constat[] =>
  autorite === (cadre === 'commission-rogatoire' ? 'juge-instruction' : 'procureur')
    ? []
    : [
        interdit(
          'audition-immediate-mauvaise-autorite',
          `Cette autorisation relève du ${directeur(cadre)}.`,
          '63-4-2-1 CPP',
        ),
      ];

/** Vrai si l'avocat etait regulierement differe a cet instant de la mesure. */
export const avocatDiffere = (entrees: readonly Entree[], ecouleMs: number, ms: number): boolean =>
  entreesDuType(entrees, 'differe-avocat').some(
    ({ survenuA, donnees }) =>
      donnees.objet !== 'consultation' && enMs(survenuA) <= ms && ecouleMs < donnees.jusquALHeure * HEURE_MS,
  );
