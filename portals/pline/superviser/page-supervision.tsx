import './supervision.css';
import { exiger } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import { Alerte, Chargement, ChampChoix, dateEtHeure, Echec, TitrePage } from '@ppn/kit';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { Imports } from './imports.tsx';
import { Stockage, type Vue } from './stockage.tsx';
import { NonRetires, ParJour, ParOrganisation, Quotas } from './volumes.tsx';

const MINUTE_MS = 60_000;

type Zone = Vue['zone'];

const lectureSupervision = (zone: Zone, jours: number) =>
  queryOptions({
    queryKey: ['supervision', zone, jours],
    queryFn: () => exiger(client.appeler('GET /api/supervision/depots', { requete: { jours, zone } })),
    refetchInterval: MINUTE_MS,
    placeholderData: (avant: Vue | undefined) => (avant?.zone === zone ? avant : undefined),
  });

const PERIODES = [
  { valeur: '7', libelle: 'Sept jours' },
  { valeur: '30', libelle: 'Trente jours' },
  { valeur: '90', libelle: 'Quatre-vingt-dix jours' },
] as const;

const NOMS = { pline: 'PLINE', plex: 'PLEX' } as const;
const ZONES = [
  { valeur: 'pline', libelle: 'PLINE' },
  { valeur: 'plex', libelle: 'PLEX' },
] as const;

/** La supervision des deux zones : volumes, stockage et prevision, conservation offerte, quotas, alarmes. A qui en a la fonction. */
export function Page() {
  const [jours, poserJours] = useState(30);
  const [zone, poserZone] = useState<Zone>('pline');
  const lectures = {
    pline: useQuery(lectureSupervision('pline', jours)),
    plex: useQuery(lectureSupervision('plex', jours)),
  };
  const sansPlex = lectures.plex.isError ? problemeDe(lectures.plex.error).code : undefined;
  const lecture = lectures[zone];
  const vue = lecture.data;
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Supervision">Supervision de {NOMS[zone]}</TitrePage>
        <div className="rangee">
          {sansPlex === 'plex-absente' ? null : (
            <ChampChoix
              libelle="Plate-forme"
              value={zone}
              options={[...ZONES]}
              surSaisie={(texte) => poserZone(texte === 'plex' ? 'plex' : 'pline')}
            />
          )}
          <ChampChoix
            libelle="Période"
            value={String(jours)}
            options={[...PERIODES]}
            surSaisie={(texte) => poserJours(Number(texte))}
          />
        </div>
      </div>
      <Alarmes
        vues={[lectures.pline.data, lectures.plex.data]}
        plexMuette={sansPlex === 'plex-injoignable'}
      />
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {vue === undefined ? (
        lecture.isPending ? (
          <Chargement libelle="Chargement de la supervision" />
        ) : null
      ) : (
        <>
          <Stockage vue={vue} jours={jours} />
          <ParJour vue={vue} jours={jours} />
          <NonRetires vue={vue} jours={jours} />
          <ParOrganisation vue={vue} jours={jours} />
          <Quotas vue={vue} jours={jours} />
          <Imports />
        </>
      )}
    </div>
  );
}

/** Les alarmes des deux zones, la zone nommee : celle que l'on ne regarde pas sonne aussi. */
function Alarmes({
  vues,
  plexMuette,
}: {
  readonly vues: readonly (Vue | undefined)[];
  readonly plexMuette: boolean;
}) {
  const lues = vues.filter((vue) => vue !== undefined);
  const alarmes = lues.flatMap(({ zone, alarmes: siennes }) => siennes.map((une) => ({ ...une, zone })));
  if (lues.length === 0) return null;
  return (
    <ul className="pile-serree" aria-label="Alarmes">
      {plexMuette ? (
        <li>
          <Alerte ton="danger">
            <p>PLEX ne répond pas à PLINE : son état est inconnu, et les dépôts y attendent de passer.</p>
          </Alerte>
        </li>
      ) : null}
      {alarmes.map(({ zone, code, gravite, phrase }) => (
        <li key={`${zone} ${code}`}>
          <Alerte ton={gravite}>
            <p>
              <strong>{NOMS[zone]}.</strong> {phrase}
            </p>
          </Alerte>
        </li>
      ))}
      {alarmes.length === 0 && !plexMuette ? (
        <li>
          <Alerte ton="succes">
            <p>Aucune alarme. État du {dateEtHeure(lues[0]?.faiteA ?? '')}.</p>
          </Alerte>
        </li>
      ) : null}
    </ul>
  );
}
