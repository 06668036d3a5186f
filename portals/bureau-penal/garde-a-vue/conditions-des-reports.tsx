import { dateEtHeure } from '@ppn/kit';
import type { LigneDeMesure, VueMesure } from './donnees.ts';
import { conditionsDesReports } from './reports-offerts.ts';

/** Ce que la loi permet de l'avocat a ce magistrat : la requete qui le saisit, chaque condition, ce qui est exclu et pourquoi. */
export const ConditionsDesReports = ({
  requete,
  reports,
}: {
  readonly requete: LigneDeMesure['requete'];
  readonly reports: VueMesure['reports'];
}) => (
  <>
    {requete?.objet === 'report-avocat' ? (
      <p className="petit">
        Le procureur de la République requiert, le {dateEtHeure(requete.requiseA)}, un report jusqu’à la{' '}
        {requete.heures}e heure.
      </p>
    ) : null}
    <ul className="conditions-de-report petit" aria-label="Ce que la loi permet">
      {conditionsDesReports(reports).map(({ nom, phrase, article, exclu }) => (
        <li key={nom} data-exclu={exclu || undefined}>
          <strong>{nom}</strong> : {exclu ? 'exclu. ' : ''}
          {phrase} ({article})
        </li>
      ))}
    </ul>
  </>
);
