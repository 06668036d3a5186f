import { dateCourte, Divergences, heure, Puce } from '@ppn/kit';
import type { VueMesure } from './donnees.ts';

/** Le registre : l'heure du fait, ce qui s'est passe, qui l'a consigne ; rectifications et retards d'ecriture visibles. */
export const Registre = ({ lignes }: { readonly lignes: VueMesure['registre'] }) => (
  <ul className="liste registre">
    {lignes.map((ligne, rang) => {
      const jour = dateCourte(ligne.survenuA);
      const precedent = lignes[rang - 1];
      const nouveau = precedent === undefined || dateCourte(precedent.survenuA) !== jour;
      return (
        <li key={ligne.id} className="registre-ligne" data-annulee={ligne.annulee || undefined}>
          <span className="chiffres registre-heure">
            {nouveau ? <span className="petit discret">{jour}</span> : null}
            {heure(ligne.survenuA)}
          </span>
          <div className="pile-serree">
            <p>
              <strong>{ligne.libelle}</strong>
              {ligne.detail === '' ? null : <> · {ligne.detail}</>}{' '}
              {ligne.enCours ? <Puce ton="info">en cours</Puce> : null}
              {ligne.annulee ? <Puce ton="alerte">annulée</Puce> : null}
            </p>
            <p className="petit discret">
              {ligne.auteur}
              {ligne.acteId === null ? ', saisie au registre' : ', par acte signé'}
              {memeMinute(ligne) ? '' : `, consigné à ${heure(ligne.enregistreA)}`}
            </p>
            <Divergences divergences={ligne.divergences} />
            {ligne.rectifications.map((une) => (
              <p key={une.id} className="petit registre-rectification">
                Rectifiée à {heure(une.a)} par {une.auteur} : {une.motif}
              </p>
            ))}
          </div>
        </li>
      );
    })}
  </ul>
);

const memeMinute = ({ survenuA, enregistreA }: VueMesure['registre'][number]): boolean =>
  heure(survenuA) === heure(enregistreA);
