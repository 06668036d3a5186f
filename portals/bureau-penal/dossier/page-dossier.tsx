import type { ReactNode } from 'react';
import { Chargement, Echec, Onglets, Puce, TitrePage, useRaccourcis } from '@ppn/kit';
import { ecrirePosition, Lecteur, lirePosition, type Position } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { PanneauDecision } from '../decision/panneau-decision.tsx';
import { lectureDossier } from '../donnees.ts';
import { useSession } from '../session.ts';
import { Apercu, type Brouillon } from './apercu.tsx';
import { Lectures } from './lectures.tsx';
import { Pieces } from './pieces.tsx';
import { Plis } from './plis.tsx';
import type { Onglet } from './recherche.ts';
import { Synthese } from './synthese.tsx';
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

/** Le dossier : les pieces a gauche, ce qu'on en fait a droite ; l'URL garde la piece, la page et l'onglet. */
export const PageDossier = () => {
  const { idj } = route.useParams();
  const { lu, onglet = 'synthese' } = route.useSearch();
  const session = useSession();
  const naviguer = useNavigate({ from: '/dossiers/$idj' });
  const lecture = useQuery(lectureDossier(idj));
  const [brouillon, setBrouillon] = useState<Brouillon>();
  const [apercu, setApercu] = useState(false);
  const adresses = useMemo(() => adressesDe(idj), [idj]);
  const dossier = lecture.data;
  const pieces = useMemo(
    () => (dossier?.pieces ?? []).toSorted((a, b) => a.numero - b.numero),
    [dossier?.pieces],
  );

  const choisir = useCallback(
    (cle: Onglet): void =>
      void naviguer({ search: (avant) => ({ ...avant, onglet: cle }), replace: true, resetScroll: false }),
    [naviguer],
  );
  const lire = useCallback(
    (position: Position): void =>
      void naviguer({
        search: (avant) => ({ ...avant, lu: ecrirePosition(position) }),
        replace: true,
        resetScroll: false,
      }),
    [naviguer],
  );
  const position = useMemo(() => lirePosition(lu ?? ''), [lu]);
  useRaccourcis([
    { touche: 'd', libelle: 'Décider', groupe: 'Dossier', action: () => choisir('decision') },
    { touche: 'i', libelle: 'Qui a lu (journal)', groupe: 'Dossier', action: () => choisir('lectures') },
    {
      touche: 'échap',
      libelle: 'Revenir à la boîte',
      groupe: 'Dossier',
      action: () => void naviguer({ to: '/' }),
    },
    ...(brouillon === undefined
      ? []
      : [
          {
            touche: 'a',
            libelle: 'Aperçu de la décision, ou les pièces',
            groupe: 'Décision',
            action: () => setApercu(!apercu),
          },
        ]),
  ]);

  if (dossier === undefined) {
    return (
      <div className="pile">
        <TitrePage onglet={`Dossier ${idj}`}>Dossier {idj}</TitrePage>
        {lecture.isError ? (
          <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
        ) : (
          <Chargement libelle="Ouverture du dossier" />
        )}
      </div>
    );
  }
  const montrerApercu = apercu && brouillon !== undefined && onglet === 'decision';
  const nombre = (compte: number) =>
    compte === 0 ? null : <span className="chiffres discret"> {compte}</span>;
  const contenus: readonly {
    readonly cle: Onglet;
    readonly libelle: ReactNode;
    readonly contenu: ReactNode;
  }[] = [
    { cle: 'synthese', libelle: 'Synthèse', contenu: <Synthese dossier={dossier} lire={lire} /> },
    {
      cle: 'pieces',
      libelle: <>Pièces{nombre(pieces.length)}</>,
      contenu: (
        <Pieces
          pieces={pieces}
          cleVues={`${session.agent.matricule}:${idj}`}
          lire={lire}
          adresse={adresses.urlPiece}
        />
      ),
    },
    {
      cle: 'plis',
      libelle: (
        <>Plis{dossier.incidents.length > 0 ? <Puce ton="danger">{dossier.incidents.length}</Puce> : null}</>
      ),
      contenu: <Plis dossier={dossier} />,
    },
    { cle: 'lectures', libelle: 'Lectures', contenu: <Lectures idj={idj} /> },
    {
      cle: 'decision',
      libelle: 'Décision',
      contenu: (
        <PanneauDecision
          dossier={dossier}

          surBrouillon={setBrouillon}
          apercu={montrerApercu}
          surApercu={setApercu}
        />
      ),
    },
  ];
  return (
    <div className="dossier">
      <TeteDossier dossier={dossier} surDecider={() => choisir('decision')} />
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
              cleVues={`${session.agent.matricule}:${idj}`}
            />
          )}
        </div>
        <div className="panneau dossier-cote">
          <Onglets
            libelle="Le dossier"
            onglets={contenus}
            actif={onglet}
            surChoix={(cle) => {
              const trouve = contenus.find((contenu) => contenu.cle === cle);
              if (trouve !== undefined) choisir(trouve.cle);
            }}
          />
        </div>
      </div>
    </div>
  );
};
