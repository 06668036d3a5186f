import { EtatVide, Panneau, Parapheur as File } from '@ppn/kit';
import { UnActe, useVues } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import { client } from '../application/client.ts';
import { invalider, lectureParapheur, problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import type { AParapher } from '../application/types.ts';

/** Parapheur de l'unité : la file du kit, l'acte à côté, un seul PIN pour le lot. */
export function Parapheur() {
  const {
    session: { agent },
  } = useCadre();
  const { data, isError, error, refetch } = useQuery(lectureParapheur);
  const { vues, basculer } = useVues(`${agent.matricule}:parapheur`);
  return (
    <File<AParapher>
      actes={data?.actes}
      enAttente={data?.enAttente ?? []}
      probleme={isError ? problemeDe(error) : undefined}
      reessayer={() => void refetch()}
      lien={(acte, contenant) => (
        <Link
          to={acte.etat === 'a-cosigner' ? '/parapheur/$idj/$acteId' : '/dossiers/$idj/actes/$acteId'}
          params={{ idj: acte.idj, acteId: acte.acteId }}
          {...contenant}
        />
      )}
      titreDuGroupe={({ idj, intitule }) =>
        agent.qualite === 'interprete' ? (
          intitule
        ) : (
          <Link to="/dossiers/$idj" params={{ idj }}>
            {intitule}
          </Link>
        )
      }
      lire={(acte) => (
        <UnActe
          key={acte.acteId}
          id={`${acte.acteId}.${acte.version}`}
          titre={acte.titre}
          adresse={client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', {
            idj: acte.idj,
            acteId: acte.acteId,
          })}
          cleVues={`${agent.matricule}:${acte.acteId}`}
        />
      )}
      lus={vues}
      marquerLu={basculer}
      signer={(actes, fermer) => <PanneauSignature actes={actes} surFermeture={fermer} />}
      renvoyer={async (acte, motif) => {
        const rendu = await client.appeler('POST /api/dossiers/:idj/actes/:acteId/renvoi', {
          idj: acte.idj,
          acteId: acte.acteId,
          corps: { motif },
        });
        invalider({ genre: 'parapheur' });
        return rendu;
      }}
      vide={
        <Panneau titre="Rien à signer" nu>
          <EtatVide>
            Aucun acte ne vous attend. Un acte complet arrive ici dès qu’il ne lui manque plus rien.
          </EtatVide>
        </Panneau>
      }
    />
  );
}
