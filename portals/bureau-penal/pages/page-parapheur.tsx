import type { ReponsePour } from '@ppn/api-client';
import { EtatVide, Parapheur, type ProprietesDuParapheur } from '@ppn/kit';
import { UnActe, useVues } from '@ppn/lecteur';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type DocumentAParapher, documentsAParapher } from '../circuits/documents-a-parapher.ts';
import { adresseDuDocument, lectureCircuits } from '../circuits/donnees.ts';
import { client, type ContratJustice, problemeDe } from '../client.ts';
import { lectureParapheur, memoire } from '../donnees.ts';
import { estDuSiege } from '../jugement/types.ts';
import { estMention } from '../mention/genres.ts';
import { useSession } from '../session.ts';
import { DialogueSignature } from '../signature/dialogue-signature.tsx';

type Acte = ReponsePour<ContratJustice, 'GET /api/parapheur'>['actes'][number] | DocumentAParapher;
type Rendus = ProprietesDuParapheur<Acte>;

/** Le parapheur du bureau : la file du kit, le PDF de l'acte a cote, un seul PIN pour le lot. */
export const PageParapheur = () => {
  const { agent } = useSession();
  const { data, isError, error, refetch } = useQuery(lectureParapheur);
  const circuits = useQuery(lectureCircuits('a-signer'));
  const actes = data === undefined ? undefined : [...documentsAParapher(circuits.data ?? []), ...data.actes];
  const { vues, basculer } = useVues(`${agent.matricule}:parapheur`);
  return (
    <Parapheur<Acte>
      actes={actes}
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
      actions={
        <Link to="/parapheur/documents" className="bouton">
          Faire signer des documents
        </Link>
      }
      vide={
        <section className="panneau">
          <EtatVide>
            <p>Rien à signer. Une décision commencée dans un dossier attend ici.</p>
            <Link to="/">Aller à la boîte</Link>
          </EtatVide>
        </section>
      }
    />
  );
};

const lien: Rendus['lien'] = ({ idj, acteId, etat, type }, contenant) =>
  type === 'document' ? (
    <Link to="/parapheur/documents/$circuit" params={{ circuit: idj }} {...contenant} />
  ) : etat === 'a-cosigner' ? (
    <Link to="/parapheur/$idj/$acteId" params={{ idj, acteId }} {...contenant} />
  ) : (
    <Link to="/dossiers/$idj" params={{ idj }} search={{ onglet: ongletDe(type) }} {...contenant} />
  );

const titreDuGroupe: Rendus['titreDuGroupe'] = ({ idj, intitule, type }) =>
  type === 'document' ? (
    <Link to="/parapheur/documents/$circuit" params={{ circuit: idj }}>
      {intitule}
    </Link>
  ) : (
    <Link to="/dossiers/$idj" params={{ idj }} search={{}}>
      {intitule}
    </Link>
  );

const lire: Rendus['lire'] = (acte) => <ActeALire key={acte.acteId} acte={acte} />;

const ActeALire = ({ acte: { idj, acteId, version, titre, type } }: { readonly acte: Acte }) => {
  const { agent } = useSession();
  return (
    <UnActe
      id={`${acteId}.${version}`}
      titre={titre}
      adresse={
        type === 'document'
          ? adresseDuDocument(idj, acteId)
          : client.adresse('GET /api/dossiers/:idj/actes/:acteId/apercu', { idj, acteId })
      }
      cleVues={`${agent.matricule}:${acteId}`}
    />
  );
};

const signer: Rendus['signer'] = (actes, fermer) => (
  <DialogueSignature
    quoi={actes.every(({ type }) => type === 'document') ? 'document' : 'acte'}
    documents={actes.filter(({ type }) => type === 'document').map(({ acteId }) => acteId)}
    actes={actes.map(({ acteId, titre, numero, intitule, type }) => ({
      acteId,
      titre: `${titre} — ${type === 'document' ? intitule : numero}`,
    }))}
    surFermeture={() => {
      fermer();
      void memoire.invalidateQueries();
    }}
  />
);

const renvoyer: Rendus['renvoyer'] = async ({ idj, acteId, type }, motif) => {
  const rendu =
    type === 'document'
      ? await client.appeler('POST /api/circuits/:id/refus', {
          id: idj,
          corps: { documents: [acteId], motif },
        })
      : await client.appeler('POST /api/dossiers/:idj/actes/:acteId/renvoi', {
          idj,
          acteId,
          corps: { motif },
        });
  void memoire.invalidateQueries({ queryKey: ['parapheur'] });
  return rendu;
};

const ongletDe = (type: string): 'mentions' | 'pieces' | 'decision' | 'jugement' =>
  estDuSiege(type)
    ? 'jugement'
    : estMention(type)
      ? 'mentions'
      : type === 'conversion-papier'
        ? 'pieces'
        : 'decision';
