import { annoncer, Chargement, Echec, EtatVide, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { client } from '../application/client.ts';
import { invalider, lectureActe, problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import type { Redaction } from '../application/types.ts';
import { PanneauSignature } from './panneau-signature.tsx';

const Signe = lazy(() => import('@ppn/lecteur').then((lecteur) => ({ default: lecteur.ActeACosigner })));

/** Un acte signe par son redacteur, qui attend sa cosignature. `surFin` : il est signe ou abandonne. */
export function ActeACosigner({ acte, surFin }: { readonly acte: Redaction; readonly surFin: () => void }) {
  const { session } = useCadre();
  const [signature, poserSignature] = useState(false);
  const { acteId, idj, titre } = acte;
  const { matricule, prenom, nom } = session.agent;
  return (
    <>
      <Suspense fallback={<Chargement libelle="Ouverture du lecteur…" />}>
        <Signe
          acte={acte}
          matricule={matricule}
          nom={`${prenom} ${nom}`}
          adresse={client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}
          surCosigner={() => poserSignature(true)}
          abandonner={(motif) =>
            client.appeler('DELETE /api/dossiers/:idj/actes/:acteId', { idj, acteId, requete: { motif } })
          }
          surAbandon={() => {
            annoncer('Acte abandonné : le dossier en garde la trace.');
            invalider({ genre: 'dossier', idj });
            surFin();
          }}
        />
      </Suspense>
      {signature ? (
        <PanneauSignature
          actes={[{ acteId, titre }]}
          idj={idj}
          surFermeture={(signes) => {
            poserSignature(false);
            if (signes > 0) surFin();
          }}
        />
      ) : null}
    </>
  );
}

/** La meme lecture, hors du dossier : un interprete n'y entre pas, il ne voit que l'acte qu'il cosigne. */
export function PageACosigner() {
  const { idj, acteId } = useParams({ from: '/parapheur/$idj/$acteId' });
  const acte = useQuery(lectureActe(idj, acteId));
  const naviguer = useNavigate();
  return (
    <div className="pile">
      <TitrePage onglet="À cosigner">À cosigner</TitrePage>
      {acte.isError ? (
        <Echec probleme={problemeDe(acte.error)} reessayer={() => void acte.refetch()} />
      ) : null}
      {acte.isPending ? <Chargement libelle="Ouverture de l’acte…" /> : null}
      {acte.data === undefined ? null : acte.data.etat === 'a-cosigner' ? (
        <ActeACosigner acte={acte.data} surFin={() => void naviguer({ to: '/parapheur' })} />
      ) : (
        <EtatVide>
          Cet acte n’attend pas de cosignature. <Link to="/parapheur">Revenir au parapheur</Link>
        </EtatVide>
      )}
    </div>
  );
}
