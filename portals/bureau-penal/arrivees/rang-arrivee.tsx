import { Case, Puce, Rang } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import { tempsDAttente } from '../boite/attente.ts';
import type { Arrivee } from './donnees.ts';
import { Marques } from './marques.tsx';

type Proprietes = {
  readonly arrivee: Arrivee;
  readonly maintenant: number;
  readonly choisie: boolean;
  readonly cochee: boolean;
  readonly surChoix: () => void;
  /** Absent : la vue ne se traite plus, rien a cocher. */
  readonly surCoche?: ((coche: boolean) => void) | undefined;
};

/** Une arrivee : la case pour le lot, la ligne pour la choisir, Entrée pour l'ouvrir. */
export const RangArrivee = ({ arrivee, maintenant, choisie, cochee, surChoix, surCoche }: Proprietes) => (
  <Rang>
    <div className="rang rang-arrivee" data-choisi={choisie || undefined}>
      {surCoche === undefined ? (
        <span />
      ) : (
        <Case coche={cochee} surCoche={surCoche}>
          <span className="hors-ecran">
            Choisir {arrivee.intitule}, {arrivee.numero}
          </span>
        </Case>
      )}
      <Link
        to="/dossiers/$idj"
        params={{ idj: arrivee.idj }}
        className="rang-corps"
        data-rang
        data-arrivee={arrivee.idj}
        onFocus={surChoix}
      >
        <span className="rang-titre">{arrivee.intitule}</span>
        <span className="rang-suite chiffres">
          {arrivee.numeroParquet ?? arrivee.numero} · {arrivee.unite}
        </span>
      </Link>
      <span className="rangee marques">
        {arrivee.petitX ? <Puce>petit X</Puce> : null}
        {arrivee.numeroParquet !== null && surCoche !== undefined ? <Puce ton="info">complément</Puce> : null}
        {arrivee.sort === 'retournee' ? <Puce ton="alerte">retournée</Puce> : null}
        <Marques marques={arrivee.marques} toutes={false} />
      </span>
      <span className="rang-fin chiffres discret petit">
        <span className="hors-ecran">reçue il y a </span>
        {tempsDAttente(arrivee.recueA, maintenant)}
      </span>
    </div>
  </Rang>
);
