import {
  CompteARebours,
  Echec,
  Frise,
  pluriel,
  Puce,
  RangeeDesDroits,
  regimeCourt,
  TitrePage,
  useSeconde,
  compterLesBandes,
  natureDe,
  SANS_FILTRE,
  trier,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemeDe } from '../client.ts';
import { BandeauDeLUnite, BandeauDuMur, TemoinDeFraicheur } from './bandeaux.tsx';
import { type LigneDeMesure, lectureTableau } from './donnees.ts';

/** Mesures montrees sur un mur : au-dela, on ne les lit plus de loin. */
const AU_MUR = 24;

/** Ecran mural : les mesures sans nom ni numero, lisibles de loin ; rien ne s'y decide. */
export const PageMur = () => {
  const tableau = useQuery(lectureTableau);
  const { ms } = useSeconde();
  const lignes = trier(tableau.data?.mesures ?? [], SANS_FILTRE);
  const { depassees, rouges, oranges } = compterLesBandes(lignes, ms);
  return (
    <div className="mur">
      <header className="rangee-ecartee">
        <TitrePage onglet="Écran mural">Gardes à vue en cours : {lignes.length}</TitrePage>
        <p className="rangee mur-comptes">
          {depassees > 0 ? (
            <Puce ton="danger">{pluriel(depassees, 'échéance dépassée', 'échéances dépassées')}</Puce>
          ) : null}
          <Puce ton="danger">{rouges} à moins de 2 h</Puce>
          <Puce ton="alerte">{oranges} à moins de 6 h</Puce>
          <TemoinDeFraicheur />
          <Link to="/gardes-a-vue" className="bouton">
            Quitter l’écran mural
          </Link>
        </p>
      </header>
      <BandeauDuMur />
      <BandeauDeLUnite />
      {tableau.isError ? (
        <Echec probleme={problemeDe(tableau.error)} reessayer={() => void tableau.refetch()} />
      ) : null}
      <ul className="mur-cartes" aria-label="Mesures, sans nom">
        {lignes.slice(0, AU_MUR).map((ligne) => (
          <Carte key={ligne.id} ligne={ligne} />
        ))}
      </ul>
      {lignes.length > AU_MUR ? (
        <p className="discret">Et {lignes.length - AU_MUR} autres, moins pressantes.</p>
      ) : null}
    </div>
  );
};

const Carte = ({ ligne }: { readonly ligne: LigneDeMesure }) => (
  <li className="mur-carte">
    <CompteARebours echeance={ligne.echeance} objet={`Mesure, ${ligne.unite.libelle}`} taille="grand" />
    <p className="mesure-nature">{natureDe(ligne)}</p>
    <p className="rangee">
      <span>{ligne.unite.libelle}</span>
      <span className="discret">{regimeCourt(ligne.regime)}</span>
      {ligne.personne.mineure ? <Puce ton="accent">mineur</Puce> : null}
      {ligne.demande === null ? null : <Puce ton="info">prolongation demandée</Puce>}
      {ligne.incidents > 0 ? <Puce ton="danger">{pluriel(ligne.incidents, 'incident')}</Puce> : null}
    </p>
    <RangeeDesDroits droits={ligne.obligations} />
    {ligne.debut === null ? null : <Frise debut={ligne.debut} echeance={ligne.echeance} mince />}
  </li>
);
