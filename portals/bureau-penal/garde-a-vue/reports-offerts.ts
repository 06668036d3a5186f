import type { ChoixOffert } from './choix-offerts.ts';
import type { VueMesure } from './donnees.ts';

type Report = VueMesure['reports'][number];

const OBJETS: { readonly [objet in Report['objet']]: { readonly geste: string; readonly nom: string } } = {
  'avocat-presence': { geste: 'Différer la présence de l’avocat', nom: 'Présence aux auditions' },
  'avocat-consultation': {
    geste: 'Différer la consultation des procès-verbaux',
    nom: 'Consultation des procès-verbaux',
  },
  'avocat-intervention': { geste: 'Différer l’intervention de l’avocat', nom: 'Intervention de l’avocat' },
  'audition-immediate': { geste: 'Autoriser l’audition sans attendre l’avocat', nom: 'Audition immédiate' },
};

/** Reports que la loi permet a ce magistrat, celui que la requete demande d'abord, a la duree demandee puis au plus long. */
export function reportsOfferts(
  reports: readonly Report[],
  contenu: { readonly [champ: string]: unknown },
): readonly ChoixOffert[] {
  const requis = contenu['requete'] !== null && contenu['requete'] !== undefined;
  const demande = ({ objet }: Report): boolean => requis && contenu['objet'] === objet;
  return reports
    .filter(({ obstacle }) => obstacle === null)
    .toSorted((un, autre) => Number(demande(autre)) - Number(demande(un)))
    .flatMap((report) =>
      dureesDe(report, demande(report) ? contenu['jusquALHeure'] : null).map(offre(report)),
    );
}

/** Durees offertes ; `null` : ce report n'en a pas. */
function dureesDe({ heures }: Report, demandees: unknown): readonly (number | null)[] {
  if (heures === null) return [null];
  return typeof demandees === 'number' && demandees < heures ? [demandees, heures] : [heures];
}

const offre =
  ({ objet }: Report) =>
  (heures: number | null): ChoixOffert => ({
    libelle: heures === null ? OBJETS[objet].geste : `${OBJETS[objet].geste} jusqu’à la ${heures}e heure`,
    champs: { objet, ...(heures === null ? {} : { jusquALHeure: heures }) },
  });

/** Une condition de la loi, ou ce qui empeche, et l'article. */
export type ConditionDeReport = {
  readonly nom: string;
  readonly phrase: string;
  readonly article: string;
  /** Vrai : ce report ne peut pas etre decide. */
  readonly exclu: boolean;
};

/** Les quatre reports, permis ou non, et pourquoi. */
export const conditionsDesReports = (reports: readonly Report[]): readonly ConditionDeReport[] =>
  reports.map(({ objet, heures, forme, article, obstacle }) => ({
    nom: OBJETS[objet].nom,
    phrase: obstacle ?? `${heures === null ? '' : `jusqu’à la ${heures}e heure au plus, `}décision ${forme}.`,
    article,
    exclu: obstacle !== null,
  }));
