import './consentements.css';
import { exiger, type ReponsePour } from '@ppn/api-client';
import { problemeDe } from '@ppn/echanges';
import {
  Alerte,
  Bouton,
  ChampZone,
  Chargement,
  dateEtHeure,
  Dialogue,
  Echec,
  EtatVide,
  jourCivil,
  Panneau,
  Puce,
  TitrePage,
} from '@ppn/kit';
import type { contratPline } from '@ppn/service-pline/contract';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { client } from '../client.ts';
import { Enregistrer } from './enregistrer.tsx';

type Consentement = ReponsePour<typeof contratPline, 'GET /api/consentements'>['consentements'][number];

/** Les consentements que mon organisation a enregistres. */
export const lectureConsentements = queryOptions({
  queryKey: ['consentements'],
  queryFn: () =>
    exiger(client.appeler('GET /api/consentements', { requete: {} })).then(
      ({ consentements }) => consentements,
    ),
});

/** Consentements a la voie electronique : les enregistrer, les lire, les revoquer (803-1, II CPP). */
export function Page() {
  const lecture = useQuery(lectureConsentements);
  return (
    <div className="pile">
      <TitrePage onglet="Consentements">Consentements à la voie électronique</TitrePage>
      <Alerte>
        <p>
          Une personne qui n’est pas un professionnel ne reçoit par PLEX que si elle y a consenti
          expressément, au cours de la procédure, pour ce canal (803-1, II CPP).{' '}
          <Puce ton="alerte">règle à vérifier</Puce>
        </p>
      </Alerte>
      <div className="echange-colonnes">
        <Enregistrer />
        <Panneau titre="Enregistrés par votre organisation" nu>
          {lecture.isError ? (
            <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
          ) : lecture.isPending ? (
            <Chargement />
          ) : lecture.data.length === 0 ? (
            <EtatVide>
              <p>Aucun consentement enregistré.</p>
            </EtatVide>
          ) : (
            <ul className="liste" aria-label="Consentements enregistrés">
              {lecture.data.map((consentement) => (
                <Un key={consentement.id} consentement={consentement} />
              ))}
            </ul>
          )}
        </Panneau>
      </div>
    </div>
  );
}

function Un({ consentement }: { readonly consentement: Consentement }) {
  const [revoquer, poser] = useState(false);
  const { prenom, nom, courriel, idj, acte, acteDate, par, enregistreA, revoqueA, motif } = consentement;
  return (
    <li className="pline-consentement">
      <div className="rangee-ecartee">
        <strong>
          {prenom} {nom.toLocaleUpperCase('fr')}
        </strong>
        {revoqueA === null ? (
          <Bouton genre="discret" onClick={() => poser(true)} aria-label={`Révoquer : ${prenom} ${nom}`}>
            Révoquer
          </Bouton>
        ) : (
          <Puce>révoqué</Puce>
        )}
      </div>
      <p className="petit">
        PLEX, {courriel}, procédure {idj}
      </p>
      <p className="petit discret">
        {acte} du {jourCivil(acteDate)} ; enregistré le {dateEtHeure(enregistreA)} par {par.nom}
        {revoqueA === null ? '' : ` ; révoqué le ${dateEtHeure(revoqueA)} : ${motif ?? ''}`}
      </p>
      {revoquer ? <Revoquer consentement={consentement} surFermeture={() => poser(false)} /> : null}
    </li>
  );
}

function Revoquer({
  consentement: { id, prenom, nom },
  surFermeture,
}: {
  readonly consentement: Consentement;
  readonly surFermeture: () => void;
}) {
  const cache = useQueryClient();
  const [motif, poserMotif] = useState('');
  const [erreur, poserErreur] = useState<string>();
  const [enCours, poserEnCours] = useState(false);
  const revoquer = async (): Promise<void> => {
    if (motif.trim() === '') return poserErreur('Dites ce que la personne a déclaré, et quand.');
    poserEnCours(true);
    const rendu = await client.appeler('POST /api/consentements/:id/revocation', {
      id,
      corps: { motif: motif.trim() },
    });
    poserEnCours(false);
    if (!rendu.ok) return poserErreur(rendu.refus.detail);
    await cache.invalidateQueries({ queryKey: lectureConsentements.queryKey });
    return surFermeture();
  };
  return (
    <Dialogue titre="Révoquer le consentement" surFermeture={surFermeture}>
      <p>
        {prenom} {nom} ne recevra plus aucun dépôt neuf dans cette procédure. Ce qui est déjà déposé lui reste
        ouvert jusqu’à son échéance.
      </p>
      <ChampZone
        libelle="Motif"
        rows={2}
        maxLength={300}
        value={motif}
        surSaisie={poserMotif}
        erreur={erreur}
      />
      <div className="dialogue-pied">
        <Bouton onClick={surFermeture}>Annuler</Bouton>
        <Bouton genre="danger" enCours={enCours} onClick={() => void revoquer()}>
          Révoquer
        </Bouton>
      </div>
    </Dialogue>
  );
}
