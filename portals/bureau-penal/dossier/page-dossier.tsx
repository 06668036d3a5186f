import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, Chargement, Echec, useRaccourcis } from '@ppn/kit';
import { type Ancre, coter, ecrireLieu, Lecteur, lireLieu, type Position } from '@ppn/lecteur';
import { useAnnotations, useFenetres } from '@ppn/lecteur/notes';
import { BandeauDuPasse, momentsDe, type Passe, RemonterLeTemps } from '@ppn/lecteur/temps';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureDossier, lectureLecteurs, lecturePassee } from '../donnees.ts';
import { useSession } from '../session.ts';
import { AccesDUrgence } from './acces-d-urgence.tsx';
import { adressesDe, occulteurDe, trouverDans } from './adresses.ts';
import { Apercu, type Brouillon } from './apercu.tsx';
import { OngletsDossier } from './onglets-dossier.tsx';
import { enOrdreDeLecture } from './ordre-de-lecture.ts';
import type { Onglet } from './recherche.ts';
import { TeteDossier } from './tete-dossier.tsx';

const route = getRouteApi('/dossiers/$idj');

/** Refus que l'acces d'urgence peut lever. */
const FERMES: ReadonlySet<string> = new Set(['acces-refuse', 'qualite-insuffisante', 'audience-absente']);

/** Un dossier ; chacun repart d'un ecran neuf, pour que rien de l'un ne reste sur l'autre. */
export const PageDossier = () => {
  const { idj } = route.useParams();
  return <EcranDossier key={idj} idj={idj} />;
};

const EcranDossier = ({ idj }: { readonly idj: string }) => {
  const lecture = useQuery(lectureDossier(idj));
  const { au, par } = route.useSearch();
  const dansLePasse = au !== undefined || par !== undefined;
  const passee = useQuery(
    lecturePassee(idj, { ...(au === undefined ? {} : { au }), ...(par === undefined ? {} : { par }) }),
  );
  const [regle, setRegle] = useState(dansLePasse);
  const montree = dansLePasse ? passee : lecture;
  const naviguer = useNavigate({ from: '/dossiers/$idj' });
  const choisir = useCallback(
    (onglet: Onglet): void =>
      void naviguer({ search: (avant) => ({ ...avant, onglet }), replace: true, resetScroll: false }),
    [naviguer],
  );
  const voir = useCallback(
    ({ au: instant, par: yeux }: Passe): void =>
      void naviguer({
        search: ({ lu, onglet }) => ({
          ...(lu === undefined ? {} : { lu }),
          ...(onglet === undefined ? {} : { onglet }),
          ...(instant === undefined ? {} : { au: instant }),
          ...(yeux === undefined ? {} : { par: yeux }),
        }),
        replace: true,
        resetScroll: false,
      }),
    [naviguer],
  );
  const revenir = (): void => {
    setRegle(false);
    voir({});
  };
  const presents = [
    { touche: 'd', libelle: 'Décider', groupe: 'Dossier', action: () => choisir('decision') },
    { touche: 'j', libelle: 'Jugement et recours', groupe: 'Dossier', action: () => choisir('jugement') },
    { touche: 'f', libelle: 'Mentions marginales', groupe: 'Dossier', action: () => choisir('mentions') },
    { touche: 'i', libelle: 'Qui a lu (journal)', groupe: 'Dossier', action: () => choisir('lectures') },
  ];
  useRaccourcis([
    ...(dansLePasse ? [] : presents),
    {
      touche: 'h',
      libelle: dansLePasse ? 'Revenir à aujourd’hui' : 'Remonter le temps',
      groupe: 'Dossier',
      action: () => (dansLePasse ? revenir() : setRegle(!regle)),
    },
    {
      touche: 'échap',
      libelle: 'Revenir à la boîte',
      groupe: 'Dossier',
      action: () => void naviguer({ to: '/' }),
    },
  ]);
  return (
    <div className="dossier">
      <TeteDossier
        idj={idj}
        dossier={montree.data}
        surDecider={() => choisir('decision')}
        surTemps={() => setRegle(!regle)}
        regle={regle}
      />
      {regle && lecture.data !== undefined ? (
        <Reglette
          dossier={lecture.data}
          passe={{ au, par }}
          surChoix={voir}
          surFermeture={() => setRegle(false)}
        />
      ) : null}
      {dansLePasse && montree.data?.instant ? (
        <BandeauDuPasse instant={montree.data.instant} surRetour={revenir} />
      ) : null}
      {montree.isPending ? <Chargement libelle="Ouverture du dossier" /> : null}
      {montree.isError && montree.data === undefined ? (
        <>
          <Echec probleme={problemeDe(montree.error)} reessayer={() => void montree.refetch()} />
          {!dansLePasse && FERMES.has(problemeDe(montree.error).code) ? (
            <AccesDUrgence idj={idj} surOuverture={() => void montree.refetch()} />
          ) : null}
          {dansLePasse ? (
            <p>
              <Bouton touche="H" onClick={revenir}>
                Revenir à aujourd’hui
              </Bouton>
            </p>
          ) : null}
        </>
      ) : null}
      {montree.data === undefined ? null : <Colonnes dossier={montree.data} choisir={choisir} />}
    </div>
  );
};

