import { Chargement, ChampChoix, dateEtHeure, Echec, EtatVide, pluriel, Puce, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Temporal } from 'temporal-polyfill';
import { problemeDe } from '../client.ts';
import { jourA } from '../decision/creneaux.ts';
import { type AudienceVue, lectureAudiences } from './donnees.ts';
import { Jauge } from './jauge.tsx';
import { natures } from './vocabulaire.ts';

const PORTEES = { '7': 'une semaine', '31': 'un mois', '92': 'trois mois' } as const;

const Rang = ({ audience }: { readonly audience: AudienceVue }) => (
  <li className="rang">
    <span className="rang-corps">
      <Link className="rang-titre" to="/audiences/$id" params={{ id: audience.id }}>
        {dateEtHeure(audience.debut)}, {natures[audience.nature]}
      </Link>
      <span className="rang-suite">
        {audience.salle === '' ? 'salle à fixer' : audience.salle} · {pluriel(audience.affaires, 'affaire')}
      </span>
    </span>
    <span className="rang-fin">
      {audience.origine === 'decision' ? <Puce ton="alerte">à confirmer</Puce> : null}
      {audience.annulee ? <Puce ton="danger">annulée</Puce> : null}
      <Jauge prises={audience.prises} duree={audience.dureeMinutes} />
    </span>
  </li>
);

/** Les audiences a venir de la juridiction, leur charge, et le role de chacune. */
export const PageAudiences = () => {
  const [jours, setJours] = useState<string>('31');
  const [du] = useState(() => jourA(Date.now()));
  const au = Temporal.PlainDate.from(du)
    .add({ days: Number(jours) })
    .toString();
  const audiences = useQuery(lectureAudiences(du, au));
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Audiences">Audiences</TitrePage>
          <p className="discret petit">
            Le rôle de chacune : ordre, durée, ce qui est prêt, ce qui se heurte.
          </p>
        </div>
        <ChampChoix
          libelle="Montrer"
          value={jours}
          options={Object.entries(PORTEES).map(([valeur, libelle]) => ({ valeur, libelle }))}
          surSaisie={setJours}
        />
      </div>
      {audiences.isPending ? <Chargement libelle="Chargement des audiences" /> : null}
      {audiences.isError ? (
        <Echec probleme={problemeDe(audiences.error)} reessayer={() => void audiences.refetch()} />
      ) : null}
      {audiences.data?.length === 0 ? (
        <section className="panneau">
          <EtatVide>
            <p>Aucune audience au calendrier sur cette période.</p>
          </EtatVide>
        </section>
      ) : null}
      {audiences.data === undefined || audiences.data.length === 0 ? null : (
        <section className="panneau" aria-label="Audiences à venir">
          <ul className="liste">
            {audiences.data.map((audience) => (
              <Rang key={audience.id} audience={audience} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
