import './supervision.css';
import { exiger } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import { Alerte, Chargement, ChampChoix, dateEtHeure, Echec, TitrePage } from '@ppn/kit';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { Imports } from './imports.tsx';
import { Stockage } from './stockage.tsx';
import { NonRetires, ParJour, ParOrganisation, Quotas } from './volumes.tsx';

const MINUTE_MS = 60_000;

const lectureSupervision = (jours: number) =>
  queryOptions({
    queryKey: ['supervision', jours],
    queryFn: () => exiger(client.appeler('GET /api/supervision/depots', { requete: { jours } })),
    refetchInterval: MINUTE_MS,
    placeholderData: keepPreviousData,
  });

const PERIODES = [
  { valeur: '7', libelle: 'Sept jours' },
  { valeur: '30', libelle: 'Trente jours' },
  { valeur: '90', libelle: 'Quatre-vingt-dix jours' },
] as const;

/** La supervision de PLINE : volumes, stockage et prevision, conservation offerte, quotas, alarmes. A qui en a la fonction. */
export function Page() {
  const [jours, poserJours] = useState(30);
  const lecture = useQuery(lectureSupervision(jours));
  const vue = lecture.data;
  return (
    <div className="pile">
      <div className="rangee-ecartee">
        <TitrePage onglet="Supervision">Supervision de PLINE</TitrePage>
        <ChampChoix
          libelle="Période"
          value={String(jours)}
          options={[...PERIODES]}
          surSaisie={(texte) => poserJours(Number(texte))}
        />
      </div>
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {vue === undefined ? (
        lecture.isPending ? (
          <Chargement libelle="Chargement de la supervision" />
        ) : null
      ) : (
        <>
          {vue.alarmes.length === 0 ? (
            <Alerte ton="succes">
              <p>Aucune alarme. État du {dateEtHeure(vue.faiteA)}.</p>
            </Alerte>
          ) : (
            <ul className="pile-serree" aria-label="Alarmes">
              {vue.alarmes.map(({ code, gravite, phrase }) => (
                <li key={code}>
                  <Alerte ton={gravite}>
                    <p>{phrase}</p>
                  </Alerte>
                </li>
              ))}
            </ul>
          )}
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
