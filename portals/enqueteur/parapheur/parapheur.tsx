import { EtatVide, Panneau, Parapheur as File, type ProprietesDuParapheur } from '@ppn/kit';
import { UnActe, useVues } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PanneauSignature } from '../acte/panneau-signature.tsx';
import { client } from '../application/client.ts';
import { invalider, lectureParapheur, problemeDe } from '../application/donnees.ts';
import { useCadre } from '../application/session.ts';
import type { AParapher } from '../application/types.ts';

type Rendus = ProprietesDuParapheur<AParapher>;

/** Parapheur de l'unité : la file du kit, l'acte à côté, un seul PIN pour le lot. */
export function Parapheur() {
  const { session } = useCadre();
  const { data, isError, error, refetch } = useQuery(lectureParapheur);
  const { vues, basculer } = useVues(`${session.agent.matricule}:parapheur`);
  return (
    <File<AParapher>
      actes={data?.actes}
      enAttente={data?.enAttente ?? []}
      probleme={isError ? problemeDe(error) : undefined}
      reessayer={() => void refetch()}
      lien={lien}
      titreDuGroupe={titreDuGroupe}
      lire={lire}
      lus={vues}
      marquerLu={basculer}
      signer={signer}
      renvoyer={renvoyer}
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

const lien: Rendus['lien'] = ({ idj, acteId, etat }, contenant) => (
  <Link
    to={etat === 'a-cosigner' ? '/parapheur/$idj/$acteId' : '/dossiers/$idj/actes/$acteId'}
    params={{ idj, acteId }}
    {...contenant}
  />
);

const titreDuGroupe: Rendus['titreDuGroupe'] = (acte) => <TitreDuDossier acte={acte} />;

/** L'interprete n'entre pas au dossier : son titre n'est pas un lien. */
function TitreDuDossier({ acte: { idj, intitule } }: { readonly acte: AParapher }) {
  const { session } = useCadre();
  if (session.agent.qualite === 'interprete') return intitule;
  return (
    <Link to="/dossiers/$idj" params={{ idj }}>
      {intitule}
    </Link>
  );
}

const lire: Rendus['lire'] = (acte) => <ActeALire key={acte.acteId} acte={acte} />;

function ActeALire({ acte: { idj, acteId, version, titre } }: { readonly acte: AParapher }) {
  const { session } = useCadre();
  return (
    <UnActe
      id={`${acteId}.${version}`}
      titre={titre}
      adresse={client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })}
      cleVues={`${session.agent.matricule}:${acteId}`}
    />
  );
}

const signer: Rendus['signer'] = (actes, fermer) => <PanneauSignature actes={actes} surFermeture={fermer} />;

const renvoyer: Rendus['renvoyer'] = async ({ idj, acteId }, motif) => {
  const rendu = await client.appeler('POST /api/dossiers/:idj/actes/:acteId/renvoi', {
    idj,
    acteId,
    corps: { motif },
  });
  invalider({ genre: 'parapheur' });
  return rendu;
};
