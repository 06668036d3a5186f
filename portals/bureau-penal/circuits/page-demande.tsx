import {
  annoncer,
  Bouton,
  Chargement,
  dateEtHeure,
  DialogueDeRenvoi,
  Echec,
  Panneau,
  Puce,
  QUALITES,
  TitrePage,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { client, problemeDe } from '../client.ts';
import { memoire } from '../donnees.ts';
import { adresseDuDocument, type Circuit, type DocumentDuCircuit, lectureCircuit } from './donnees.ts';
import { echeanceEnMots } from './documents-a-parapher.ts';
import { ETATS } from './etats.ts';

const route = getRouteApi('/parapheur/documents/$circuit');

/** Une demande de signature : chaque document, qui l'a signe et quand, qui est attendu, ce qu'on peut en reprendre. */
export const PageDemande = () => {
  const { circuit: id } = route.useParams();
  const { data, isPending, isError, error, refetch } = useQuery(lectureCircuit(id));
  return (
    <div className="pile">
      <TitrePage onglet="Demande de signature">{data?.titre ?? 'Demande de signature'}</TitrePage>
      <p>
        <Link to="/parapheur/documents">Toutes les demandes</Link>
      </p>
      {isPending ? <Chargement libelle="Ouverture de la demande" /> : null}
      {isError ? <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} /> : null}
      {data === undefined ? null : <Demande circuit={data} />}
    </div>
  );
};

const Demande = ({ circuit }: { readonly circuit: Circuit }) => {
  const [retrait, setRetrait] = useState(false);
  const { id, demandeur, demandeA, mien, message, ordre, etat } = circuit;
  const aSigner = circuit.documents.some((document) => document.aSigner);
  return (
    <>
      <p className="discret">
        {mien ? 'Demandé par vous' : `Demandé par ${demandeur.nom}`} le {dateEtHeure(demandeA)} ·{' '}
        {ordre === 'libre' ? 'signatures dans un ordre libre' : 'signatures l’une après l’autre'} ·{' '}
        {echeanceEnMots(circuit)}
        {message === '' ? '' : ` · « ${message} »`}
      </p>
      <div className="rangee">
        <Puce ton={ETATS[etat].ton}>{ETATS[etat].libelle}</Puce>
        {circuit.retrait === null ? null : (
          <span className="petit">
            Retiré le {dateEtHeure(circuit.retrait.a)} : {circuit.retrait.motif}
          </span>
        )}
        {aSigner ? (
          <Link to="/parapheur" className="bouton bouton-primaire">
            Signer dans le parapheur
          </Link>
        ) : null}
        {mien && etat === 'en-cours' ? (
          <Bouton genre="discret" onClick={() => setRetrait(true)}>
            Retirer la demande
          </Bouton>
        ) : null}
      </div>
      {circuit.documents.map((document) => (
        <UnDocument key={document.id} circuit={id} document={document} />
      ))}
      {retrait ? (
        <DialogueDeRenvoi
          titre="Retirer cette demande"
          explication="Ce qui est signé de tous le reste ; le reste ne se signera plus. Les signataires lisent votre motif."
          geste="Retirer la demande"
          renvoyer={async (motif) => {
            const rendu = await client.appeler('POST /api/circuits/:id/retrait', { id, corps: { motif } });
            void memoire.invalidateQueries({ queryKey: ['parapheur'] });
            return rendu;
          }}
          surRenvoi={() => {
            setRetrait(false);
            annoncer('Demande retirée.');
          }}
          surFermeture={() => setRetrait(false)}
        />
      ) : null}
    </>
  );
};

const UnDocument = ({
  circuit,
  document,
}: {
  readonly circuit: string;
  readonly document: DocumentDuCircuit;
}) => (
  <Panneau
    titre={document.nom}
    actions={<Puce ton={ETATS[document.etat].ton}>{ETATS[document.etat].libelle}</Puce>}
  >
    <div className="pile-serree">
      <ul className="points">
        {document.signatures.map(({ qui, etat, sonTour, signeA, horodateA, motif }) => (
          <li key={qui.matricule} className="rangee-ecartee">
            <span>
              {qui.nom}, {qualiteEnMots(qui.qualite)}
            </span>
            <span className="petit">
              {etat === 'signee' ? `signé le ${dateEtHeure(horodateA ?? signeA ?? '')}` : null}
              {etat === 'refusee' ? `refuse : ${motif ?? ''}` : null}
              {etat === 'attendue' && document.etat === 'en-cours'
                ? sonTour
                  ? 'signature attendue'
                  : 'signera ensuite'
                : null}
              {etat === 'attendue' && document.etat !== 'en-cours' ? 'n’a pas signé' : null}
            </span>
          </li>
        ))}
      </ul>
      <p className="petit discret empreinte">SHA-256 de l’original : {document.original}</p>
      <div className="rangee">
        <a className="bouton" href={adresseDuDocument(circuit, document.id, { telecharger: 'oui' })}>
          {document.courant === document.original ? 'Télécharger' : 'Télécharger le PDF signé'}
        </a>
        {document.courant === document.original ? null : (
          <a
            className="bouton bouton-discret"
            href={adresseDuDocument(circuit, document.id, { version: 'original', telecharger: 'oui' })}
          >
            L’original, bit pour bit
          </a>
        )}
      </div>
    </div>
  </Panneau>
);

const qualiteEnMots = (qualite: string): string =>
  Object.entries(QUALITES).find(([cle]) => cle === qualite)?.[1] ?? qualite;
