import {
  type ContexteDeReport,
  controlerLAuditionImmediate,
  controlerLeReportDeLAvocat,
  ligneDuReport,
} from './controles-des-reports.ts';
import { etatDeLHorloge, type EtatDeLHorloge } from './etat-de-l-horloge.ts';
import { ligneDite } from './lignes.ts';
import type { Magistrat } from './mesure.ts';
import type { Situation } from './peut.ts';
import { registreEnService } from './preparer.ts';
import { HEURE_MS, enMs } from './temps.ts';

/** Ce qu'un magistrat peut decider de l'avocat (63-4-2, 63-4-2-1, 706-88 CPP), et a quelles conditions. */
export type ReportPossible = {
  readonly objet: 'avocat-presence' | 'avocat-consultation' | 'avocat-intervention' | 'audition-immediate';
  /** Derniere heure de la mesure que ce magistrat peut fixer ; nulle : sans duree, ou impossible. */
  readonly heures: number | null;
  readonly forme: string;
  readonly article: string;
  /** Pourquoi il ne le peut pas ; nul s'il le peut. */
  readonly obstacle: string | null;
};

const REPORTS = ['presence', 'consultation', 'intervention'] as const;

/** Chaque report, permis ou non a ce magistrat a l'instant de la situation : l'ecran l'offre, ou le grise et dit pourquoi. Pure. */
export function reportsPossibles(
  { mesure, entrees, regles, a }: Situation,
  autorite: Magistrat,
): readonly ReportPossible[] {
  const etat = etatDeLHorloge(mesure, registreEnService(mesure.id, entrees, enMs(a)), regles, enMs(a));
  const contexte = { ...etat.qualification, cadre: mesure.cadre, droit: etat.droit };
  const obstacle = obstacleDeLaMesure(etat);
  return [
    ...REPORTS.map((objet) => reportDeLAvocat(objet, autorite, contexte, etat)),
    auditionImmediate(autorite, contexte),
  ].map((report) => (obstacle === null ? report : { ...report, obstacle }));
}

const obstacleDeLaMesure = ({ depart, fin }: EtatDeLHorloge): string | null =>
  depart === null ? 'La mesure n’a pas commencé.' : fin === null ? null : 'La mesure est terminée.';

function reportDeLAvocat(
  objet: (typeof REPORTS)[number],
  autorite: Magistrat,
  contexte: ContexteDeReport,
  { a, depart, deduiteMs }: EtatDeLHorloge,
): ReportPossible {
  const [refus] = controlerLeReportDeLAvocat({ objet, autorite, jusquALHeure: 1, motif: '' }, contexte);
  const ligne = ligneDuReport({ objet, autorite }, contexte);
  if (refus !== undefined || ligne === undefined)
    return {
      objet: `avocat-${objet}`,
      heures: null,
      forme: '',
      article: refus?.article ?? '63-4-2 CPP',
      obstacle: refus?.phrase ?? 'La loi de ce jour ne prévoit pas ce report.',
    };
  const ecouleMs = a - (depart?.ms ?? a) + deduiteMs;
  return {
    objet: `avocat-${objet}`,
    heures: ligne.valeur,
    forme: ligne.forme,
    article: ligne.article,
    obstacle:
      ecouleMs < ligne.valeur * HEURE_MS
        ? null
        : `Il ne peut aller au-delà de la ${ligne.valeur}e heure de la mesure, qui est passée.`,
  };
}

function auditionImmediate(autorite: Magistrat, { cadre, droit }: ContexteDeReport): ReportPossible {
  const ligne = ligneDite(droit, 'differe.immediate');
  const [refus] = controlerLAuditionImmediate(autorite, cadre);
  return {
    objet: 'audition-immediate',
    heures: null,
    forme: ligne?.forme ?? '',
    article: ligne?.article ?? '63-4-2-1 CPP',
    obstacle: refus?.phrase ?? null,
  };
}
