import { exiger, type Probleme, type ReponsePour } from '@ppn/api-client';
import { annoncer, Bouton, ChampTexte, dateEtHeure, Echec, Puce, QUALITES } from '@ppn/kit';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client, type ContratJustice } from '../client.ts';
import { memoire } from '../memoire.ts';

type Acces = ReponsePour<ContratJustice, 'GET /api/acces-d-urgence'>['acces'][number];

const lectureUrgences = queryOptions({
  queryKey: ['urgences'],
  queryFn: async () => (await exiger(client.appeler('GET /api/acces-d-urgence'))).acces,
});

const NOMS: Readonly<Record<string, string>> = QUALITES;

/** Acces d'urgence a revoir par la hierarchie ; rien pour qui n'en revoit aucun. */
export const UrgencesARevoir = () => {
  const { data: acces = [] } = useQuery(lectureUrgences);
  if (acces.length === 0) return null;
  return (
    <section className="panneau" aria-labelledby="titre-urgences">
      <h2 id="titre-urgences" className="panneau-titre">
        Accès d’urgence
      </h2>
      <ul className="liste">
        {acces.map((un) => (
          <UnAcces key={un.id} acces={un} />
        ))}
      </ul>
    </section>
  );
};

const UnAcces = ({ acces }: { readonly acces: Acces }) => {
  const [observation, setObservation] = useState('');
  const [refus, setRefus] = useState<Probleme>();
  const revoir = async (avis: 'justifie' | 'a-signaler'): Promise<void> => {
    const rendu = await client.appeler('POST /api/acces-d-urgence/:id/revue', {
      id: acces.id,
      corps: { avis, observation },
    });
    setRefus(rendu.ok ? undefined : rendu.refus);
    if (!rendu.ok) return;
    annoncer('Accès d’urgence revu');
    await memoire.invalidateQueries({ queryKey: lectureUrgences.queryKey });
  };
  return (
    <li className="pile-serree">
      <div className="rangee-ecartee">
        <span>
          <strong>{acces.agent}</strong>, {NOMS[acces.qualite] ?? acces.qualite}
        </span>
        <Puce ton={acces.avis === null ? 'alerte' : acces.avis === 'justifie' ? 'succes' : 'danger'}>
          {acces.avis === null ? 'à revoir' : acces.avis === 'justifie' ? 'justifié' : 'à signaler'}
        </Puce>
      </div>
      <p>{acces.motif}</p>
      <p className="petit discret">
        <Link to="/dossiers/$idj" params={{ idj: acces.idj }} search={{ onglet: 'lectures' }}>
          {acces.idj}
        </Link>{' '}
        · ouvert le {dateEtHeure(acces.ouvertA)}, jusqu’au {dateEtHeure(acces.expireA)}
        {acces.revuA === null ? '' : ` · revu par ${acces.revuPar ?? ''} le ${dateEtHeure(acces.revuA)}`}
        {(acces.observation ?? '') === '' ? '' : ` : ${acces.observation ?? ''}`}
      </p>
      {refus === undefined ? null : <Echec probleme={refus} />}
      {acces.avis === null ? (
        <div className="rangee">
          <ChampTexte
            libelle="Observation"
            value={observation}
            surSaisie={setObservation}
            maxLength={1_000}
          />
          <Bouton onClick={() => void revoir('justifie')}>Justifié</Bouton>
          <Bouton genre="danger" onClick={() => void revoir('a-signaler')}>
            À signaler
          </Bouton>
        </div>
      ) : null}
    </li>
  );
};
