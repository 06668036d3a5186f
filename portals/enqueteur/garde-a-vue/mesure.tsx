import {
  Alarmes,
  Alerte,
  Bouton,
  Chargement,
  CompteARebours,
  dateEtHeure,
  Echec,
  Frise,
  grouperLesAlarmes,
  heureDuService,
  Puce,
  RangeeDesDroits,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { problemeDe } from '../application/donnees.ts';
import { MessagesDeCetteMesure } from '../messagerie/page.tsx';
import { ActesDeLaMesure } from './actes-de-la-mesure.tsx';
import { Chronologie } from './chronologie.tsx';
import { ClavierDuRegistre } from './clavier-du-registre.tsx';
import { Depot } from './depot.tsx';
import { RegistreDuDepot } from './registre-du-depot.tsx';
import { clientDeMesure, lectureMesure, type VueMesure } from './donnees.ts';
import { Duree } from './duree.tsx';
import { GestesSurLaMesure } from './gestes-sur-la-mesure.tsx';
import { EtatDeLaFile, LiaisonAvecLeParquet } from './etat-de-la-file.tsx';
import { Marques, nomDe } from './identite.tsx';
import { momentsDe } from './moments.ts';
import { Obligations } from './obligations.tsx';
import { useCommencer } from './preparer.ts';
import { acquitter, useMaFile } from './saisir.ts';
import { SuiteDeLaMesure } from './suite-de-la-mesure.tsx';

/** La mesure : le temps et les droits en tete, consigner et lire la chronologie, ce qui reste du, sa duree, ses actes. */
export function PageDeMesure() {
  const { id } = useParams({ from: '/gardes-a-vue/$id' });
  const { data: vue, isError, error, refetch } = useQuery(lectureMesure(id));
  if (vue === undefined)
    return (
      <div className="pile">
        <TitrePage onglet="Garde à vue">Garde à vue</TitrePage>
        {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : <Chargement />}
      </div>
    );
  return (
    <div className="pile mesure">
      <EnTete vue={vue} />
      <LiaisonAvecLeParquet />
      <EtatDeLaFile />
      {vue.auDepot ? null : <Fin vue={vue} />}
      <Depot vue={vue} />
      <Irregularites vue={vue} />
      <div className="mesure-colonnes">
        <div className="pile">
          {vue.peut.includes('consigner') && vue.horloge.fin === null ? (
            <ClavierDuRegistre vue={vue} />
          ) : null}
          <Chronologie vue={vue} />
        </div>
        <div className="pile">
          <Obligations vue={vue} />
          {vue.auDepot ? null : <Duree vue={vue} />}
          {vue.auDepot ? null : <MessagesDeCetteMesure vue={vue} />}
          {vue.auDepot ? <RegistreDuDepot vue={vue} /> : <ActesDeLaMesure vue={vue} />}
        </div>
      </div>
    </div>
  );
}

function EnTete({ vue }: { readonly vue: VueMesure }) {
  const file = useMaFile();
  const { ligne, horloge, mesure } = vue;
  const nom = nomDe(vue.identite);
  const peutVoir = vue.peut.includes('acquitter');
  const voir = (vues: readonly string[]): void => acquitter(file, mesure.id, vues);
  useRaccourcis([
    {
      touche: 'w',
      libelle: 'J’ai vu la première alarme',
      groupe: 'Mesure',
      action: () => {
        const [premiere] = grouperLesAlarmes(ligne.alarmes, heureDuService().ms);
        if (peutVoir && premiere !== undefined) voir(premiere.toutes.map((une) => une.id));
      },
    },
  ]);
  return (
    <header className="mesure-tete">
      <div className="rangee-ecartee">
        <div className="pile-serree">
          <TitrePage onglet={`${nom}, garde à vue`}>{nom}</TitrePage>
          <span className="petit discret">
            {vue.auDepot ? (
              <span className="chiffres">{ligne.numero}</span>
            ) : (
              <Link to="/dossiers/$idj" params={{ idj: mesure.idj }} className="chiffres">
                {ligne.numero}
              </Link>
            )}
            {' · '}
            {mesure.faits.map(({ qualification }) => qualification).join(' ; ')}
          </span>
          <Marques ligne={ligne} />
        </div>
        <div className="mesure-temps">
          {horloge.fin === null ? (
            <CompteARebours echeance={ligne.echeance} objet={`Garde à vue de ${nom}`} taille="grand" />
          ) : (
            <SuiteDeLaMesure ligne={ligne} nom={nom} taille="grand" />
          )}
          {vue.auDepot ? null : <RegistreEtGestes vue={vue} />}
        </div>
      </div>
      {horloge.depart === null ? null : (
        <Frise
          debut={horloge.depart.a}
          echeance={horloge.echeance}
          periodes={horloge.periodes}
          moments={momentsDe(vue)}
          fin={horloge.fin?.a ?? null}
        />
      )}
      <RangeeDesDroits droits={vue.obligations} />
      <Alarmes
        alarmes={ligne.alarmes}
        touche="W"
        nommer={(id) => vue.obligations.find((une) => une.id === id)?.libelle}
        {...(peutVoir ? { surVu: voir } : {})}
      />
    </header>
  );
}

/** Le registre imprimable de toute la mesure, et ce qui se fait d'elle. */
const RegistreEtGestes = ({ vue }: { readonly vue: VueMesure }) => (
  <>
    <a
      className="petit"
      href={clientDeMesure.adresse('GET /api/mesures/:id/registre', { id: vue.mesure.id })}
      target="_blank"
      rel="noreferrer"
    >
      Registre imprimable (art. 64 II)
    </a>
    <GestesSurLaMesure vue={vue} />
  </>
);

/** Apres la fin : le recapitulatif, qui se fait emarger sur la tablette. */
function Fin({ vue }: { readonly vue: VueMesure }) {
  const commencer = useCommencer(vue.mesure);
  const { fin } = vue.horloge;
  const recapitulatif = [...vue.actes, ...vue.enCours].some(({ type }) => type === 'gav-recapitulatif');
  if (fin === null || recapitulatif || !vue.peut.includes('signer')) return null;
  return (
    <Alerte ton="info" titre={`Mesure terminée le ${dateEtHeure(fin.a)}`}>
      <div className="rangee-ecartee fin-recapitulatif">
        <p>Le récapitulatif (art. 64 I) est engendré de tout le registre, puis présenté à la personne.</p>
        <Bouton genre="primaire" onClick={() => void commencer('gav-recapitulatif')}>
          Établir le récapitulatif
        </Bouton>
      </div>
    </Alerte>
  );
}

/** Irregularites : jamais effacees. */
function Irregularites({ vue }: { readonly vue: VueMesure }) {
  const { irregularites } = vue.horloge;
  if (irregularites.length === 0) return null;
  return (
    <Alerte
      ton="danger"
      titre={irregularites.length === 1 ? '1 irrégularité' : `${irregularites.length} irrégularités`}
    >
      <ul className="pile-serree">
        {irregularites.map((une) => (
          <li key={une.code + une.survenuA + (une.entree ?? '')}>
            {une.phrase} <Puce ton="danger">{une.article}</Puce>
            {une.rectifiee ? <span className="petit"> (entrée rectifiée depuis)</span> : null}
            {une.motif === '' ? null : <span className="petit"> Motif : {une.motif}</span>}
          </li>
        ))}
      </ul>
    </Alerte>
  );
}
