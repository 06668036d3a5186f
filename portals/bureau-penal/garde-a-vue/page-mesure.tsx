import {
  annoncer,
  Bouton,
  Chargement,
  CompteARebours,
  dateEtHeure,
  direLesRegles,
  Echec,
  Frise,
  Panneau,
  Puce,
  RangeeDesDroits,
  regimeCourt,
  suiteEnMots,
  TitrePage,
  useRaccourcis,
  nomDeMesure as nomDe,
  Signalements,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureBoite } from '../donnees.ts';
import { MessagesDeCetteMesure } from '../messagerie/page.tsx';
import { useSession } from '../session.ts';
import { ActesDeLaMesure } from './actes-de-la-mesure.tsx';
import { GestesPropres } from './gestes-propres.tsx';
import { BandeauDeLUnite } from './bandeaux.tsx';
import { Decision, type Geste } from './decision.tsx';
import { acquitter, lectureMesure, type VueMesure } from './donnees.ts';
import { magistratDe } from './droits-du-magistrat.ts';
import { momentsDe } from './moments.ts';
import { obstacleAuGeste } from './obstacle.ts';
import { Presentation } from './presentation.tsx';
import { Registre } from './registre.tsx';
import { AlarmesDeLaMesure, Obligations, Periodes } from './volets-de-la-mesure.tsx';

const route = getRouteApi('/gardes-a-vue/$id');

/** Une mesure : ce que le magistrat a le droit d'en voir avant toute transmission — registre, horloge, droits, actes signes. */
export const PageMesure = () => {
  const { id } = route.useParams();
  const mesure = useQuery(lectureMesure(id));
  return (
    <div className="pile gav">
      <BandeauDeLUnite />
      {mesure.isPending ? <Chargement libelle="Ouverture de la mesure" /> : null}
      {mesure.isError ? (
        <>
          <TitrePage onglet="Garde à vue">Garde à vue</TitrePage>
          <Echec probleme={problemeDe(mesure.error)} reessayer={() => void mesure.refetch()} />
        </>
      ) : null}
      {mesure.data === undefined ? null : <Mesure vue={mesure.data} />}
    </div>
  );
};

const Mesure = ({ vue }: { readonly vue: VueMesure }) => {
  const { agent } = useSession();
  const magistrat = magistratDe(agent);
  const [geste, setGeste] = useState<Geste>();
  const { ligne, horloge } = vue;
  const agir = (genre: Geste): void => {
    const obstacle = obstacleAuGeste(genre, ligne, magistrat);
    if (obstacle === undefined) setGeste(genre);
    else annoncer(obstacle);
  };
  useRaccourcis([
    { touche: 'p', libelle: 'Prolonger', groupe: 'Garde à vue', action: () => agir('prolongation') },
    { touche: 'l', libelle: 'Lever', groupe: 'Garde à vue', action: () => agir('mainlevee') },
  ]);
  return (
    <>
      <header className="mesure-tete">
        <div className="pile-serree">
          <p className="petit">
            <Link to="/gardes-a-vue">Gardes à vue</Link>
          </p>
          <TitrePage onglet={`${nomDe(ligne)} · garde à vue`}>{nomDe(ligne)}</TitrePage>
          <p className="rangee">
            <Puce>{regimeCourt(horloge.regime)}</Puce>
            <Signalements ligne={ligne} />
          </p>
          <p className="petit discret">
            {ligne.unite.libelle} · <span className="chiffres">{ligne.numero}</span> ·{' '}
            <span className="chiffres">{ligne.idj}</span>
            {ligne.opj === '' ? '' : ` · ${ligne.opj}`}
          </p>
        </div>
        <div className="mesure-tete-fin">
          <TempsDeLaMesure vue={vue} />
          <div className="rangee">
            <LienDuDossier idj={ligne.idj} />
            {magistrat === undefined ? null : (
              <>
                {horloge.fin === null ? (
                  <>
                    <Bouton genre="primaire" touche="P" onClick={() => agir('prolongation')}>
                      Prolonger
                    </Bouton>
                    <Bouton touche="L" onClick={() => agir('mainlevee')}>
                      Lever
                    </Bouton>
                  </>
                ) : null}
                <GestesPropres vue={vue} magistrat={magistrat} surGeste={agir} />
              </>
            )}
          </div>
        </div>
      </header>
      <AlarmesDeLaMesure
        ligne={ligne}
        {...(magistrat === undefined
          ? {}
          : { surVu: (alarmes: readonly string[]) => void toutAcquitter(ligne.id, alarmes) })}
      />
      {ligne.debut === null ? null : (
        <Frise
          debut={ligne.debut}
          echeance={ligne.echeance}
          fin={ligne.fin?.a ?? null}
          moments={momentsDe(vue.registre)}
          periodes={horloge.periodes}
        />
      )}
      <RangeeDesDroits droits={vue.obligations} />
      <div className="mesure-colonnes">
        <div className="pile">
          <Panneau titre="Registre" nu>
            <Registre lignes={vue.registre} />
          </Panneau>
        </div>
        <div className="pile">
          <MessagesDeCetteMesure ligne={ligne} />
          <Panneau titre="Actes signés" nu>
            <ActesDeLaMesure mesure={ligne.id} actes={vue.actes} />
          </Panneau>
          <Panneau titre="Droits et obligations" nu>
            <Obligations obligations={vue.obligations} />
          </Panneau>
          <Panneau titre="Durée">
            <div className="pile">
              <Presentation vue={vue} decide={magistrat !== undefined} />
              <Periodes horloge={horloge} />
            </div>
          </Panneau>
        </div>
      </div>
      <p className="petit discret">
        Calculé le {dateEtHeure(horloge.a)}. {direLesRegles(horloge.regles)}.
      </p>
      {geste === undefined ? null : (
        <Decision
          genre={geste}
          ligne={ligne}
          reports={vue.reports}
          surFermeture={() => setGeste(undefined)}
        />
      )}
    </>
  );
};

/** Le temps qui reste : de la mesure, puis, apres un deferement, jusqu'a la comparution (803-2, 803-3 CPP). */
const TempsDeLaMesure = ({ vue: { ligne, horloge } }: { readonly vue: VueMesure }) => {
  const { fin, comparution } = horloge;
  if (fin === null) return <CompteARebours echeance={ligne.echeance} objet="Échéance" taille="grand" />;
  return comparution !== null && comparution.comparueA === null ? (
    <CompteARebours echeance={comparution.echeance} objet="Comparution après défèrement" taille="grand" />
  ) : (
    <Puce ton="neutre">{`terminée : ${suiteEnMots(fin.suite)}`}</Puce>
  );
};

async function toutAcquitter(mesure: string, alarmes: readonly string[]): Promise<void> {
  for (const alarme of alarmes) {
    const refus = await acquitter(mesure, alarme);
    if (refus !== undefined) return annoncer(refus);
  }
  annoncer('Alarme acquittée : votre nom et l’heure sont au registre.');
}

/** Le dossier ne s'ouvre qu'une fois transmis : avant, la mesure seule se lit. */
const LienDuDossier = ({ idj }: { readonly idj: string }) => {
  const boite = useQuery(lectureBoite);
  if (boite.data?.some((dossier) => dossier.idj === idj) !== true)
    return <span className="petit discret">Dossier pas encore transmis</span>;
  return (
    <Link to="/dossiers/$idj" params={{ idj }} className="bouton">
      Ouvrir le dossier
    </Link>
  );
};
