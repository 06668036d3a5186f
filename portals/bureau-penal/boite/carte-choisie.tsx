import type { ResumeDossier } from '@ppn/dossier/contract';
import { dateEtHeure, pluriel, Puce } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { cadres, etatsProcedure } from '../vocabulaire.ts';
import { attendDecision, tempsDAttente } from './attente.ts';

const Personnes = ({ titre, noms }: { readonly titre: string; readonly noms: readonly string[] }) => (
  <>
    <dt>{titre}</dt>
    <dd>{noms.length === 0 ? 'aucune personne désignée' : noms.join(', ')}</dd>
  </>
);

/** La carte de la procedure choisie : de quoi decider d'ouvrir, sans encore lire le dossier (aucune lecture journalisee). */
export const CarteChoisie = ({
  dossier,
  maintenant,
}: {
  readonly dossier: ResumeDossier;
  readonly maintenant: number;
}) => {
  const etat = etatsProcedure[dossier.etat];
  return (
    <aside className="panneau carte-choisie" aria-label="Procédure choisie">
      <div className="panneau-corps pile">
        <div className="rangee">
          <Puce ton={etat.ton}>{etat.libelle}</Puce>
          {dossier.nouveau && attendDecision(dossier) ? <Puce ton="info">nouveau</Puce> : null}
          {dossier.incidents > 0 ? <Puce ton="danger">{pluriel(dossier.incidents, 'incident')}</Puce> : null}
        </div>
        <div className="pile-serree">
          <h2>{dossier.intitule}</h2>
          <p className="discret petit chiffres">
            {dossier.idj} · {dossier.numero}
          </p>
        </div>
        <ul className="infractions">
          {dossier.infractions.map((infraction) => (
            <li key={infraction}>{infraction}</li>
          ))}
        </ul>
        <dl className="definitions">
          <Personnes titre="Mis en cause" noms={dossier.misEnCause} />
          <Personnes titre="Victimes" noms={dossier.victimes} />
          <dt>Unité</dt>
          <dd>{dossier.unite}</dd>
          <dt>Cadre</dt>
          <dd>{cadres[dossier.cadre]}</dd>
          <dt>Pièces</dt>
          <dd>{pluriel(dossier.pieces, 'pièce')}</dd>
          {dossier.magistrat === undefined ? null : (
            <>
              <dt>Suivie par</dt>
              <dd>{dossier.magistrat.nom}</dd>
            </>
          )}
          <dt>Reçue</dt>
          <dd>
            {dossier.recueA === null
              ? 'pas encore'
              : `${dateEtHeure(dossier.recueA)} (${tempsDAttente(dossier.recueA, maintenant)})`}
          </dd>
          {dossier.prochaineEtape === '' || attendDecision(dossier) ? null : (
            <>
              <dt>Suite</dt>
              <dd>{dossier.prochaineEtape}</dd>
            </>
          )}
        </dl>
        <div className="rangee">
          <Link to="/dossiers/$idj" params={{ idj: dossier.idj }} className="bouton bouton-primaire">
            Ouvrir le dossier{' '}
            <span className="touche" aria-hidden="true">
              Entrée
            </span>
          </Link>
          {attendDecision(dossier) ? (
            <Link
              to="/dossiers/$idj"
              params={{ idj: dossier.idj }}
              search={{ onglet: 'decision' }}
              className="bouton"
            >
              Décider
            </Link>
          ) : null}
        </div>
      </div>
    </aside>
  );
};
