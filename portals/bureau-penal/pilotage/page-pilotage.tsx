import {
  Barres,
  Chargement,
  Courbes,
  dateCourte,
  dateEtHeure,
  depuis,
  Echec,
  jourCivil,
  nombre,
  Panneau,
  pluriel,
  TitrePage,
  useMaintenant,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { client, problemeDe } from '../client.ts';
import { type Filtre, lectureTableauDeBord, type Tableau } from './donnees.ts';

/** Tableau de bord du parquet et du greffe : chaque chiffre est un lien vers sa liste, chaque dessin a sa table. */
export const PagePilotage = () => {
  const { data, isPending, isError, error, refetch } = useQuery(lectureTableauDeBord);
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Tableau de bord">Tableau de bord</TitrePage>
          <p className="discret petit">{data?.juridiction ?? 'Votre juridiction'}, en direct.</p>
        </div>
        <a className="bouton" href={client.adresse('GET /api/pilotage/export', { requete: {} })}>
          Exporter (CSV)
        </a>
      </div>
      {isPending ? <Chargement libelle="Chargement du tableau de bord" /> : null}
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {data === undefined ? null : <Chiffres tableau={data} />}
    </div>
  );
};

const Chiffres = ({ tableau }: { readonly tableau: Tableau }) => (
  <>
    <Tuiles tableau={tableau} />
    <div className="tableau-de-bord">
      <Panneau titre="Flux des douze dernières semaines">
        <Courbes
          titre="Flux des douze dernières semaines"
          periodes={tableau.flux.map(({ semaine }) => ({ cle: semaine, libelle: jourCivil(semaine) }))}
          series={QUOI.map(({ cle, libelle }) => ({
            cle,
            libelle,
            valeurs: tableau.flux.map((semaine) => semaine[cle]),
          }))}
          lien={lienDeSemaine}
        />
      </Panneau>
      <Panneau titre="Âge du stock, à trier et à décider">
        <Barres
          titre="Âge du stock"
          unite="Procédures"
          barres={tableau.ages.map(({ cle, libelle, nombre: valeur }) => ({ cle, libelle, valeur }))}
          lien={({ cle }, contenu) => lienVers({ etat: 'en-stock', age: cle }, contenu)}
        />
      </Panneau>
      <Panneau titre="Décisions des 90 derniers jours">
        {tableau.decisions.length === 0 ? (
          <p className="discret">Aucune décision sur la période.</p>
        ) : (
          <Barres
            titre="Décisions"
            unite="Procédures"
            barres={tableau.decisions.map(({ type, titre, nombre: valeur, delaiMedian }) => ({
              cle: type,
              libelle: titre,
              valeur,
              precision: `${nombre(delaiMedian)} j de la réception à la décision (médiane)`,
            }))}
            lien={({ cle }, contenu) => lienVers({ decision: cle }, contenu)}
          />
        )}
      </Panneau>
      <Panneau titre="Audiences des sept prochains jours">
        {tableau.audiences.length === 0 ? (
          <p className="discret">Aucune affaire inscrite d’ici sept jours.</p>
        ) : (
          <Barres
            titre="Audiences"
            unite="Affaires prêtes"
            barres={tableau.audiences.map(({ id, titre, debut, affaires, pretes }) => ({
              cle: id,
              libelle: `${titre}, ${dateEtHeure(debut)}`,
              valeur: pretes,
              precision: `${pretes} prête${pretes < 2 ? '' : 's'} sur ${pluriel(affaires, 'affaire')}`,
            }))}
            lien={lienDAudience}
          />
        )}
      </Panneau>
      <Panneau titre="Stock par unité">
        {tableau.unites.length === 0 ? (
          <p className="discret">Aucune procédure en attente.</p>
        ) : (
          <Barres
            titre="Stock par unité"
            unite="Procédures"
            barres={tableau.unites.map(({ code, libelle, nombre: valeur }) => ({
              cle: code,
              libelle,
              valeur,
            }))}
            lien={({ cle }, contenu) => lienVers({ etat: 'en-stock', unite: cle }, contenu)}
          />
        )}
      </Panneau>
    </div>
  </>
);

const QUOI = [
  { cle: 'recues', libelle: 'Reçues' },
  { cle: 'enregistrees', libelle: 'Enregistrées' },
  { cle: 'decidees', libelle: 'Décidées' },
] as const;

const lienDeSemaine = (serie: { readonly cle: string }, semaine: string, contenu: ReactNode): ReactNode => {
  const quoi = QUOI.find(({ cle }) => cle === serie.cle)?.cle ?? 'recues';
  return lienVers({ quoi, semaine }, contenu);
};

const lienDAudience = ({ cle }: { readonly cle: string }, contenu: ReactNode): ReactNode => (
  <Link to="/audiences/$id" params={{ id: cle }}>
    {contenu}
  </Link>
);

const lienVers = (filtre: Filtre, contenu: ReactNode): ReactNode => (
  <Link to="/pilotage/procedures" search={filtre}>
    {contenu}
  </Link>
);

const Tuiles = ({ tableau: { stocks, gardesAVue, permanence } }: { readonly tableau: Tableau }) => {
  const maintenant = useMaintenant();
  return (
    <div className="tuiles">
      {STOCKS.map(({ cle, etat, titre }) => (
        <Link key={etat} to="/pilotage/procedures" search={{ etat }} className="tuile">
          <Tuile titre={titre} valeur={stocks[cle].nombre} precision={ancienne(stocks[cle])} />
        </Link>
      ))}
      <Link to="/gardes-a-vue" className="tuile">
        <Tuile
          titre="Gardes à vue en cours"
          valeur={gardesAVue.enCours}
          precision={`${pluriel(gardesAVue.demandes, 'demande')} en attente`}
        />
      </Link>
      <Link
        to="/gardes-a-vue"
        search={{ filtre: 'pressantes' }}
        className="tuile"
        data-ton={gardesAVue.pressantes > 0 ? 'danger' : undefined}
      >
        <Tuile
          titre="Gardes à vue à moins de 2 h de l’échéance"
          valeur={gardesAVue.pressantes}
          precision="échéance dépassée comprise"
        />
      </Link>
      <Link to="/messages" search={{}} className="tuile">
        <Tuile
          titre="Permanence : comptes rendus sans réponse"
          valeur={permanence.sansReponse}
          precision={attenteEnMots(permanence, maintenant)}
        />
      </Link>
    </div>
  );
};

const STOCKS = [
  { cle: 'aTrier', etat: 'a-trier', titre: 'À trier au greffe' },
  { cle: 'aDecider', etat: 'a-decider', titre: 'À décider' },
  { cle: 'retournees', etat: 'retournee', titre: 'Rendues à l’unité' },
] as const;

const Tuile = ({
  titre,
  valeur,
  precision,
}: {
  readonly titre: string;
  readonly valeur: number;
  readonly precision: string;
}) => (
  <>
    <span className="petit">{titre}</span>
    <span className="tuile-chiffre">{nombre(valeur)}</span>
    <span className="petit discret">{precision}</span>
  </>
);

const ancienne = ({ ancienne: a }: Tableau['stocks']['aTrier']): string =>
  a === null ? 'rien en attente' : `la plus ancienne : ${dateCourte(a)}`;

const attenteEnMots = ({ depuis: a, attenteMediane }: Tableau['permanence'], maintenant: number): string =>
  [
    a === null ? 'personne n’attend' : `la plus ancienne : ${depuis(a, maintenant)}`,
    attenteMediane === null ? '' : `attente médiane ${nombre(attenteMediane)} min (7 jours)`,
  ]
    .filter((texte) => texte !== '')
    .join(' · ');
