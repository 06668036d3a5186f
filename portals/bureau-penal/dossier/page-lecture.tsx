import { Case, Chargement, Echec, TitrePage } from '@ppn/kit';
import { coter, ecrireLieu, Lecteur, lireLieu, type Position } from '@ppn/lecteur';
import { useFenetres } from '@ppn/lecteur/notes';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureDossier } from '../donnees.ts';
import { useSession } from '../session.ts';
import { adressesDe, trouverDans } from './adresses.ts';
import { enOrdreDeLecture } from './ordre-de-lecture.ts';

const route = getRouteApi('/lecture/$idj');

/** Seconde fenetre : les pieces seules, sans note ni decision ; elle suit la premiere tant qu'on le veut. */
export const PageLecture = () => {
  const { idj } = route.useParams();
  const { lu } = route.useSearch();
  const lecture = useQuery(lectureDossier(idj));
  const [suivre, setSuivre] = useState(true);
  const naviguer = useNavigate({ from: '/lecture/$idj' });
  const { matricule } = useSession().agent;
  const pieces = useMemo(() => enOrdreDeLecture(lecture.data?.pieces ?? []), [lecture.data?.pieces]);
  const cotees = useMemo(() => coter(pieces), [pieces]);
  const adresses = useMemo(() => adressesDe(idj), [idj]);
  const trouver = useMemo(() => trouverDans(idj), [idj]);
  const aller = useCallback(
    (lieu: string): void => void naviguer({ search: { lu: lieu }, replace: true, resetScroll: false }),
    [naviguer],
  );
  const { publier } = useFenetres(idj, aller, suivre);
  const surPosition = useCallback(
    (position: Position): void => {
      const lieu = ecrireLieu(cotees, position);
      aller(lieu);
      publier(lieu);
    },
    [cotees, aller, publier],
  );
  const position = useMemo(() => lireLieu(cotees, lu ?? ''), [cotees, lu]);
  return (
    <div className="lecture-seule">
      <div className="rangee-ecartee">
        <TitrePage onglet={`Lecture, ${lecture.data?.intitule ?? idj}`}>
          {lecture.data?.intitule ?? `Dossier ${idj}`}
        </TitrePage>
        <Case coche={suivre} surCoche={setSuivre}>
          Suivre l’autre fenêtre
        </Case>
      </div>
      {lecture.isPending ? <Chargement libelle="Ouverture du dossier" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data === undefined ? null : (
        <Lecteur
          {...adresses}
          pieces={pieces}
          position={position}
          surPosition={surPosition}
          cleVues={`${matricule}:${idj}`}
          trouver={trouver}
        />
      )}
    </div>
  );
};
