import {
  Bouton,
  Chargement,
  Echec,
  EtatVide,
  Liste,
  Onglets,
  pluriel,
  Puce,
  TitrePage,
  useRaccourcis,
} from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { problemeDe } from '../client.ts';
import { type Circuit, lectureCircuits } from './donnees.ts';
import { echeanceEnMots } from './documents-a-parapher.ts';
import { ETATS } from './etats.ts';
import { NouvelleDemande } from './nouvelle-demande.tsx';

type Vue = 'en-cours' | 'clos';

/** Documents a faire signer, sans dossier : ce que j'ai demande, ce qu'on m'a demande, et ou cela en est. */
export const PageDemandes = () => {
  const [vue, setVue] = useState<Vue>('en-cours');
  const [nouvelle, setNouvelle] = useState(false);
  useRaccourcis([
    {
      touche: 'n',
      libelle: 'Faire signer un document',
      groupe: 'Documents à signer',
      action: () => setNouvelle(true),
    },
  ]);
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Faire signer">Faire signer des documents</TitrePage>
          <p className="discret petit">
            Un PDF, des signataires de la juridiction, leur carte : sans dossier ni procédure. L’original est
            gardé bit pour bit.
          </p>
        </div>
        {nouvelle ? null : (
          <Bouton genre="primaire" touche="N" onClick={() => setNouvelle(true)}>
            Faire signer un document
          </Bouton>
        )}
      </div>
      {nouvelle ? <NouvelleDemande surFin={() => setNouvelle(false)} /> : null}
      <Onglets
        libelle="Demandes de signature"
        onglets={[
          { cle: 'en-cours', libelle: 'En cours', contenu: <Demandes vue="en-cours" /> },
          { cle: 'clos', libelle: 'Terminées', contenu: <Demandes vue="clos" /> },
        ]}
        actif={vue}
        surChoix={(cle) => setVue(cle === 'clos' ? 'clos' : 'en-cours')}
      />
    </div>
  );
};

const Demandes = ({ vue }: { readonly vue: Vue }) => {
  const { data, isPending, isError, error, refetch } = useQuery(lectureCircuits(vue));
  if (isPending) return <Chargement libelle="Chargement des demandes" />;
  if (isError) return <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} />;
  if (data.length === 0)
    return (
      <EtatVide>
        {vue === 'en-cours' ? 'Aucune demande de signature en cours.' : 'Aucune demande terminée.'}
      </EtatVide>
    );
  return (
    <section className="panneau" aria-label="Demandes de signature">
      <Liste libelle={vue === 'en-cours' ? 'Demandes en cours' : 'Demandes terminées'}>
        {data.map((circuit) => (
          <Rang key={circuit.id} circuit={circuit} />
        ))}
      </Liste>
    </section>
  );
};

const Rang = ({ circuit }: { readonly circuit: Circuit }) => {
  const signees = circuit.documents.flatMap(({ signatures }) => signatures);
  const faites = signees.filter(({ etat }) => etat === 'signee').length;
  return (
    <li>
      <Link to="/parapheur/documents/$circuit" params={{ circuit: circuit.id }} className="rang" data-rang="">
        <span className="rang-titre">{circuit.titre}</span>
        <span className="rang-suite">
          {circuit.mien ? 'demandé par vous' : `demandé par ${circuit.demandeur.nom}`} ·{' '}
          {pluriel(circuit.documents.length, 'document')} · {faites} signature{faites < 2 ? '' : 's'} sur{' '}
          {signees.length}
        </span>
        <span className="rang-fin">
          {circuit.etat === 'en-cours' ? (
            <Puce ton={circuit.enRetard ? 'danger' : 'neutre'}>{echeanceEnMots(circuit)}</Puce>
          ) : (
            <Puce ton={ETATS[circuit.etat].ton}>{ETATS[circuit.etat].libelle}</Puce>
          )}
        </span>
      </Link>
    </li>
  );
};
