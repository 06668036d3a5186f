import { Bouton, Chargement, dateCourte, Echec, EtatVide, nombre, Puce, TitrePage } from '@ppn/kit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { client, problemeDe } from '../client.ts';
import { lectureListe, type Procedure } from './donnees.ts';

const route = getRouteApi('/pilotage/procedures');

/** Les procédures qu'un chiffre du tableau désigne. */
export const PageProcedures = () => {
  const filtre = route.useSearch();
  const { data, isPending, isError, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(lectureListe(filtre));
  const lignes = (data?.pages ?? []).flatMap(({ procedures }) => procedures);
  const total = data?.pages[0]?.total;
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Liste du tableau de bord">Procédures</TitrePage>
          <p className="discret petit">
            <Link to="/pilotage">Tableau de bord</Link>
            {total === undefined ? '' : ` · ${nombre(total)} procédure${total < 2 ? '' : 's'}`}
          </p>
        </div>
        <a
          className="bouton"
          href={client.adresse('GET /api/pilotage/export', { requete: { ...filtre, quoiExporter: 'liste' } })}
        >
          Exporter (CSV)
        </a>
      </div>
      {isPending ? <Chargement libelle="Chargement de la liste" /> : null}
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {total === 0 ? <EtatVide>Aucune procédure ne répond plus à ce chiffre.</EtatVide> : null}
      {lignes.length === 0 ? null : <Tableau lignes={lignes} />}
      {hasNextPage ? (
        <Bouton enCours={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Afficher la suite
        </Bouton>
      ) : null}
    </div>
  );
};

const ETATS = {
  'a-trier': { libelle: 'à trier', ton: 'alerte' },
  'a-decider': { libelle: 'à décider', ton: 'info' },
  retournee: { libelle: 'rendue à l’unité', ton: 'neutre' },
  decidee: { libelle: 'décidée', ton: 'succes' },
} as const;

const Tableau = ({ lignes }: { readonly lignes: readonly Procedure[] }) => (
  <section className="panneau tableau-cadre" aria-label="Procédures">
    <table className="tableau">
      <thead>
        <tr>
          <th scope="col">Procédure</th>
          <th scope="col">Numéro</th>
          <th scope="col">Unité</th>
          <th scope="col">Reçue le</th>
          <th scope="col">État</th>
        </tr>
      </thead>
      <tbody>
        {lignes.map(({ idj, intitule, numero, unite, recueA, etat }) => (
          <tr key={idj}>
            <th scope="row">
              <Link to="/dossiers/$idj" params={{ idj }} search={{}}>
                {intitule}
              </Link>
            </th>
            <td className="chiffres">{numero}</td>
            <td>{unite}</td>
            <td className="chiffres">{dateCourte(recueA)}</td>
            <td>
              <Puce ton={ETATS[etat].ton}>{ETATS[etat].libelle}</Puce>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
