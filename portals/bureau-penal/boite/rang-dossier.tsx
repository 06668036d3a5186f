import type { ResumeDossier } from '@ppn/dossier/contract';
import { Case, Puce, Rang } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { etatsProcedure } from '../vocabulaire.ts';
import { attendDecision, tempsDAttente } from './attente.ts';

type Proprietes = {
  readonly dossier: ResumeDossier;
  readonly maintenant: number;
  readonly choisi: boolean;
  readonly surChoix: () => void;
  readonly coche: boolean;
  /** Absent : la vue ne se decide plus par lot. */
  readonly surCoche?: ((coche: boolean) => void) | undefined;
};

/** Une ligne de la boite : le prendre (focus) montre sa carte, Entrée ou clic l'ouvre. */
export const RangDossier = ({ dossier, maintenant, choisi, surChoix, coche, surCoche }: Proprietes) => {
  const etat = etatsProcedure[dossier.etat];
  return (
    <Rang>
      <div className={surCoche === undefined ? undefined : 'rang-a-cocher'}>
        {surCoche === undefined ? null : (
          <Case coche={coche} surCoche={surCoche}>
            <span className="hors-ecran">
              Choisir {dossier.intitule}, {dossier.numero}
            </span>
          </Case>
        )}
        <Link
          to="/dossiers/$idj"
          params={{ idj: dossier.idj }}
          className="rang rang-boite"
          data-rang
          data-choisi={choisi || undefined}
          onFocus={surChoix}
        >
          <span className="rang-nouveau">
            {dossier.nouveau && attendDecision(dossier) ? <Puce ton="info">nouveau</Puce> : null}
          </span>
          <span className="rang-corps">
            <span className="rang-titre">{dossier.intitule}</span>
            <span className="rang-suite">
              {[
                ...dossier.misEnCause,
                ...(dossier.misEnCause.length === 0 ? ['aucun mis en cause'] : []),
              ].join(', ')}
            </span>
          </span>
          <span className="rang-infraction">{dossier.infractions.join(' ; ')}</span>
          <span className="rang-unite">{dossier.unite}</span>
          <span className="rang-fin">
            {dossier.incidents > 0 ? <Puce ton="danger">incident</Puce> : null}

            {attendDecision(dossier) ? (
              <span className="chiffres discret">
                <span className="hors-ecran">attend depuis </span>
                {tempsDAttente(dossier.recueA, maintenant)}
              </span>
            ) : (
              <Puce ton={etat.ton}>{etat.libelle}</Puce>
            )}
          </span>
        </Link>
      </div>
    </Rang>
  );
};
