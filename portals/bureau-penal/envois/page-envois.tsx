import { Chargement, Echec, EtatVide, pluriel, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { lectureEnvois, type Vue } from './donnees.ts';
import { ListeDEnvois } from './liste-d-envois.tsx';

const VUES: readonly { readonly cle: Vue; readonly libelle: string }[] = [
  { cle: 'a-suivre', libelle: 'À suivre' },
  { cle: 'en-retard', libelle: 'En retard' },
  { cle: 'termines', libelle: 'Terminés' },
];

/** Convocations et avis de la juridiction : ce qui attend, les retards d'abord. */
export const PageEnvois = () => {
  const [vue, setVue] = useState<Vue>('a-suivre');
  const lecture = useQuery(lectureEnvois(vue));
  const comptes = lecture.data?.comptes;
  return (
    <div className="boite">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Convocations et avis">Convocations et avis</TitrePage>
          <p className="discret petit">
            {comptes === undefined
              ? ' '
              : `${pluriel(comptes.aSuivre, 'envoi')} à suivre, dont ${comptes.enRetard} en retard`}
          </p>
        </div>
        <div className="bascule">
          {VUES.map(({ cle, libelle }) => (
            <button key={cle} type="button" aria-pressed={vue === cle} onClick={() => setVue(cle)}>
              {libelle}
            </button>
          ))}
        </div>
      </div>
      {lecture.isPending ? <Chargement libelle="Chargement des envois" /> : null}
      {lecture.isError ? (
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      ) : null}
      {lecture.data === undefined ? null : (
        <section className="panneau" aria-label="Envois">
          <div className="panneau-corps">
            {lecture.data.envois.length === 0 ? (
              <EtatVide>
                <p>{vue === 'en-retard' ? 'Aucun envoi en retard.' : 'Aucun envoi ici.'}</p>
              </EtatVide>
            ) : (
              <ListeDEnvois envois={lecture.data.envois} dossier={false} />
            )}
            {lecture.data.tronquee ? (
              <p className="petit discret">Les deux cents premiers ; les suivants viennent à mesure.</p>
            ) : null}
          </div>
        </section>
      )}
    </div>
  );
};
