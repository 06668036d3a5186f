import { Bouton, dateEtHeure, pluriel, Puce } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { Arrivee } from './donnees.ts';
import { Marques } from './marques.tsx';

/** Les trois gestes du tri. */
export type GestesDuTri = {
  readonly enregistrer: () => void;
  readonly retourner: () => void;
  readonly mettreDeCote: () => void;
};

/** L'arrivee choisie : ce que la machine en dit, ce que le greffier en fait. */
export const CarteArrivee = ({
  arrivee,
  gestes,
}: {
  readonly arrivee: Arrivee;
  /** Absent : deja traitee. */
  readonly gestes: GestesDuTri | undefined;
}) => (
  <aside className="panneau carte-choisie carte-arrivee" aria-label="Arrivée choisie">
    <div className="panneau-corps pile">
      <div className="pile-serree">
        <h2>{arrivee.intitule}</h2>
        <p className="discret petit chiffres">
          {arrivee.idj} · {arrivee.numero}
        </p>
      </div>
      <section className="pile-serree" aria-label="Contrôles de la machine">
        <div className="rangee">
          <Marques marques={arrivee.marques} toutes />
        </div>
        {arrivee.constats.length === 0 ? null : (
          <ul className="constats">
            {arrivee.constats.map(({ phrase, gravite }) => (
              <li key={phrase} data-gravite={gravite}>
                {phrase}
              </li>
            ))}
          </ul>
        )}
      </section>
      <Fiche arrivee={arrivee} />
      {gestes === undefined ? null : (
        <div className="rangee">
          <Bouton genre="primaire" touche="E" onClick={gestes.enregistrer}>
            {arrivee.numeroParquet === null ? 'Enregistrer' : 'Verser le complément'}
          </Bouton>
          <Bouton touche="B" onClick={gestes.retourner}>
            Retourner…
          </Bouton>
          {arrivee.sort === 'mise-de-cote' ? null : (
            <Bouton genre="discret" touche="H" onClick={gestes.mettreDeCote}>
              Mettre de côté
            </Bouton>
          )}
        </div>
      )}
      <Link to="/dossiers/$idj" params={{ idj: arrivee.idj }}>
        Ouvrir le dossier
      </Link>
    </div>
  </aside>
);

const Fiche = ({ arrivee }: { readonly arrivee: Arrivee }) => (
  <dl className="definitions">
    {arrivee.numeroParquet === null ? null : (
      <>
        <dt>N° de parquet</dt>
        <dd className="chiffres">{arrivee.numeroParquet}</dd>
      </>
    )}
    <dt>Infractions</dt>
    <dd>{arrivee.infractions.length === 0 ? 'aucune' : arrivee.infractions.join(' ; ')}</dd>
    <dt>Mis en cause</dt>
    <dd>
      {arrivee.misEnCause.length === 0 ? 'personne non dénommée' : arrivee.misEnCause.join(', ')}
      {arrivee.petitX ? (
        <>
          {' '}
          <Puce>petit X</Puce>
        </>
      ) : null}
    </dd>
    <dt>Victimes</dt>
    <dd>{arrivee.victimes.length === 0 ? 'aucune' : arrivee.victimes.join(', ')}</dd>
    <dt>Pièces</dt>
    <dd>{pluriel(arrivee.pieces, 'pièce')}</dd>
    <dt>Reçue</dt>
    <dd>{dateEtHeure(arrivee.recueA)}</dd>
    {arrivee.traiteeA === null ? null : (
      <>
        <dt>{arrivee.sort === 'mise-de-cote' ? 'De côté' : 'Traitée'}</dt>
        <dd>
          {dateEtHeure(arrivee.traiteeA)}
          {arrivee.par === null ? '' : `, ${arrivee.par}`}
        </dd>
      </>
    )}
  </dl>
);
