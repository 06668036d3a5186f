import type { Probleme } from '@ppn/api-client';
import type { VueDossier } from '@ppn/dossier/contract';
import { Bouton, ChampTexte, Chargement, Echec, EtatVide } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { memoire } from '../donnees.ts';
import { nomComplet } from '../vocabulaire.ts';
import { lectureEnvoisDuDossier } from './donnees.ts';
import { ListeDEnvois } from './liste-d-envois.tsx';

/** Volet « Envois » : ce qui est parti a chacun, et qui a consenti a la voie electronique. */
export const EnvoisDuDossier = ({ dossier }: { readonly dossier: VueDossier }) => {
  const lecture = useQuery(lectureEnvoisDuDossier(dossier.idj));
  if (lecture.isPending) return <Chargement libelle="Chargement des envois" />;
  if (lecture.isError)
    return (
      <div className="panneau-corps">
        <Echec probleme={problemeDe(lecture.error)} reessayer={() => void lecture.refetch()} />
      </div>
    );
  const { envois, consentements } = lecture.data;
  return (
    <div className="panneau-corps pile">
      <h2>Convocations et avis</h2>
      {envois.length === 0 ? (
        <EtatVide>
          <p>La décision n’appelle aucun envoi.</p>
        </EtatVide>
      ) : (
        <ListeDEnvois envois={envois} dossier />
      )}
      <h3>Voie électronique (art. 803-1 II)</h3>
      <p className="petit discret">
        Un envoi électronique suppose une déclaration expresse de la personne ; il vaut pour les envois à
        venir.
      </p>
      <ul className="envois">
        {dossier.personnes.map((personne) => (
          <Consentement
            key={personne.id}
            idj={dossier.idj}
            personne={personne.id}
            nom={nomComplet(personne)}
            adresse={consentements.find((un) => un.personne === personne.id)?.adresse}
          />
        ))}
      </ul>
    </div>
  );
};

const Consentement = ({
  idj,
  personne,
  nom,
  adresse,
}: {
  readonly idj: string;
  readonly personne: VueDossier['personnes'][number]['id'];
  readonly nom: string;
  /** Adresse acceptee ; absente : pas de consentement. */
  readonly adresse: string | undefined;
}) => {
  const [saisie, setSaisie] = useState('');
  const [refus, setRefus] = useState<Probleme>();
  const dire = async (moyen: 'courriel' | null): Promise<void> => {
    const rendu = await client.appeler('POST /api/dossiers/:idj/consentements', {
      idj,
      corps: { personne, moyen, adresse: moyen === null ? '' : saisie },
    });
    setRefus(rendu.ok ? undefined : rendu.refus);
    if (rendu.ok) void memoire.invalidateQueries({ queryKey: ['envois', 'dossier', idj] });
  };
  return (
    <li className="envoi">
      {refus === undefined ? null : <Echec probleme={refus} />}
      {adresse === undefined ? (
        <>
          <ChampTexte
            libelle={`${nom} : courriel accepté`}
            maxLength={300}
            value={saisie}
            surSaisie={setSaisie}
          />
          <Bouton onClick={() => void dire('courriel')} aria-label={`Recueillir le consentement de ${nom}`}>
            Recueillir le consentement
          </Bouton>
        </>
      ) : (
        <>
          <p>
            <strong>{nom}</strong> consent : {adresse}
          </p>
          <Bouton
            genre="discret"
            onClick={() => void dire(null)}
            aria-label={`Retirer le consentement de ${nom}`}
          >
            Retirer
          </Bouton>
        </>
      )}
    </li>
  );
};
