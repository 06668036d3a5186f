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

const TITRES = {
  'en-cours': 'Gardes à vue de l’unité',
  terminees: 'Gardes à vue terminées',
  'au-depot': 'Personnes gardées au dépôt',
} as const satisfies { readonly [etat in EtatMontre]: string };

const LIBELLES = {
  'en-cours': 'Gardes à vue, la première à expirer d’abord',
  terminees: 'Gardes à vue terminées, la dernière d’abord',
  'au-depot': 'Personnes gardées au dépôt, la dernière remise d’abord',
} as const satisfies { readonly [etat in EtatMontre]: string };

/** Mes mesures : celles de l'unite, la premiere a expirer d'abord. */
export function MesMesures() {
  const [etat, poserEtat] = useState<EtatMontre>('en-cours');
  const { data, isError, error, refetch } = useQuery(lectureMesures(etat));
  const mesures = data?.mesures.toSorted(parEcheance);
  const nonLus = useNonLusParMesure(clientDeMessagerie);
  return (
    <div className="pile">
      <TeteDesMesures titre={TITRES[etat]} etat={etat} surEtat={poserEtat}>
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
            {etat === 'au-depot' ? (
              <p>Votre unité ne garde personne au dépôt.</p>
            ) : (
              <p>
                Aucune garde à vue {etat === 'en-cours' ? 'en cours' : 'terminée'}. Un placement se décide
                depuis le dossier : <kbd>V</kbd>.
              </p>
            )}
          </EtatVide>
        </Panneau>
      ) : null}
      {mesures === undefined || mesures.length === 0 ? null : (
        <div className="cartes">
          <Liste libelle={LIBELLES[etat]}>
            {mesures.map((ligne) => (
              <CarteDeMesure key={ligne.id} ligne={ligne} nonLus={nonLus.get(ligne.id) ?? 0} />
            ))}
          </Liste>
        </div>
      )}
    </div>
  );
}