/** La reglette des moments ; par les yeux d'un autre, pour qui le peut. */
const Reglette = ({
  dossier,
  passe: { au, par },
  surChoix,
  surFermeture,
}: {
  readonly dossier: VueDossier;
  readonly passe: { readonly au: string | undefined; readonly par: string | undefined };
  readonly surChoix: (passe: Passe) => void;
  readonly surFermeture: () => void;
}) => {
  const voitPar = dossier.peut.includes('voir-par');
  const lecteurs = useQuery({ ...lectureLecteurs(dossier.idj), enabled: voitPar });
  const moments = useMemo(() => momentsDe(dossier), [dossier]);
  return (
    <RemonterLeTemps
      moments={moments}
      passe={{ ...(au === undefined ? {} : { au }), ...(par === undefined ? {} : { par }) }}
      lecteurs={voitPar ? (lecteurs.data ?? []) : undefined}
      surChoix={surChoix}
      surFermeture={surFermeture}
    />
  );
};

/** Les pieces a gauche, ce qu'on en fait a droite ; l'URL garde la piece, la page et l'onglet. */
const Colonnes = ({
  dossier,
  choisir,
}: {
  readonly dossier: VueDossier;
  readonly choisir: (onglet: Onglet) => void;
}) => {
  const { idj } = dossier;
  const { lu, onglet = 'synthese' } = route.useSearch();
  const naviguer = useNavigate({ from: '/dossiers/$idj' });
  const cleVues = `${useSession().agent.matricule}:${idj}`;
  const [brouillon, setBrouillon] = useState<Brouillon>();
  const [apercu, setApercu] = useState(false);
  const adresses = useMemo(() => adressesDe(idj), [idj]);
  const trouver = useMemo(() => trouverDans(idj), [idj]);
  const occulteur = useMemo(() => occulteurDe(idj), [idj]);
  const pieces = useMemo(() => enOrdreDeLecture(dossier.pieces), [dossier.pieces]);
  const cotees = useMemo(() => coter(pieces), [pieces]);
  const position = useMemo(() => lireLieu(cotees, lu ?? ''), [cotees, lu]);
  const aller = useCallback(
    (lieu: string): void =>
      void naviguer({ search: (avant) => ({ ...avant, lu: lieu }), replace: true, resetScroll: false }),
    [naviguer],
  );
  const { publier } = useFenetres(idj, aller);
  const lire = useCallback(
    (voulue: Position): void => {
      const lieu = ecrireLieu(cotees, voulue);
      aller(lieu);
      publier(lieu);
    },
    [cotees, aller, publier],
  );
  const notes = useAnnotations(client, idj);
  const { annotations, poser } = notes;
  const [aNoter, setANoter] = useState<Ancre>();
  const annotateur = useMemo(
    () => ({
      marques: annotations,
      marquer: (ancre: Ancre): void => void poser({ ...ancre, texte: '', partagee: false }),
      commenter: (ancre: Ancre): void => {
        setANoter(ancre);
        choisir('notes');
      },
    }),
    [annotations, poser, choisir],
  );
  const surFenetre = (): void =>
    void globalThis.open(
      `/lecture/${idj}${lu === undefined ? '' : `?lu=${encodeURIComponent(lu)}`}`,
      `ppn-lecture-${idj}`,
      'popup,width=1000,height=900',
    );
  const montrerApercu =
    apercu && brouillon !== undefined && ['decision', 'jugement', 'mentions', 'pieces'].includes(onglet);
  return (
    <div className="dossier-colonnes">
      <div className="dossier-lecture">
        {montrerApercu ? (
          <Apercu brouillon={brouillon} />
        ) : (
          <Lecteur
            pieces={pieces}
            {...adresses}
            position={position}
            surPosition={lire}
            cleVues={cleVues}
            {...(dossier.instant === null ? { annotateur, trouver, surFenetre } : {})}
            {...(dossier.instant === null && dossier.peut.includes('obtenir-copie') ? { occulteur } : {})}
          />
        )}
      </div>
      <div className="panneau dossier-cote">
        <OngletsDossier
          {...{ dossier, pieces, onglet, choisir, lire, cleVues, notes }}
          ancre={aNoter}
          surNote={() => setANoter(undefined)}
          adresse={adresses.urlPiece}
          decision={{ surBrouillon: setBrouillon, apercu: montrerApercu, surApercu: setApercu }}
        />
      </div>
    </div>
  );
};
