import {
  CompteARebours,
  pluriel,
  useSeconde,
  nomDeMesure as nomDe,
  Signalements,
  compterLesBandes,
  natureDe,
  SANS_FILTRE,
  trier,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lectureTableau } from './donnees.ts';

/** En haut de l'accueil : la garde a vue qui expire la premiere, sans rien ouvrir. Rien s'il n'y en a pas. */
export const LaPlusUrgente = () => {
  const tableau = useQuery(lectureTableau);
  const { ms } = useSeconde();
  const lignes = trier(tableau.data?.mesures ?? [], SANS_FILTRE);
  const [ligne] = lignes;
  if (ligne === undefined) return null;
  const { depassees, rouges, oranges } = compterLesBandes(lignes, ms);
  const pressantes = depassees + rouges + oranges;
  return (
    <section className="panneau urgente" aria-label="La garde à vue qui expire la première">
      <CompteARebours echeance={ligne.echeance} objet={`Garde à vue de ${nomDe(ligne)}`} taille="grand" />
      <div className="mesure-qui">
        <p className="rangee mesure-titre">
          <Link to="/gardes-a-vue/$id" params={{ id: ligne.id }} className="mesure-nom">
            {nomDe(ligne)}
          </Link>
          <Signalements ligne={ligne} />
        </p>
        <p className="petit discret">
          {natureDe(ligne)} · {ligne.unite.libelle}
        </p>
      </div>
      <Link to="/gardes-a-vue" className="bouton">
        {pressantes > 1
          ? `${pluriel(pressantes, 'mesure')} à moins de 6 h`
          : `${pluriel(lignes.length, 'garde à vue', 'gardes à vue')} en cours`}
        <span className="touche" aria-hidden="true">
          G V
        </span>
      </Link>
    </section>
  );
};
