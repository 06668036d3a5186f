import { useNonLusParMesure } from '@ppn/conversation';
import { CompteARebours, NonLus, Panneau, parEcheance, Rang } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { clientDeMessagerie } from '../application/client.ts';
import { lectureMesures } from './donnees.ts';
import { Marques, nomDe } from './identite.tsx';

/** Gardes a vue de l'unite, en tete de l'accueil : un clic ouvre la mesure, une touche y consigne. Rien s'il n'y en a pas. */
export function MesuresDeLAccueil() {
  const { data } = useQuery(lectureMesures());
  const nonLus = useNonLusParMesure(clientDeMessagerie);
  const mesures = data?.mesures.filter(({ etat }) => etat !== 'terminee').toSorted(parEcheance) ?? [];
  if (mesures.length === 0) return null;
  return (
    <Panneau
      titre={`Gardes à vue (${mesures.length})`}
      nu
      actions={
        <Link to="/gardes-a-vue" className="bouton bouton-discret">
          Toutes
        </Link>
      }
    >
      <ul className="liste">
        {mesures.slice(0, 6).map((ligne) => (
          <Rang key={ligne.id}>
            <Link to="/gardes-a-vue/$id" params={{ id: ligne.id }} className="rang rang-mesure">
              <span className="rang-titre">{nomDe(ligne.personne)}</span>
              <Marques ligne={ligne} />
              <NonLus nombre={nonLus.get(ligne.id) ?? 0} />
              <span className="rang-fin">
                <CompteARebours echeance={ligne.echeance} objet={`Garde à vue de ${nomDe(ligne.personne)}`} />
              </span>
            </Link>
          </Rang>
        ))}
      </ul>
    </Panneau>
  );
}
