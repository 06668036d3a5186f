import type { ReponsePour } from '@ppn/api-client';
import {
  Bouton,
  Chargement,
  ChampChoix,
  ChampTexte,
  dateEtHeure,
  Echec,
  EtatVide,
  lireDate,
  pluriel,
  Puce,
  QUALITES,
} from '@ppn/kit';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ContratJustice, problemeDe } from '../client.ts';
import { lectureJournal } from '../donnees.ts';

type Journal = ReponsePour<ContratJustice, 'GET /api/dossiers/:idj/consultations'>;

const NOMS: Readonly<Record<string, string>> = QUALITES;

/** Qui a lu, depuis quand, combien de fois ; puis quoi, quand et pourquoi (R.249-16 CPP), du plus recent au plus ancien. */
export const Lectures = ({ idj }: { readonly idj: string }) => {
  const [date, setDate] = useState('');
  const [jour, setJour] = useState<string>();
  const [matricule, setMatricule] = useState('');
  const depuis = jour === undefined ? undefined : `${jour}T00:00:00Z`;
  const lectures = useInfiniteQuery(lectureJournal(idj, { depuis, matricule }));
  const lecteurs = lectures.data?.pages[0]?.lecteurs ?? [];
  const lignes = lectures.data?.pages.flatMap(({ consultations }) => consultations) ?? [];
  return (
    <div className="panneau-corps pile">
      <div className="rangee">
        <ChampTexte
          libelle="Depuis le"
          value={date}
          surSaisie={(texte) => {
            setDate(texte);
            setJour(lireDate(texte, new Date().getFullYear()));
          }}
          placeholder="jj/mm/aaaa"
          inputMode="numeric"
        />
        <ChampChoix
          libelle="Qui"
          value={matricule}
          surSaisie={setMatricule}
          options={[
            { valeur: '', libelle: 'Tous' },
            ...lecteurs.map((lecteur) => ({ valeur: lecteur.matricule, libelle: lecteur.agent })),
          ]}
        />
      </div>
      {lectures.isError ? (
        <Echec probleme={problemeDe(lectures.error)} reessayer={() => void lectures.refetch()} />
      ) : null}
      {lectures.isPending ? <Chargement libelle="Chargement des lectures" /> : null}
      {lectures.isSuccess && lignes.length === 0 ? (
        <EtatVide>
          <p>Aucun accès à ce dossier ne répond à ce choix.</p>
        </EtatVide>
      ) : null}
      {matricule === '' && lecteurs.length > 0 ? <QuiALu lecteurs={lecteurs} /> : null}
      <ul className="liste lectures">
        {lignes.map((consultation, rang) => (
          <Ligne key={`${consultation.quand} ${rang}`} consultation={consultation} />
        ))}
      </ul>
      {lectures.hasNextPage ? (
        <Bouton enCours={lectures.isFetchingNextPage} onClick={() => void lectures.fetchNextPage()}>
          Voir la suite du journal
        </Bouton>
      ) : null}
    </div>
  );
};

const QuiALu = ({ lecteurs }: { readonly lecteurs: Journal['lecteurs'] }) => (
  <section aria-label="Qui a lu">
    <h2>Qui a lu</h2>
    <ul className="liste">
      {lecteurs.map(({ matricule, agent, qualite, premier, dernier, accordes, refuses }) => (
        <li key={matricule} className="rangee-ecartee">
          <span>
            <strong>{agent}</strong>, {NOMS[qualite] ?? qualite}
          </span>
          <span className="petit discret chiffres">
            {pluriel(accordes, 'accès', 'accès')}
            {refuses === 0 ? '' : `, ${pluriel(refuses, 'refus', 'refus')}`} · du {dateEtHeure(premier)} au{' '}
            {dateEtHeure(dernier)}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

const Ligne = ({ consultation }: { readonly consultation: Journal['consultations'][number] }) => (
  <li>
    <div className="rangee-ecartee">
      <span>
        <strong>{consultation.agent}</strong>, {NOMS[consultation.qualite] ?? consultation.qualite}
      </span>
      <span className="petit discret chiffres">{dateEtHeure(consultation.quand)}</span>
    </div>
    <span className="petit discret">
      {consultation.action}
      {consultation.piece === null ? '' : ` · ${consultation.piece}`}
      {consultation.motif === '' ? '' : ` · ${consultation.motif}`}
    </span>
    {consultation.resultat === 'refuse' ? <Puce ton="danger">refusé</Puce> : null}
  </li>
);
