import type { Probleme } from '@ppn/api-client';
import {
  Alerte,
  annoncer,
  Bouton,
  Champ,
  ChampTexte,
  ChampZone,
  Choix,
  Echec,
  Panneau,
  SaisieDeDate,
} from '@ppn/kit';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { client } from '../client.ts';
import { memoire } from '../donnees.ts';
import { ChoixDesSignataires } from './choix-des-signataires.tsx';
import { type Depot, DepotDesPdf } from './depot-des-pdf.tsx';

/** Une demande : les PDF, les signataires dans l'ordre, un mot, une echeance. */
export const NouvelleDemande = ({ surFin }: { readonly surFin: () => void }) => {
  const naviguer = useNavigate();
  const [id] = useState(() => crypto.randomUUID());
  const [depots, setDepots] = useState<readonly Depot[]>([]);
  const [signataires, setSignataires] = useState<readonly string[]>([]);
  const [titre, setTitre] = useState('');
  const [message, setMessage] = useState('');
  const [ordre, setOrdre] = useState<'a-la-suite' | 'libre'>('a-la-suite');
  const [echeance, setEcheance] = useState('');
  const [refus, setRefus] = useState<Probleme>();
  const [essayee, setEssayee] = useState(false);
  const [enCours, setEnCours] = useState(false);
  const titreDonne = titre.trim() === '' ? (depots[0]?.nom ?? '').replace(/\.pdf$/i, '') : titre.trim();
  const manques = [
    ...(depots.length === 0 ? ['Déposez au moins un PDF.'] : []),
    ...(signataires.length === 0 ? ['Choisissez au moins un signataire.'] : []),
  ];
  const demander = async (): Promise<void> => {
    setEssayee(true);
    if (manques.length > 0) return;
    setEnCours(true);
    const rendu = await client.appeler('POST /api/circuits', {
      corps: {
        id,
        titre: titreDonne,
        message,
        ordre,
        echeance: echeance === '' ? null : echeance,
        depots: depots.map((depot) => depot.id),
        signataires: [...signataires],
      },
    });
    setEnCours(false);
    if (!rendu.ok) return setRefus(rendu.refus);
    annoncer('Signatures demandées : le premier signataire les trouve dans son parapheur.');
    void memoire.invalidateQueries({ queryKey: ['parapheur'] });
    surFin();
    void naviguer({ to: '/parapheur/documents/$circuit', params: { circuit: rendu.valeur.id } });
  };
  return (
    <Panneau titre="Nouvelle demande">
      <div className="pile nouvelle-demande">
        <DepotDesPdf depots={depots} changer={setDepots} />
        <ChoixDesSignataires choisis={signataires} changer={setSignataires} />
        {signataires.length < 2 ? null : (
          <Choix
            legende="Ordre des signatures"
            valeur={ordre}
            options={[
              { valeur: 'a-la-suite', libelle: 'l’un après l’autre, dans cet ordre' },
              { valeur: 'libre', libelle: 'dans l’ordre où ils viennent' },
            ]}
            surChoix={setOrdre}
          />
        )}
        <div className="grille-de-champs">
          <ChampTexte
            libelle="Titre"
            aide="À défaut, le nom du premier PDF."
            maxLength={200}
            value={titre}
            surSaisie={setTitre}
          />
          <Champ libelle="À signer avant le (facultatif)">
            {(liens) => <SaisieDeDate {...liens} valeur={echeance} surSaisie={setEcheance} />}
          </Champ>
        </div>
        <ChampZone
          libelle="Message aux signataires (facultatif)"
          rows={2}
          maxLength={2000}
          value={message}
          surSaisie={setMessage}
        />
        {!essayee || manques.length === 0 ? null : (
          <Alerte ton="attention" titre="Il manque encore" vive>
            <ul>
              {manques.map((phrase) => (
                <li key={phrase}>{phrase}</li>
              ))}
            </ul>
          </Alerte>
        )}
        {refus === undefined ? null : <Echec probleme={refus} />}
        <div className="rangee">
          <Bouton genre="primaire" enCours={enCours} onClick={() => void demander()}>
            Demander les signatures
          </Bouton>
          <Bouton genre="discret" onClick={surFin}>
            Abandonner
          </Bouton>
        </div>
      </div>
    </Panneau>
  );
};
