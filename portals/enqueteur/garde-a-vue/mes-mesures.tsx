import { BoutonDuSon, Chargement, Echec, EtatVide, Liste, Panneau, parEcheance } from '@ppn/kit';
import { useNonLusParMesure } from '@ppn/conversation';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { clientDeMessagerie } from '../application/client.ts';
import { problemeDe } from '../application/donnees.ts';
import { CarteDeMesure } from './carte.tsx';
import { lectureMesures } from './donnees.ts';
import { EtatDeLaFile, LiaisonAvecLeParquet } from './etat-de-la-file.tsx';
import { type EtatMontre, TeteDesMesures } from './tete-des-mesures.tsx';

/** Mes mesures : celles de l'unite, la premiere a expirer d'abord. */
export function MesMesures() {
  const [etat, poserEtat] = useState<EtatMontre>('en-cours');
  const { data, isError, error, refetch } = useQuery(lectureMesures(etat));
  const mesures = data?.mesures.toSorted(parEcheance);
  const nonLus = useNonLusParMesure(clientDeMessagerie);
  return (
    <div className="pile">
      <TeteDesMesures
        titre={etat === 'en-cours' ? 'Gardes à vue de l’unité' : 'Gardes à vue terminées'}
        etat={etat}
        surEtat={poserEtat}
      >
        <BoutonDuSon />
      </TeteDesMesures>
      <LiaisonAvecLeParquet />
      <EtatDeLaFile />
      {isError && data === undefined ? (
        <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} />
      ) : null}
      {data === undefined && !isError ? <Chargement /> : null}
      {mesures?.length === 0 ? (
        <Panneau titre="Aucune mesure" nu>
          <EtatVide>
            <p>
              Aucune garde à vue {etat === 'en-cours' ? 'en cours' : 'terminée'}. Un placement se décide
              depuis le dossier : <kbd>V</kbd>.
            </p>
          </EtatVide>
        </Panneau>
      ) : null}
      {mesures === undefined || mesures.length === 0 ? null : (
        <div className="cartes">
          <Liste libelle="Gardes à vue, la première à expirer d’abord">
            {mesures.map((ligne) => (
              <CarteDeMesure key={ligne.id} ligne={ligne} nonLus={nonLus.get(ligne.id) ?? 0} />
            ))}
          </Liste>
        </div>
      )}
    </div>
  );
}
