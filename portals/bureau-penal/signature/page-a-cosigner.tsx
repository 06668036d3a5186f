import { annoncer, Chargement, Echec, EtatVide, TitrePage } from '@ppn/kit';
import { ActeACosigner } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { lectureRedaction, type Redaction } from '../decision/brouillon.ts';
import { memoire } from '../donnees.ts';
import { useSession } from '../session.ts';
import { DialogueSignature } from './dialogue-signature.tsx';

const route = getRouteApi('/parapheur/$idj/$acteId');

/** Un acte de la juridiction deja signe par son redacteur : le greffier ou le second magistrat le lit et le cosigne. */
export const PageACosigner = () => {
  const { idj, acteId } = route.useParams();
  const redaction = useQuery({ ...lectureRedaction(idj, acteId), staleTime: 0 });
  return (
    <div className="pile">
      <TitrePage onglet="À cosigner">À cosigner</TitrePage>
      {redaction.isPending ? <Chargement libelle="Ouverture de l’acte" /> : null}
      {redaction.isError ? (
        <Echec probleme={problemeDe(redaction.error)} reessayer={() => void redaction.refetch()} />
      ) : null}
      {redaction.data === undefined ? null : redaction.data.etat === 'a-cosigner' ? (
        <ACosigner acte={redaction.data} />
      ) : (
        <EtatVide>
          <p>Cet acte n’attend pas de cosignature.</p>
          <Link to="/parapheur">Revenir au parapheur</Link>
        </EtatVide>
      )}
    </div>
  );
};

const ACosigner = ({ acte }: { readonly acte: Redaction }) => {
  const { agent } = useSession();
  const [ouverte, setOuverte] = useState(false);
  const [signe, setSigne] = useState(false);
  const naviguer = useNavigate();
  const { idj, acteId, titre } = acte;
  const finir = (): void => {
    void naviguer({ to: '/parapheur' });
    void memoire.invalidateQueries();
  };
  return (
    <>
      <ActeACosigner
        acte={acte}
        matricule={agent.matricule}
        nom={`${agent.prenom} ${agent.nom}`}
        adresse={client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}
        surCosigner={() => setOuverte(true)}
        abandonner={(motif) =>
          client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId, requete: { motif } })
        }
        surAbandon={() => {
          annoncer('Acte abandonné : le dossier en garde la trace.');
          finir();
        }}
      />
      {ouverte ? (
        <DialogueSignature
          actes={[{ acteId, titre }]}
          quoi="acte"
          surSignature={() => setSigne(true)}
          surFermeture={() => (signe ? finir() : setOuverte(false))}
        />
      ) : null}
    </>
  );
};
