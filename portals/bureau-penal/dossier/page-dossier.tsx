import type { VueDossier } from '@ppn/dossier/contract';
import { Chargement, Echec, useRaccourcis } from '@ppn/kit';
import { ecrirePosition, Lecteur, lirePosition, type Position } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureDossier } from '../donnees.ts';
import { useSession } from '../session.ts';
import { Apercu, type Brouillon } from './apercu.tsx';
import { OngletsDossier } from './onglets-dossier.tsx';
import type { Onglet } from './recherche.ts';
import { TeteDossier } from './tete-dossier.tsx';

const route = getRouteApi('/dossiers/$idj');

const adressesDe = (idj: string) => ({
  urlPiece: (id: string, options?: { readonly telecharger: boolean }) =>
    client.adresse('GET /api/dossiers/:idj/pieces/:id', {
      idj,
      id,
      requete: options?.telecharger === true ? { telecharger: '1' } : {},
    }),
  urlVignette: (id: string, options?: { readonly grand: boolean }) =>
    client.adresse('GET /api/dossiers/:idj/pieces/:id/vignette', {
      idj,
      id,
      requete: options?.grand === true ? { grand: '1' } : {},
    }),
});

/** Un dossier ; chacun repart d'un ecran neuf, pour que rien de l'un ne reste sur l'autre. */
export const PageDossier = () => {
  const { idj } = route.useParams();
  return <EcranDossier key={idj} idj={idj} />;
};

const EcranDossier = ({ idj }: { readonly idj: string }) => {
  const lecture = useQuery(lectureDossier(idj));
  const naviguer = useNavigate({ from: '/dossiers/$idj' });
  const choisir = useCallback(
    (onglet: Onglet): void =>
      void naviguer({ search: (avant) => ({ ...avant, onglet }), replace: true, resetScroll: false }),
    [naviguer],
  );
  useRaccourcis([
    { touche: 'd', libelle: 'Décider', groupe: 'Dossier', action: () => choisir('decision') },
    { touche: 'i', libelle: 'Qui a lu (journal)', groupe: 'Dossier', action: () => choisir('lectures') },
    {
      touche: 'échap',
      libelle: 'Revenir à la boîte',
      groupe: 'Dossier',
      action: () => void naviguer({ to: '/' }),
    },
  ]);
  return (
    <div className="dossier">
      <TeteDossier idj={idj} dossier={lecture.data} surDecider={() => choisir('decision')} />
      {lecture.isPending ? <Chargement libelle="Ouverture du dossier" /> : null}
      {lecture.isError && lecture.data === undefined ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data === undefined ? null : <Colonnes dossier={lecture.data} choisir={choisir} />}
    </div>
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
  const pieces = useMemo(
    () => dossier.pieces.toSorted((a, b) => a.numero - b.numero || a.genre.localeCompare(b.genre)),
    [dossier.pieces],
  );
  const position = useMemo(() => lirePosition(lu ?? ''), [lu]);
  const lire = useCallback(
    (voulue: Position): void =>
      void naviguer({
        search: (avant) => ({ ...avant, lu: ecrirePosition(voulue) }),
        replace: true,
        resetScroll: false,
      }),
    [naviguer],
  );
  const montrerApercu = apercu && brouillon !== undefined && onglet === 'decision';
  return (
    <div className="dossier-colonnes">
      <div className="dossier-lecture">
        {montrerApercu ? (
          <Apercu brouillon={brouillon} />
        ) : (
          <Lecteur pieces={pieces} {...adresses} position={position} surPosition={lire} cleVues={cleVues} />
        )}
      </div>
      <div className="panneau dossier-cote">
        <OngletsDossier
          {...{ dossier, pieces, onglet, choisir, lire, cleVues }}
          adresse={adresses.urlPiece}
          decision={{ surBrouillon: setBrouillon, apercu: montrerApercu, surApercu: setApercu }}
        />
      </div>
    </div>
  );
};
